namespace RnnGen;

/// <summary>
/// What a cell draws for each row of a tape in training: the mask of a dropout or of a zoneout. Each element is independent of all others.
/// </summary>
/// <param name="Name">Its name in the derived equations.</param>
/// <param name="Length">Its elements.</param>
/// <param name="Probability">With it an element is <paramref name="Drawn"/>.</param>
/// <param name="Drawn">0 for dropout, 1 for zoneout.</param>
/// <param name="Otherwise">1 / (1 - probability) for dropout, 0 for zoneout.</param>
/// <param name="Expected">Every element where nothing is drawn: 1 for dropout, the probability for zoneout.</param>
/// <param name="IsFixed">Drawn once for a sequence, not for each of its time steps.</param>
public readonly record struct NoiseSlot(
    string Name, int Length, double Probability, double Drawn, double Otherwise, double Expected, bool IsFixed);

namespace RnnGen.Compiler.Ir;

/// <summary>
/// What an input holds that nobody gives: in training each element is drawn, <see cref="Drawn"/> with the probability and else
/// <see cref="Otherwise"/>. Where nothing is drawn all are <see cref="Expected"/>.
/// </summary>
/// <param name="IsFixed">Drawn once for a sequence, not for each of its steps.</param>
public sealed record NoiseInput(double Probability, double Drawn, double Otherwise, double Expected, bool IsFixed);

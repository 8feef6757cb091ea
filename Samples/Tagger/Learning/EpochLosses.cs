namespace Hyphenation.Learning;

/// <summary>The mean losses after an epoch, in nats for each place between two letters.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Training">On the training words as they were met, with dropout.</param>
/// <param name="Validation">On the validation words, without dropout.</param>
internal sealed record EpochLosses(int Epoch, double Training, double Validation);

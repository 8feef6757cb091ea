using System.Collections.Generic;

namespace CharacterModel.Learning;

/// <summary>What is to be told after an epoch. Losses are in nats per character.</summary>
/// <param name="Losses">The losses of this epoch.</param>
/// <param name="BestHeldOut">The lowest held-out loss so far.</param>
/// <param name="Steps">The number of steps so far.</param>
/// <param name="StepsPerSecond">How fast they went in this epoch.</param>
/// <param name="Samples">Names that the model invents by now.</param>
internal sealed record EpochReport(
    EpochLosses Losses, double BestHeldOut, long Steps, double StepsPerSecond, IReadOnlyList<string> Samples);

/// <summary>One point of the loss curve.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Training">The mean loss on the training names, each batch before its update.</param>
/// <param name="HeldOut">The loss on the held-out names after the epoch.</param>
internal readonly record struct EpochLosses(int Epoch, double Training, double HeldOut);

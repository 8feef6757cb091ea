using System;

namespace RnnGen;

/// <summary>Where a training run stands; with it every <see cref="CounterRandom"/> of the run can be made again.</summary>
/// <param name="Epoch">The epoch, at least 0.</param>
/// <param name="Step">The step, within the epoch or in all: as the run counts them; at least 0.</param>
/// <param name="Seed">The run's seed.</param>
[CLSCompliant(false)]
public readonly record struct TrainingProgress(int Epoch, long Step, ulong Seed);

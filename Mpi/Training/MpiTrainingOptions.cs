using System;

namespace RnnGen.Mpi;

/// <summary>How ranks train together; the same on all of them, which is checked at the start.</summary>
public sealed record MpiTrainingOptions
{
    /// <summary>
    /// The seed of the run, which order and noise of the data follow from: only compared, so that no rank trains on other data.
    /// </summary>
    [CLSCompliant(false)]
    public ulong Seed { get; init; }

    /// <summary>Gradients are scaled to this global norm at most; above 0.</summary>
    public double MaximumNorm { get; init; } = double.MaxValue;

    /// <summary>
    /// After how many steps ranks come together, at least 1. With 1 they sum their gradients in each step, as one process with the whole
    /// batch. With more, each rank makes its own updates in between (local SGD), and then parameters and the optimiser's buffers become the
    /// mean over the ranks, weighted by what each has learned from since the last time.
    /// </summary>
    public int LocalSteps { get; init; } = 1;

    /// <summary>Who adds the gradients.</summary>
    public MpiReduction Reduction { get; init; }
}

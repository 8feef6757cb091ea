using System;

namespace RnnGen;

/// <summary>Where and how strictly <see cref="GradientCheck"/> looks.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>T, the time steps of the sequences. At least 2 to see what flows back in time.</summary>
    public int TimeSteps { get; init; } = 3;

    /// <summary>B, the number of sequences. With 16 and more a very small cell of float computes in the lanes of vectors.</summary>
    public int Batch { get; init; } = 2;

    /// <summary>The threads of the tape.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Chooses the random numbers; the same seed gives the same check.</summary>
    [CLSCompliant(false)]
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The elements of each tensor that are moved one by one, drawn at random where there are more; then all are moved once together too,
    /// in a random direction, so that none goes unseen.
    /// </summary>
    public int ElementsPerTensor { get; init; } = 100;

    /// <summary>
    /// How far an element x is moved to either side, times max(1, |x|); null for 1e-5 (double) or 1e-2 (float). Where that does not agree,
    /// smaller steps are tried.
    /// </summary>
    public double? Step { get; init; }

    /// <summary>
    /// The error that is allowed, times the largest derivative of the tensor, besides the rounding of the differences; null for 1e-6
    /// (double) or 3e-3 (float).
    /// </summary>
    public double? Tolerance { get; init; }
}

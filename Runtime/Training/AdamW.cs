using System;

namespace RnnGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019): p ← (1 − rate·decay)·p before the step of
/// <see cref="Adam{T}"/>, whose means do not see the decay.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AdamW<T> : AdamFamily<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Makes an optimiser for these parameters (and all others of the same cell).</summary>
    /// <param name="parameters">What will be updated.</param>
    /// <param name="learningRate">The rate, at least 0.</param>
    /// <param name="beta1">The share of the mean that stays, in [0, 1).</param>
    /// <param name="beta2">The share of the mean square that stays, in [0, 1).</param>
    /// <param name="epsilon">Added to the root; above 0.</param>
    /// <param name="weightDecay">The decay per unit of learning rate, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdamW(
        CellParameters<T> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adamw";

    private protected override bool Decoupled => true;
}

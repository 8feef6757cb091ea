using System;

namespace RnnGen;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015): m ← β1·m + (1 − β1)·g; v ← β2·v + (1 − β2)·g²;
/// p ← p − rate · (m / (1 − β1^t)) / (√(v / (1 − β2^t)) + ε). Weight decay, where asked for, is the gradient of an L2 penalty and
/// passes through m and v; <see cref="AdamW{T}"/> decays the parameters themselves.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Adam<T> : AdamFamily<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Makes an optimiser for these parameters (and all others of the same cell).</summary>
    /// <param name="parameters">What will be updated.</param>
    /// <param name="learningRate">The rate, at least 0.</param>
    /// <param name="beta1">The share of the mean that stays, in [0, 1).</param>
    /// <param name="beta2">The share of the mean square that stays, in [0, 1).</param>
    /// <param name="epsilon">Added to the root; above 0.</param>
    /// <param name="weightDecay">The factor of the L2 penalty's gradient, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(
        CellParameters<T> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adam";

    private protected override bool Decoupled => false;
}

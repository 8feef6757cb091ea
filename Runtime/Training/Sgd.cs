using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Stochastic gradient descent: g ← g + decay·p; v ← momentum·v + g; p ← p − rate·v, or with Nesterov's look-ahead
/// p ← p − rate·(g + momentum·v) (Sutskever, Martens, Dahl and Hinton, ICML 2013, in the form with the rate outside).
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Sgd<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly double _weightDecay;

    /// <summary>Makes an optimiser for these parameters (and all others of the same cell).</summary>
    /// <param name="parameters">What will be updated.</param>
    /// <param name="learningRate">The rate, at least 0.</param>
    /// <param name="momentum">The share of the velocity that stays, in [0, 1); 0 keeps no state.</param>
    /// <param name="nesterov">Whether to look ahead; needs momentum.</param>
    /// <param name="weightDecay">The factor of the L2 penalty's gradient, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">Nesterov without momentum.</exception>
    public Sgd(CellParameters<T> parameters, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(parameters, learningRate, momentum != 0 ? ["momentum"] : [])
    {
        _momentum = Within(momentum, 0, Math.BitDecrement(1.0), nameof(momentum));
        _weightDecay = Within(weightDecay, 0, double.MaxValue, nameof(weightDecay));
        _nesterov = nesterov;
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("Nesterov's look-ahead needs momentum.", nameof(nesterov));
        }
    }

    /// <inheritdoc/>
    public override string Name => "sgd";

    private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        Span<Vector<T>> p = Vectors(parameters);
        ReadOnlySpan<Vector<T>> gradient = Vectors(gradients)[..p.Length];
        Vector<T> rate = Broadcast(LearningRate);
        Vector<T> decay = Broadcast(_weightDecay);
        if (_momentum == 0)
        {
            for (int i = 0; i < p.Length; i++)
            {
                p[i] -= rate * (gradient[i] + decay * p[i]);
            }

            return;
        }

        Span<Vector<T>> velocity = Vectors(State(0))[..p.Length];
        Vector<T> momentum = Broadcast(_momentum);
        for (int i = 0; i < p.Length; i++)
        {
            Vector<T> g = gradient[i] + decay * p[i];
            Vector<T> v = momentum * velocity[i] + g;
            velocity[i] = v;
            p[i] -= rate * (_nesterov ? g + momentum * v : v);
        }
    }
}

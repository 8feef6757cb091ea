using System;
using System.Numerics;

namespace RnnGen;

/// <summary>The common part of <see cref="Adam{T}"/> and <see cref="AdamW{T}"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class AdamFamily<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;

    private protected AdamFamily(
        CellParameters<T> parameters, double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        : base(parameters, learningRate, "mean", "mean_square")
    {
        _beta1 = Within(beta1, 0, Math.BitDecrement(1.0), nameof(beta1));
        _beta2 = Within(beta2, 0, Math.BitDecrement(1.0), nameof(beta2));

        // Not 0, nor anything that T rounds to 0: the padding would become 0/0.
        _epsilon = Within(epsilon, double.CreateTruncating(T.Epsilon), double.MaxValue, nameof(epsilon));
        _weightDecay = Within(weightDecay, 0, double.MaxValue, nameof(weightDecay));
    }

    private protected abstract bool Decoupled { get; }

    private protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        Span<Vector<T>> p = Vectors(parameters);
        ReadOnlySpan<Vector<T>> gradient = Vectors(gradients)[..p.Length];
        Span<Vector<T>> mean = Vectors(State(0))[..p.Length];
        Span<Vector<T>> square = Vectors(State(1))[..p.Length];

        // The corrections are functions of the count, not running products: a resumed run computes the same ones.
        Vector<T> rate = Broadcast(LearningRate / (1 - Math.Pow(_beta1, Steps)));
        Vector<T> rootCorrection = Broadcast(1 / Math.Sqrt(1 - Math.Pow(_beta2, Steps)));
        Vector<T> beta1 = Broadcast(_beta1);
        Vector<T> beta2 = Broadcast(_beta2);
        Vector<T> rest1 = Broadcast(1 - _beta1);
        Vector<T> rest2 = Broadcast(1 - _beta2);
        Vector<T> epsilon = Broadcast(_epsilon);
        Vector<T> coupledDecay = Broadcast(Decoupled ? 0 : _weightDecay);
        Vector<T> kept = Broadcast(Decoupled ? 1 - LearningRate * _weightDecay : 1);
        for (int i = 0; i < p.Length; i++)
        {
            Vector<T> old = p[i];
            Vector<T> g = gradient[i] + coupledDecay * old;
            Vector<T> m = beta1 * mean[i] + rest1 * g;
            Vector<T> v = beta2 * square[i] + rest2 * (g * g);
            mean[i] = m;
            square[i] = v;
            p[i] = kept * old - rate * m / (Vector.SquareRoot(v) * rootCorrection + epsilon);
        }
    }
}

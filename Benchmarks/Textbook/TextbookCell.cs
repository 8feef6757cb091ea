using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>
/// One row of one step, forward and backward, derived and looped by hand: with <see cref="PlainLoops{T}"/> and float the naive
/// contestant, with doubles the truth that all contestants are compared with. The states of a row lie side by side, h first.
/// </summary>
internal abstract class TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly NetworkParameters _parameters;
    private readonly Dictionary<string, T[]> _values, _gradients;

    protected TextbookCell(Workload workload, NetworkParameters parameters)
    {
        (Input, Hidden, _parameters) = (workload.Input, workload.Hidden, parameters);
        _values = parameters.Tensors.ToDictionary(t => t.Name, t => t.Values.Select(T.CreateChecked).ToArray());
        _gradients = parameters.Tensors.ToDictionary(t => t.Name, t => new T[t.Values.Length]);
    }

    /// <summary>What <see cref="Back"/> needs of <see cref="Step"/>, in elements per row.</summary>
    public abstract int SavedLength { get; }

    protected int Input { get; }

    protected int Hidden { get; }

    public IReadOnlyDictionary<string, T[]> Gradients => _gradients;

    /// <summary>The states after the step; <paramref name="next"/> may be <paramref name="previous"/>.</summary>
    public abstract void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved);

    /// <summary>Adds to the gradients, replaces the adjoints of the states after the step by those before it, writes those of x.</summary>
    public abstract void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx);

    public void ClearGradients()
    {
        foreach (Tensor tensor in _parameters.Tensors) Array.Clear(_gradients[tensor.Name]);
    }

    protected Product<T> Product(string weights, string bias) =>
        new(_values[weights], _values[bias], _gradients[weights], _gradients[bias]);

    protected static T Sigmoid(T z) => T.One / (T.One + T.Exp(-z));

    /// <summary>z = W v + b.</summary>
    protected static void Affine(Product<T> product, ReadOnlySpan<T> v, Span<T> z)
    {
        T[] weights = product.Weights, bias = product.Bias;
        for (int row = 0; row < z.Length; row++) z[row] = bias[row] + TLoops.Dot(weights.AsSpan(row * v.Length, v.Length), v);
    }

    /// <summary>The adjoint of <see cref="Affine"/>: dW += dz vᵀ, db += dz, dv += Wᵀ dz.</summary>
    protected static void AffineBack(Product<T> product, ReadOnlySpan<T> v, ReadOnlySpan<T> dz, Span<T> dv)
    {
        for (int row = 0; row < dz.Length; row++)
        {
            T d = dz[row];
            product.BiasGradients[row] += d;
            TLoops.AddScaled(product.WeightGradients.AsSpan(row * v.Length, v.Length), v, d);
            TLoops.AddScaled(dv, product.Weights.AsSpan(row * v.Length, v.Length), d);
        }
    }
}

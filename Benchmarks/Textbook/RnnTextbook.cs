using System;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

internal sealed class RnnTextbook<T, TLoops> : TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Product<T> _w, _u;
    private readonly T[] _dz;

    public RnnTextbook(Workload workload, NetworkParameters parameters) : base(workload, parameters)
    {
        _w = Product("W", "b");
        _u = Product("U", "b");
        _dz = new T[Hidden];
    }

    /// <summary>h', which <c>next</c> may overwrite while rows still read it.</summary>
    public override int SavedLength => Hidden;

    public override void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved)
    {
        T[] w = _w.Weights, u = _u.Weights, b = _w.Bias;
        previous.CopyTo(saved);
        for (int j = 0; j < Hidden; j++)
        {
            next[j] = T.Tanh(b[j] + TLoops.Dot(w.AsSpan(j * Input, Input), x) + TLoops.Dot(u.AsSpan(j * Hidden, Hidden), saved));
        }
    }

    public override void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx)
    {
        T[] w = _w.Weights, u = _u.Weights, dw = _w.WeightGradients, du = _u.WeightGradients, db = _w.BiasGradients;
        for (int j = 0; j < Hidden; j++) _dz[j] = states[j] * (T.One - next[j] * next[j]);
        states.Clear();
        dx.Clear();
        for (int j = 0; j < Hidden; j++)
        {
            T d = _dz[j];
            db[j] += d;
            TLoops.AddScaled(dw.AsSpan(j * Input, Input), x, d);
            TLoops.AddScaled(dx, w.AsSpan(j * Input, Input), d);
            TLoops.AddScaled(du.AsSpan(j * Hidden, Hidden), previous, d);
            TLoops.AddScaled(states, u.AsSpan(j * Hidden, Hidden), d);
        }
    }
}

using System;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>m = k m' + (1 - k) (w v), s = q tanh(m) + (1 - q) v with keep k, write w, value v, mix q.</summary>
internal sealed class InventedTextbook<T, TLoops> : TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Product<T> _wk, _ww, _wv, _wq;
    private readonly T[] _dz, _dv;

    public InventedTextbook(Workload workload, NetworkParameters parameters) : base(workload, parameters)
    {
        _wk = Product("Wk", "bk");
        _ww = Product("Ww", "bw");
        _wv = Product("Wv", "bv");
        _wq = Product("Wq", "bq");
        _dz = new T[4 * Hidden];
        _dv = new T[Hidden + Input];
    }

    /// <summary>[s'; x], then k, w, v, q.</summary>
    public override int SavedLength => Hidden + Input + 4 * Hidden;

    public override void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved)
    {
        Span<T> u = saved[..(Hidden + Input)];
        previous[..Hidden].CopyTo(u);
        x.CopyTo(u[Hidden..]);
        Span<T> k = Gate(saved, 0), w = Gate(saved, 1), v = Gate(saved, 2), q = Gate(saved, 3);
        Affine(_wk, u, k);
        Affine(_ww, u, w);
        Affine(_wv, u, v);
        Affine(_wq, u, q);
        for (int j = 0; j < Hidden; j++)
        {
            k[j] = Sigmoid(k[j]);
            w[j] = Sigmoid(w[j]);
            v[j] = T.Tanh(v[j]);
            q[j] = Sigmoid(q[j]);
            T m = k[j] * previous[Hidden + j] + (T.One - k[j]) * (w[j] * v[j]);
            next[Hidden + j] = m;
            next[j] = q[j] * T.Tanh(m) + (T.One - q[j]) * v[j];
        }
    }

    public override void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx)
    {
        ReadOnlySpan<T> u = saved[..(Hidden + Input)];
        ReadOnlySpan<T> k = Gate(saved, 0), w = Gate(saved, 1), v = Gate(saved, 2), q = Gate(saved, 3);
        Span<T> ds = states[..Hidden], dm = states[Hidden..];
        Span<T> dk = _dz.AsSpan(0, Hidden), dw = _dz.AsSpan(Hidden, Hidden);
        Span<T> dv = _dz.AsSpan(2 * Hidden, Hidden), dq = _dz.AsSpan(3 * Hidden, Hidden);
        Span<T> du = _dv;
        du.Clear();
        for (int j = 0; j < Hidden; j++)
        {
            T tanh = T.Tanh(next[Hidden + j]);
            dm[j] += ds[j] * q[j] * (T.One - tanh * tanh);
            dq[j] = ds[j] * (tanh - v[j]) * q[j] * (T.One - q[j]);
            dk[j] = dm[j] * (previous[Hidden + j] - w[j] * v[j]) * k[j] * (T.One - k[j]);
            dw[j] = dm[j] * (T.One - k[j]) * v[j] * w[j] * (T.One - w[j]);
            dv[j] = (ds[j] * (T.One - q[j]) + dm[j] * (T.One - k[j]) * w[j]) * (T.One - v[j] * v[j]);
            dm[j] *= k[j];
        }

        AffineBack(_wk, u, dk, du);
        AffineBack(_ww, u, dw, du);
        AffineBack(_wv, u, dv, du);
        AffineBack(_wq, u, dq, du);
        du[..Hidden].CopyTo(ds);
        du[Hidden..].CopyTo(dx);
    }

    private Span<T> Gate(Span<T> saved, int gate) => saved.Slice(Hidden + Input + gate * Hidden, Hidden);

    private ReadOnlySpan<T> Gate(ReadOnlySpan<T> saved, int gate) => saved.Slice(Hidden + Input + gate * Hidden, Hidden);
}

using System;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>Reset after the product: n = tanh(Wn x + bn + r (Un h' + un)).</summary>
internal sealed class GruResetAfterTextbook<T, TLoops> : TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Product<T> _wr, _wz, _wn, _un;
    private readonly T[] _dz, _dv, _dh;

    public GruResetAfterTextbook(Workload workload, NetworkParameters parameters) : base(workload, parameters)
    {
        _wr = Product("Wr", "br");
        _wz = Product("Wz", "bz");
        _wn = Product("Wn", "bn");
        _un = Product("Un", "un");
        _dz = new T[4 * Hidden];
        _dv = new T[Hidden + Input];
        _dh = new T[Hidden];
    }

    /// <summary>[h'; x], then r, z, n and Un h' + un.</summary>
    public override int SavedLength => Hidden + Input + 4 * Hidden;

    public override void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved)
    {
        int width = Hidden + Input;
        Span<T> v = saved[..width], r = saved.Slice(width, Hidden), z = saved.Slice(width + Hidden, Hidden);
        Span<T> n = saved.Slice(width + 2 * Hidden, Hidden), p = saved.Slice(width + 3 * Hidden, Hidden);
        previous.CopyTo(v);
        x.CopyTo(v[Hidden..]);
        Affine(_wr, v, r);
        Affine(_wz, v, z);
        Affine(_wn, x, n);
        Affine(_un, v[..Hidden], p);
        for (int j = 0; j < Hidden; j++)
        {
            r[j] = Sigmoid(r[j]);
            z[j] = Sigmoid(z[j]);
            n[j] = T.Tanh(n[j] + r[j] * p[j]);
            next[j] = (T.One - z[j]) * n[j] + z[j] * v[j];
        }
    }

    public override void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx)
    {
        int width = Hidden + Input;
        ReadOnlySpan<T> v = saved[..width], r = saved.Slice(width, Hidden), z = saved.Slice(width + Hidden, Hidden);
        ReadOnlySpan<T> n = saved.Slice(width + 2 * Hidden, Hidden), p = saved.Slice(width + 3 * Hidden, Hidden);
        Span<T> dr = _dz.AsSpan(0, Hidden), dzGate = _dz.AsSpan(Hidden, Hidden);
        Span<T> dn = _dz.AsSpan(2 * Hidden, Hidden), dp = _dz.AsSpan(3 * Hidden, Hidden);
        Span<T> dv = _dv, dhThroughProduct = _dh;
        dv.Clear();
        dhThroughProduct.Clear();
        dx.Clear();
        for (int j = 0; j < Hidden; j++)
        {
            T dh = states[j];
            dn[j] = dh * (T.One - z[j]) * (T.One - n[j] * n[j]);
            dzGate[j] = dh * (v[j] - n[j]) * z[j] * (T.One - z[j]);
            dr[j] = dn[j] * p[j] * r[j] * (T.One - r[j]);
            dp[j] = dn[j] * r[j];
            dv[j] = dh * z[j];
        }

        AffineBack(_wr, v, dr, dv);
        AffineBack(_wz, v, dzGate, dv);
        AffineBack(_wn, x, dn, dx);
        AffineBack(_un, v[..Hidden], dp, dhThroughProduct);
        for (int j = 0; j < Hidden; j++) states[j] = dv[j] + dhThroughProduct[j];
        for (int k = 0; k < Input; k++) dx[k] += dv[Hidden + k];
    }
}

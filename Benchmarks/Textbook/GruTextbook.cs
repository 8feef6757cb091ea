using System;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>Reset before the product: n = tanh(Wn [r h'; x] + bn).</summary>
internal sealed class GruTextbook<T, TLoops> : TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Product<T> _wr, _wz, _wn;
    private readonly T[] _dz, _dv, _du;

    public GruTextbook(Workload workload, NetworkParameters parameters) : base(workload, parameters)
    {
        _wr = Product("Wr", "br");
        _wz = Product("Wz", "bz");
        _wn = Product("Wn", "bn");
        _dz = new T[3 * Hidden];
        _dv = new T[Hidden + Input];
        _du = new T[Hidden + Input];
    }

    /// <summary>[h'; x], [r h'; x], then r, z, n.</summary>
    public override int SavedLength => 2 * (Hidden + Input) + 3 * Hidden;

    public override void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved)
    {
        int width = Hidden + Input;
        Span<T> v = saved[..width], u = saved.Slice(width, width);
        Span<T> gates = saved[(2 * width)..];
        Span<T> r = gates[..Hidden], z = gates.Slice(Hidden, Hidden), n = gates.Slice(2 * Hidden, Hidden);
        previous.CopyTo(v);
        x.CopyTo(v[Hidden..]);
        x.CopyTo(u[Hidden..]);
        Affine(_wr, v, r);
        Affine(_wz, v, z);
        for (int j = 0; j < Hidden; j++)
        {
            r[j] = Sigmoid(r[j]);
            z[j] = Sigmoid(z[j]);
            u[j] = r[j] * v[j];
        }

        Affine(_wn, u, n);
        for (int j = 0; j < Hidden; j++)
        {
            n[j] = T.Tanh(n[j]);
            next[j] = (T.One - z[j]) * n[j] + z[j] * v[j];
        }
    }

    public override void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx)
    {
        int width = Hidden + Input;
        ReadOnlySpan<T> v = saved[..width], u = saved.Slice(width, width);
        ReadOnlySpan<T> gates = saved[(2 * width)..];
        ReadOnlySpan<T> r = gates[..Hidden], z = gates.Slice(Hidden, Hidden), n = gates.Slice(2 * Hidden, Hidden);
        Span<T> dr = _dz.AsSpan(0, Hidden), dzGate = _dz.AsSpan(Hidden, Hidden), dn = _dz.AsSpan(2 * Hidden, Hidden);
        Span<T> dv = _dv, du = _du;
        dv.Clear();
        du.Clear();
        for (int j = 0; j < Hidden; j++)
        {
            T dh = states[j];
            dn[j] = dh * (T.One - z[j]) * (T.One - n[j] * n[j]);
            dzGate[j] = dh * (v[j] - n[j]) * z[j] * (T.One - z[j]);
            dv[j] = dh * z[j];
        }

        AffineBack(_wn, u, dn, du);
        for (int j = 0; j < Hidden; j++)
        {
            dr[j] = du[j] * v[j] * r[j] * (T.One - r[j]);
            dv[j] += du[j] * r[j];
        }

        AffineBack(_wr, v, dr, dv);
        AffineBack(_wz, v, dzGate, dv);
        dv[..Hidden].CopyTo(states);
        for (int k = 0; k < Input; k++) dx[k] = dv[Hidden + k] + du[Hidden + k];
    }
}

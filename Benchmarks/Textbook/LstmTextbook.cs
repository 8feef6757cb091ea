using System;
using System.Numerics;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Textbook;

internal sealed class LstmTextbook<T, TLoops> : TextbookCell<T, TLoops>
    where T : struct, IFloatingPointIeee754<T>
    where TLoops : struct, ILoops<T>
{
    private readonly Product<T> _wf, _wi, _wg, _wo;
    private readonly T[] _dz, _dv;

    public LstmTextbook(Workload workload, NetworkParameters parameters) : base(workload, parameters)
    {
        _wf = Product("Wf", "bf");
        _wi = Product("Wi", "bi");
        _wg = Product("Wg", "bg");
        _wo = Product("Wo", "bo");
        _dz = new T[Hidden];
        _dv = new T[Hidden + Input];
    }

    /// <summary>[h'; x], then f, i, g, o.</summary>
    public override int SavedLength => Hidden + Input + 4 * Hidden;

    public override void Step(ReadOnlySpan<T> x, ReadOnlySpan<T> previous, Span<T> next, Span<T> saved)
    {
        Span<T> v = saved[..(Hidden + Input)];
        previous[..Hidden].CopyTo(v);
        x.CopyTo(v[Hidden..]);
        Span<T> f = Gate(saved, 0), i = Gate(saved, 1), g = Gate(saved, 2), o = Gate(saved, 3);
        Affine(_wf, v, f);
        Affine(_wi, v, i);
        Affine(_wg, v, g);
        Affine(_wo, v, o);
        for (int j = 0; j < Hidden; j++)
        {
            f[j] = Sigmoid(f[j]);
            i[j] = Sigmoid(i[j]);
            g[j] = T.Tanh(g[j]);
            o[j] = Sigmoid(o[j]);
            T c = f[j] * previous[Hidden + j] + i[j] * g[j];
            next[Hidden + j] = c;
            next[j] = o[j] * T.Tanh(c);
        }
    }

    public override void Back(
        ReadOnlySpan<T> x, ReadOnlySpan<T> previous, ReadOnlySpan<T> next, ReadOnlySpan<T> saved, Span<T> states, Span<T> dx)
    {
        ReadOnlySpan<T> v = saved[..(Hidden + Input)];
        ReadOnlySpan<T> f = Gate(saved, 0), i = Gate(saved, 1), g = Gate(saved, 2), o = Gate(saved, 3);
        Span<T> dh = states[..Hidden], dc = states[Hidden..];
        Span<T> dz = _dz, dv = _dv;
        dv.Clear();
        for (int j = 0; j < Hidden; j++)
        {
            T tanh = T.Tanh(next[Hidden + j]);
            dc[j] += dh[j] * o[j] * (T.One - tanh * tanh);
            dz[j] = dh[j] * tanh * o[j] * (T.One - o[j]);
        }

        AffineBack(_wo, v, dz, dv);
        for (int j = 0; j < Hidden; j++) dz[j] = dc[j] * previous[Hidden + j] * f[j] * (T.One - f[j]);
        AffineBack(_wf, v, dz, dv);
        for (int j = 0; j < Hidden; j++) dz[j] = dc[j] * g[j] * i[j] * (T.One - i[j]);
        AffineBack(_wi, v, dz, dv);
        for (int j = 0; j < Hidden; j++) dz[j] = dc[j] * i[j] * (T.One - g[j] * g[j]);
        AffineBack(_wg, v, dz, dv);
        for (int j = 0; j < Hidden; j++) dc[j] *= f[j];
        dv[..Hidden].CopyTo(dh);
        dv[Hidden..].CopyTo(dx);
    }

    private Span<T> Gate(Span<T> saved, int gate) => saved.Slice(Hidden + Input + gate * Hidden, Hidden);

    private ReadOnlySpan<T> Gate(ReadOnlySpan<T> saved, int gate) => saved.Slice(Hidden + Input + gate * Hidden, Hidden);
}

// Written from ../Float512.Angles.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector128<float>;
using Fit = RnnGen.Numerics.FloatFit;
using Self = RnnGen.Numerics.Float128;
using V = System.Runtime.Intrinsics.Vector128;

namespace RnnGen.Numerics;

// Written out as the exponentials are, for the same reasons.
public readonly partial struct Float128
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sin(Self x)
    {
        // x = n π/2 + r with |r| ≤ π/4; odd n take the cosine of r, and two of four the negative.
        F t = V.MultiplyAddEstimate(x._value, V.Create(Fit.TwoOverPi), V.Create(Fit.Round));
        F n = t - V.Create(Fit.Round);
        F r = V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi2), V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi1), x._value));
        r = V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi3), r);
        // Beyond the range that is promised r may be anything.
        r = V.MinNative(V.Create(Fit.QuarterPi), V.MaxNative(V.Create(-Fit.QuarterPi), r));
        F w = r * r;
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.Sin2), V.Create(Fit.Sin1));
        p = V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin0));
        F q = V.MultiplyAddEstimate(w, V.Create(Fit.Cos2), V.Create(Fit.Cos1));
        q = V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos0));
        F s = r * V.MultiplyAddEstimate(w, p, F.One);
        F c = V.MultiplyAddEstimate(w * w, q, V.MultiplyAddEstimate(w, V.Create(-0.5f), F.One));
        F h = V.MultiplyAddEstimate(n, V.Create(0.5f), V.Create(Fit.Round)) - V.Create(Fit.Round);
        F y = V.ConditionalSelect(V.Equals(n, h + h), s, c);
        var flip = V.ShiftLeft(V.AsInt32(t), 30) & V.Create(int.MinValue);
        return new(V.AsSingle(V.AsInt32(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Cos(Self x)
    {
        // As in Sin, a quarter turn further on.
        F t = V.MultiplyAddEstimate(x._value, V.Create(Fit.TwoOverPi), V.Create(Fit.Round));
        F n = t - V.Create(Fit.Round);
        F r = V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi2), V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi1), x._value));
        r = V.MultiplyAddEstimate(n, V.Create(-Fit.HalfPi3), r);
        // Beyond the range that is promised r may be anything.
        r = V.MinNative(V.Create(Fit.QuarterPi), V.MaxNative(V.Create(-Fit.QuarterPi), r));
        F w = r * r;
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.Sin2), V.Create(Fit.Sin1));
        p = V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin0));
        F q = V.MultiplyAddEstimate(w, V.Create(Fit.Cos2), V.Create(Fit.Cos1));
        q = V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos0));
        F s = r * V.MultiplyAddEstimate(w, p, F.One);
        F c = V.MultiplyAddEstimate(w * w, q, V.MultiplyAddEstimate(w, V.Create(-0.5f), F.One));
        F h = V.MultiplyAddEstimate(n, V.Create(0.5f), V.Create(Fit.Round)) - V.Create(Fit.Round);
        F y = V.ConditionalSelect(V.Equals(n, h + h), c, s);
        var flip = V.ShiftLeft(V.AsInt32(t) + V.Create(1), 30) & V.Create(int.MinValue);
        return new(V.AsSingle(V.AsInt32(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Erf(Self x)
    {
        // Below 1 a polynomial; from there on 1 - exp(-c), where c is one. Lanes compute both.
        F sign = x._value & V.Create(-0f);
        F a = V.MinNative(V.Create(Fit.ErfIsOne), x._value ^ sign);
        F w = a * a;
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.A6), V.Create(Fit.A5));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A4)), V.Create(Fit.A3));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A2)), V.Create(Fit.A1));
        p = V.MultiplyAddEstimate(w, p, V.Create(Fit.A0));
        F c = V.MultiplyAddEstimate(a, V.Create(Fit.B6), V.Create(Fit.B5));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B4)), V.Create(Fit.B3));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B2)), V.Create(Fit.B1));
        c = V.MultiplyAddEstimate(a, c, V.Create(Fit.B0));
        F t = V.MultiplyAddEstimate(c, V.Create(-Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F r = V.MultiplyAddEstimate(n, V.Create(Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(Fit.Ln2High), c));
        F r2 = r * r;
        F q01 = V.MultiplyAddEstimate(r, V.Create(-Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(r, V.Create(-Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(r2, V.MultiplyAddEstimate(r2, V.Create(Fit.E4), q23), q01);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F far = F.One - (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        return new((V.ConditionalSelect(V.LessThan(a, F.One), V.MultiplyAddEstimate(a, p, a), far)) | sign);
    }
}

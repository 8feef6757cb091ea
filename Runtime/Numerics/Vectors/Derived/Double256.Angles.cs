// Written from ../Double512.Angles.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector256<double>;
using Fit = RnnGen.Numerics.DoubleFit;
using Self = RnnGen.Numerics.Double256;
using V = System.Runtime.Intrinsics.Vector256;

namespace RnnGen.Numerics;

// Written out as the exponentials are, for the same reasons.
public readonly partial struct Double256
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
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.Sin5), V.Create(Fit.Sin4));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin3)), V.Create(Fit.Sin2));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin1)), V.Create(Fit.Sin0));
        F q = V.MultiplyAddEstimate(w, V.Create(Fit.Cos5), V.Create(Fit.Cos4));
        q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos3)), V.Create(Fit.Cos2));
        q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos1)), V.Create(Fit.Cos0));
        F s = r * V.MultiplyAddEstimate(w, p, F.One);
        F c = V.MultiplyAddEstimate(w * w, q, V.MultiplyAddEstimate(w, V.Create(-0.5), F.One));
        F h = V.MultiplyAddEstimate(n, V.Create(0.5), V.Create(Fit.Round)) - V.Create(Fit.Round);
        F y = V.ConditionalSelect(V.Equals(n, h + h), s, c);
        var flip = V.ShiftLeft(V.AsInt64(t), 62) & V.Create(long.MinValue);
        return new(V.AsDouble(V.AsInt64(y) ^ flip));
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
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.Sin5), V.Create(Fit.Sin4));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin3)), V.Create(Fit.Sin2));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.Sin1)), V.Create(Fit.Sin0));
        F q = V.MultiplyAddEstimate(w, V.Create(Fit.Cos5), V.Create(Fit.Cos4));
        q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos3)), V.Create(Fit.Cos2));
        q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, q, V.Create(Fit.Cos1)), V.Create(Fit.Cos0));
        F s = r * V.MultiplyAddEstimate(w, p, F.One);
        F c = V.MultiplyAddEstimate(w * w, q, V.MultiplyAddEstimate(w, V.Create(-0.5), F.One));
        F h = V.MultiplyAddEstimate(n, V.Create(0.5), V.Create(Fit.Round)) - V.Create(Fit.Round);
        F y = V.ConditionalSelect(V.Equals(n, h + h), c, s);
        var flip = V.ShiftLeft(V.AsInt64(t) + V.Create(1L), 62) & V.Create(long.MinValue);
        return new(V.AsDouble(V.AsInt64(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Erf(Self x)
    {
        // Below 1 a polynomial; from there on 1 - exp(-c), where c is one. Lanes compute both.
        F sign = x._value & V.Create(-0.0);
        F a = V.MinNative(V.Create(Fit.ErfIsOne), x._value ^ sign);
        F w = a * a;
        F p = V.MultiplyAddEstimate(w, V.Create(Fit.A11), V.Create(Fit.A10));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A9)), V.Create(Fit.A8));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A7)), V.Create(Fit.A6));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A5)), V.Create(Fit.A4));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A3)), V.Create(Fit.A2));
        p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, p, V.Create(Fit.A1)), V.Create(Fit.A0));
        F c = V.MultiplyAddEstimate(a, V.Create(Fit.B18), V.Create(Fit.B17));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B16)), V.Create(Fit.B15));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B14)), V.Create(Fit.B13));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B12)), V.Create(Fit.B11));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B10)), V.Create(Fit.B9));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B8)), V.Create(Fit.B7));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B6)), V.Create(Fit.B5));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B4)), V.Create(Fit.B3));
        c = V.MultiplyAddEstimate(a, V.MultiplyAddEstimate(a, c, V.Create(Fit.B2)), V.Create(Fit.B1));
        c = V.MultiplyAddEstimate(a, c, V.Create(Fit.B0));
        F t = V.MultiplyAddEstimate(c, V.Create(-Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F r = V.MultiplyAddEstimate(n, V.Create(Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(Fit.Ln2High), c));
        F r2 = r * r;
        F r4 = r2 * r2;
        F q0 = V.MultiplyAddEstimate(r, V.Create(-Fit.E1), V.Create(Fit.E0));
        F q2 = V.MultiplyAddEstimate(r, V.Create(-Fit.E3), V.Create(Fit.E2));
        F q4 = V.MultiplyAddEstimate(r, V.Create(-Fit.E5), V.Create(Fit.E4));
        F q6 = V.MultiplyAddEstimate(r, V.Create(-Fit.E7), V.Create(Fit.E6));
        F q8 = V.MultiplyAddEstimate(r, V.Create(-Fit.E9), V.Create(Fit.E8));
        q0 = V.MultiplyAddEstimate(r2, q2, q0);
        q4 = V.MultiplyAddEstimate(r2, q6, q4);
        q8 = V.MultiplyAddEstimate(r2, V.Create(Fit.E10), q8);
        F q = V.MultiplyAddEstimate(r4, V.MultiplyAddEstimate(r4, q8, q4), q0);
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F far = F.One - (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        return new((V.ConditionalSelect(V.LessThan(a, F.One), V.MultiplyAddEstimate(a, p, a), far)) | sign);
    }
}

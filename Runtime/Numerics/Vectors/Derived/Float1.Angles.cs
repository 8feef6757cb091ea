// Written from ../Float512.Angles.cs. Change that file, then run what CONTRIBUTING says.

using System;
using System.Runtime.CompilerServices;
using Fit = RnnGen.Numerics.FloatFit;
using Self = RnnGen.Numerics.Float1;

namespace RnnGen.Numerics;

// As in the vector structs, with choices in place of masks.
public readonly partial struct Float1
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sin(Self x)
    {
        // x = n π/2 + r with |r| ≤ π/4; odd n take the cosine of r, and two of four the negative.
        float t = float.MultiplyAddEstimate(x._value, Fit.TwoOverPi, Fit.Round);
        float n = t - Fit.Round;
        float r = float.MultiplyAddEstimate(n, -Fit.HalfPi2, float.MultiplyAddEstimate(n, -Fit.HalfPi1, x._value));
        r = float.MultiplyAddEstimate(n, -Fit.HalfPi3, r);
        // Beyond the range that is promised r may be anything.
        r = float.MinNative(Fit.QuarterPi, float.MaxNative(-Fit.QuarterPi, r));
        float w = r * r;
        float p = float.MultiplyAddEstimate(w, Fit.Sin2, Fit.Sin1);
        p = float.MultiplyAddEstimate(w, p, Fit.Sin0);
        float q = float.MultiplyAddEstimate(w, Fit.Cos2, Fit.Cos1);
        q = float.MultiplyAddEstimate(w, q, Fit.Cos0);
        float s = r * float.MultiplyAddEstimate(w, p, 1f);
        float c = float.MultiplyAddEstimate(w * w, q, float.MultiplyAddEstimate(w, -0.5f, 1f));
        float h = float.MultiplyAddEstimate(n, 0.5f, Fit.Round) - Fit.Round;
        float y = n == h + h ? s : c;
        var flip = (BitConverter.SingleToInt32Bits(t) << 30) & int.MinValue;
        return new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Cos(Self x)
    {
        // As in Sin, a quarter turn further on.
        float t = float.MultiplyAddEstimate(x._value, Fit.TwoOverPi, Fit.Round);
        float n = t - Fit.Round;
        float r = float.MultiplyAddEstimate(n, -Fit.HalfPi2, float.MultiplyAddEstimate(n, -Fit.HalfPi1, x._value));
        r = float.MultiplyAddEstimate(n, -Fit.HalfPi3, r);
        // Beyond the range that is promised r may be anything.
        r = float.MinNative(Fit.QuarterPi, float.MaxNative(-Fit.QuarterPi, r));
        float w = r * r;
        float p = float.MultiplyAddEstimate(w, Fit.Sin2, Fit.Sin1);
        p = float.MultiplyAddEstimate(w, p, Fit.Sin0);
        float q = float.MultiplyAddEstimate(w, Fit.Cos2, Fit.Cos1);
        q = float.MultiplyAddEstimate(w, q, Fit.Cos0);
        float s = r * float.MultiplyAddEstimate(w, p, 1f);
        float c = float.MultiplyAddEstimate(w * w, q, float.MultiplyAddEstimate(w, -0.5f, 1f));
        float h = float.MultiplyAddEstimate(n, 0.5f, Fit.Round) - Fit.Round;
        float y = n == h + h ? c : s;
        var flip = (BitConverter.SingleToInt32Bits(t) + 1 << 30) & int.MinValue;
        return new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Erf(Self x)
    {
        // Below 1 a polynomial; from there on 1 - exp(-c), where c is one. Lanes compute both.
        float a = float.MinNative(Fit.ErfIsOne, float.Abs(x._value));
        float w = a * a;
        float p = float.MultiplyAddEstimate(w, Fit.A6, Fit.A5);
        p = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, p, Fit.A4), Fit.A3);
        p = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, p, Fit.A2), Fit.A1);
        p = float.MultiplyAddEstimate(w, p, Fit.A0);
        float c = float.MultiplyAddEstimate(a, Fit.B6, Fit.B5);
        c = float.MultiplyAddEstimate(a, float.MultiplyAddEstimate(a, c, Fit.B4), Fit.B3);
        c = float.MultiplyAddEstimate(a, float.MultiplyAddEstimate(a, c, Fit.B2), Fit.B1);
        c = float.MultiplyAddEstimate(a, c, Fit.B0);
        float t = float.MultiplyAddEstimate(c, -Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float r = float.MultiplyAddEstimate(n, Fit.Ln2Low, float.MultiplyAddEstimate(n, Fit.Ln2High, c));
        float r2 = r * r;
        float q01 = float.MultiplyAddEstimate(r, -Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(r, -Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(r2, float.MultiplyAddEstimate(r2, Fit.E4, q23), q01);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float far = 1f - (1f + float.MultiplyAddEstimate(r2, q, -r)) * e;
        return new(float.CopySign(a < 1f ? float.MultiplyAddEstimate(a, p, a) : far, x._value));
    }
}

// Written from ../Double512.Angles.cs. Change that file, then run what CONTRIBUTING says.

using System;
using System.Runtime.CompilerServices;
using Fit = RnnGen.Numerics.DoubleFit;
using Self = RnnGen.Numerics.Double1;

namespace RnnGen.Numerics;

// As in the vector structs, with choices in place of masks.
public readonly partial struct Double1
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sin(Self x)
    {
        // x = n π/2 + r with |r| ≤ π/4; odd n take the cosine of r, and two of four the negative.
        double t = double.MultiplyAddEstimate(x._value, Fit.TwoOverPi, Fit.Round);
        double n = t - Fit.Round;
        double r = double.MultiplyAddEstimate(n, -Fit.HalfPi2, double.MultiplyAddEstimate(n, -Fit.HalfPi1, x._value));
        r = double.MultiplyAddEstimate(n, -Fit.HalfPi3, r);
        // Beyond the range that is promised r may be anything.
        r = double.MinNative(Fit.QuarterPi, double.MaxNative(-Fit.QuarterPi, r));
        double w = r * r;
        double p = double.MultiplyAddEstimate(w, Fit.Sin5, Fit.Sin4);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.Sin3), Fit.Sin2);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.Sin1), Fit.Sin0);
        double q = double.MultiplyAddEstimate(w, Fit.Cos5, Fit.Cos4);
        q = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, q, Fit.Cos3), Fit.Cos2);
        q = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, q, Fit.Cos1), Fit.Cos0);
        double s = r * double.MultiplyAddEstimate(w, p, 1.0);
        double c = double.MultiplyAddEstimate(w * w, q, double.MultiplyAddEstimate(w, -0.5, 1.0));
        double h = double.MultiplyAddEstimate(n, 0.5, Fit.Round) - Fit.Round;
        double y = n == h + h ? s : c;
        var flip = (BitConverter.DoubleToInt64Bits(t) << 62) & long.MinValue;
        return new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Cos(Self x)
    {
        // As in Sin, a quarter turn further on.
        double t = double.MultiplyAddEstimate(x._value, Fit.TwoOverPi, Fit.Round);
        double n = t - Fit.Round;
        double r = double.MultiplyAddEstimate(n, -Fit.HalfPi2, double.MultiplyAddEstimate(n, -Fit.HalfPi1, x._value));
        r = double.MultiplyAddEstimate(n, -Fit.HalfPi3, r);
        // Beyond the range that is promised r may be anything.
        r = double.MinNative(Fit.QuarterPi, double.MaxNative(-Fit.QuarterPi, r));
        double w = r * r;
        double p = double.MultiplyAddEstimate(w, Fit.Sin5, Fit.Sin4);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.Sin3), Fit.Sin2);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.Sin1), Fit.Sin0);
        double q = double.MultiplyAddEstimate(w, Fit.Cos5, Fit.Cos4);
        q = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, q, Fit.Cos3), Fit.Cos2);
        q = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, q, Fit.Cos1), Fit.Cos0);
        double s = r * double.MultiplyAddEstimate(w, p, 1.0);
        double c = double.MultiplyAddEstimate(w * w, q, double.MultiplyAddEstimate(w, -0.5, 1.0));
        double h = double.MultiplyAddEstimate(n, 0.5, Fit.Round) - Fit.Round;
        double y = n == h + h ? c : s;
        var flip = (BitConverter.DoubleToInt64Bits(t) + 1L << 62) & long.MinValue;
        return new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(y) ^ flip));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Erf(Self x)
    {
        // Below 1 a polynomial; from there on 1 - exp(-c), where c is one. Lanes compute both.
        double a = double.MinNative(Fit.ErfIsOne, double.Abs(x._value));
        double w = a * a;
        double p = double.MultiplyAddEstimate(w, Fit.A11, Fit.A10);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.A9), Fit.A8);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.A7), Fit.A6);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.A5), Fit.A4);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.A3), Fit.A2);
        p = double.MultiplyAddEstimate(w, double.MultiplyAddEstimate(w, p, Fit.A1), Fit.A0);
        double c = double.MultiplyAddEstimate(a, Fit.B18, Fit.B17);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B16), Fit.B15);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B14), Fit.B13);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B12), Fit.B11);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B10), Fit.B9);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B8), Fit.B7);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B6), Fit.B5);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B4), Fit.B3);
        c = double.MultiplyAddEstimate(a, double.MultiplyAddEstimate(a, c, Fit.B2), Fit.B1);
        c = double.MultiplyAddEstimate(a, c, Fit.B0);
        double t = double.MultiplyAddEstimate(c, -Fit.Log2E, Fit.RoundBiased);
        double n = t - Fit.RoundBiased;
        double r = double.MultiplyAddEstimate(n, Fit.Ln2Low, double.MultiplyAddEstimate(n, Fit.Ln2High, c));
        double r2 = r * r;
        double r4 = r2 * r2;
        double q0 = double.MultiplyAddEstimate(r, -Fit.E1, Fit.E0);
        double q2 = double.MultiplyAddEstimate(r, -Fit.E3, Fit.E2);
        double q4 = double.MultiplyAddEstimate(r, -Fit.E5, Fit.E4);
        double q6 = double.MultiplyAddEstimate(r, -Fit.E7, Fit.E6);
        double q8 = double.MultiplyAddEstimate(r, -Fit.E9, Fit.E8);
        q0 = double.MultiplyAddEstimate(r2, q2, q0);
        q4 = double.MultiplyAddEstimate(r2, q6, q4);
        q8 = double.MultiplyAddEstimate(r2, Fit.E10, q8);
        double q = double.MultiplyAddEstimate(r4, double.MultiplyAddEstimate(r4, q8, q4), q0);
        double e = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(t) << Fit.MantissaBits);
        double far = 1.0 - (1.0 + double.MultiplyAddEstimate(r2, q, -r)) * e;
        return new(double.CopySign(a < 1.0 ? double.MultiplyAddEstimate(a, p, a) : far, x._value));
    }
}

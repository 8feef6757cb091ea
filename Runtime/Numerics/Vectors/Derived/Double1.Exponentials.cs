// Written from ../Double512.Exponentials.cs. Change that file, then run what CONTRIBUTING says.

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
    public static Self Exp(Self x)
    {
        // exp x = 2^n exp r, n = round(x / ln2); 2^n in two factors, so that neither over- nor underflows before the result does.
        double v = double.MinNative(Fit.ExpOverflows, double.MaxNative(Fit.ExpIsZero, x._value));
        double n = double.MultiplyAddEstimate(v, Fit.Log2E, Fit.Round) - Fit.Round;
        double r = double.MultiplyAddEstimate(n, -Fit.Ln2Low, double.MultiplyAddEstimate(n, -Fit.Ln2High, v));
        double half = double.MultiplyAddEstimate(n, 0.5, Fit.RoundBiased);
        double rest = n - (half - Fit.RoundBiased) + Fit.RoundBiased;
        double r2 = r * r;
        double r4 = r2 * r2;
        double q0 = double.MultiplyAddEstimate(r, Fit.E1, Fit.E0);
        double q2 = double.MultiplyAddEstimate(r, Fit.E3, Fit.E2);
        double q4 = double.MultiplyAddEstimate(r, Fit.E5, Fit.E4);
        double q6 = double.MultiplyAddEstimate(r, Fit.E7, Fit.E6);
        double q8 = double.MultiplyAddEstimate(r, Fit.E9, Fit.E8);
        q0 = double.MultiplyAddEstimate(r2, q2, q0);
        q4 = double.MultiplyAddEstimate(r2, q6, q4);
        q8 = double.MultiplyAddEstimate(r2, Fit.E10, q8);
        double q = double.MultiplyAddEstimate(r4, double.MultiplyAddEstimate(r4, q8, q4), q0);
        double p = 1.0 + double.MultiplyAddEstimate(r2, q, r);
        double scale1 = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(half) << Fit.MantissaBits);
        double scale2 = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(rest) << Fit.MantissaBits);
        return new(p * scale1 * scale2);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Log(Self x)
    {
        // x = 2^k m with √½ ≤ m < √2; log x = k ln2 + 2 atanh(z), z = (m - 1) / (m + 1).
        double v = x._value;
        bool small = v < Fit.SmallestNormal;
        double scaled = small ? v * Fit.NormalScale : v;
        var bits = BitConverter.DoubleToInt64Bits(scaled) + (Fit.OneBits - Fit.SqrtHalfBits);
        double k = BitConverter.Int64BitsToDouble((bits >>> Fit.MantissaBits) | Fit.IntegerBits) - Fit.IntegerBias;
        k -= small ? Fit.NormalShift : 0.0;
        double m = BitConverter.Int64BitsToDouble((bits & Fit.MantissaMask) + Fit.SqrtHalfBits);
        double z = (m - 1.0) / (m + 1.0);
        double w = z * z;
        double d = z + z;
        double w2 = w * w;
        double l01 = double.MultiplyAddEstimate(w, Fit.L1, Fit.L0);
        double l23 = double.MultiplyAddEstimate(w, Fit.L3, Fit.L2);
        double l45 = double.MultiplyAddEstimate(w, Fit.L5, Fit.L4);
        double l = double.MultiplyAddEstimate(w2, double.MultiplyAddEstimate(w2, double.MultiplyAddEstimate(w2, Fit.L6, l45), l23), l01);
        l = double.MultiplyAddEstimate(d * w, l, double.MultiplyAddEstimate(k, Fit.Ln2Low, d));
        l = double.MultiplyAddEstimate(k, Fit.Ln2High, l);
        l = v < double.PositiveInfinity ? l : v;
        l = v == 0.0 ? double.NegativeInfinity : l;
        return new(v < 0.0 ? double.NaN : l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Tanh(Self x)
    {
        // tanh |x| = m / (m + 2), m = expm1(2 |x|) = 2^n expm1(s) + (2^n - 1).
        double a = double.MinNative(Fit.TanhIsOne, double.Abs(x._value));
        double t = double.MultiplyAddEstimate(a, 2 * Fit.Log2E, Fit.RoundBiased);
        double n = t - Fit.RoundBiased;
        double s = double.MultiplyAddEstimate(n, -Fit.Ln2Low, double.MultiplyAddEstimate(n, -Fit.Ln2High, a + a));
        double e = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(t) << Fit.MantissaBits);
        double s2 = s * s;
        double s4 = s2 * s2;
        double q0 = double.MultiplyAddEstimate(s, Fit.E1, Fit.E0);
        double q2 = double.MultiplyAddEstimate(s, Fit.E3, Fit.E2);
        double q4 = double.MultiplyAddEstimate(s, Fit.E5, Fit.E4);
        double q6 = double.MultiplyAddEstimate(s, Fit.E7, Fit.E6);
        double q8 = double.MultiplyAddEstimate(s, Fit.E9, Fit.E8);
        q0 = double.MultiplyAddEstimate(s2, q2, q0);
        q4 = double.MultiplyAddEstimate(s2, q6, q4);
        q8 = double.MultiplyAddEstimate(s2, Fit.E10, q8);
        double q = double.MultiplyAddEstimate(s4, double.MultiplyAddEstimate(s4, q8, q4), q0);
        double m = double.MultiplyAddEstimate(e, double.MultiplyAddEstimate(s2, q, s), e - 1.0);
        return new(double.CopySign(m / (m + 2.0), x._value));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sigmoid(Self x)
    {
        // 1 / (1 + 2^n exp(-r)), -x = n ln2 - r.
        double c = double.MaxNative(-Fit.SigmoidIsZero, double.MinNative(Fit.SigmoidIsOne, x._value));
        double t = double.MultiplyAddEstimate(c, -Fit.Log2E, Fit.RoundBiased);
        double n = t - Fit.RoundBiased;
        double r = double.MultiplyAddEstimate(n, Fit.Ln2Low, double.MultiplyAddEstimate(n, Fit.Ln2High, c));
        double e = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(t) << Fit.MantissaBits);
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
        double p = 1.0 + double.MultiplyAddEstimate(r2, q, -r);
        return new(1.0 / double.MultiplyAddEstimate(e, p, 1.0));
    }

    /// <summary><see cref="Tanh"/>: doubles are not used where speed matters more than accuracy.</summary>
    [MethodImpl(Inline)]
    public static Self FastTanh(Self x) => Tanh(x);

    /// <summary><see cref="Sigmoid"/>.</summary>
    [MethodImpl(Inline)]
    public static Self FastSigmoid(Self x) => Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Elu(Self x)
    {
        // expm1 as in Tanh; lanes with x ≥ 0 compute something that is not taken.
        double v = double.MaxNative(-Fit.ExpIsTiny, x._value);
        double t = double.MultiplyAddEstimate(v, Fit.Log2E, Fit.RoundBiased);
        double n = t - Fit.RoundBiased;
        double s = double.MultiplyAddEstimate(n, -Fit.Ln2Low, double.MultiplyAddEstimate(n, -Fit.Ln2High, v));
        double e = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(t) << Fit.MantissaBits);
        double s2 = s * s;
        double s4 = s2 * s2;
        double q0 = double.MultiplyAddEstimate(s, Fit.E1, Fit.E0);
        double q2 = double.MultiplyAddEstimate(s, Fit.E3, Fit.E2);
        double q4 = double.MultiplyAddEstimate(s, Fit.E5, Fit.E4);
        double q6 = double.MultiplyAddEstimate(s, Fit.E7, Fit.E6);
        double q8 = double.MultiplyAddEstimate(s, Fit.E9, Fit.E8);
        q0 = double.MultiplyAddEstimate(s2, q2, q0);
        q4 = double.MultiplyAddEstimate(s2, q6, q4);
        q8 = double.MultiplyAddEstimate(s2, Fit.E10, q8);
        double q = double.MultiplyAddEstimate(s4, double.MultiplyAddEstimate(s4, q8, q4), q0);
        double m = double.MultiplyAddEstimate(e, double.MultiplyAddEstimate(s2, q, s), e - 1.0);
        return new(x._value >= 0.0 ? x._value : m);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softplus(Self x)
    {
        // max(x, 0) + log(1 + u), u = exp(-|x|) = 2^n exp(-r); log(1 + u) = 2 atanh(u / (2 + u)).
        double c = double.MinNative(Fit.ExpIsTiny, double.Abs(x._value));
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
        double u = (1.0 + double.MultiplyAddEstimate(r2, q, -r)) * e;
        double z = u / (u + 2.0);
        double w = z * z;
        double d = z + z;
        double w2 = w * w;
        double w4 = w2 * w2;
        double l0 = double.MultiplyAddEstimate(w, Fit.P1, Fit.P0);
        double l2 = double.MultiplyAddEstimate(w, Fit.P3, Fit.P2);
        double l4 = double.MultiplyAddEstimate(w, Fit.P5, Fit.P4);
        double l6 = double.MultiplyAddEstimate(w, Fit.P7, Fit.P6);
        double l8 = double.MultiplyAddEstimate(w, Fit.P9, Fit.P8);
        l0 = double.MultiplyAddEstimate(w2, l2, l0);
        l4 = double.MultiplyAddEstimate(w2, l6, l4);
        double l = double.MultiplyAddEstimate(d * w, double.MultiplyAddEstimate(w4, double.MultiplyAddEstimate(w4, l8, l4), l0), d);
        return new(double.MaxNative(0.0, x._value) + l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LogSigmoid(Self x)
    {
        // min(x, 0) - log(1 + exp(-|x|)), as in Softplus.
        double c = double.MinNative(Fit.ExpIsTiny, double.Abs(x._value));
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
        double u = (1.0 + double.MultiplyAddEstimate(r2, q, -r)) * e;
        double z = u / (u + 2.0);
        double w = z * z;
        double d = z + z;
        double w2 = w * w;
        double w4 = w2 * w2;
        double l0 = double.MultiplyAddEstimate(w, Fit.P1, Fit.P0);
        double l2 = double.MultiplyAddEstimate(w, Fit.P3, Fit.P2);
        double l4 = double.MultiplyAddEstimate(w, Fit.P5, Fit.P4);
        double l6 = double.MultiplyAddEstimate(w, Fit.P7, Fit.P6);
        double l8 = double.MultiplyAddEstimate(w, Fit.P9, Fit.P8);
        l0 = double.MultiplyAddEstimate(w2, l2, l0);
        l4 = double.MultiplyAddEstimate(w2, l6, l4);
        double l = double.MultiplyAddEstimate(d * w, double.MultiplyAddEstimate(w4, double.MultiplyAddEstimate(w4, l8, l4), l0), d);
        return new(double.MinNative(0.0, x._value) - l);
    }
}

// Written from ../Float512.Exponentials.cs. Change that file, then run what CONTRIBUTING says.

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
    public static Self Exp(Self x)
    {
        // exp x = 2^n exp r, n = round(x / ln2); 2^n in two factors, so that neither over- nor underflows before the result does.
        float v = float.MinNative(Fit.ExpOverflows, float.MaxNative(Fit.ExpIsZero, x._value));
        float n = float.MultiplyAddEstimate(v, Fit.Log2E, Fit.Round) - Fit.Round;
        float r = float.MultiplyAddEstimate(n, -Fit.Ln2Low, float.MultiplyAddEstimate(n, -Fit.Ln2High, v));
        float half = float.MultiplyAddEstimate(n, 0.5f, Fit.RoundBiased);
        float rest = n - (half - Fit.RoundBiased) + Fit.RoundBiased;
        float r2 = r * r;
        float q01 = float.MultiplyAddEstimate(r, Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(r, Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(r2, float.MultiplyAddEstimate(r2, Fit.E4, q23), q01);
        float p = 1f + float.MultiplyAddEstimate(r2, q, r);
        float scale1 = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(half) << Fit.MantissaBits);
        float scale2 = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(rest) << Fit.MantissaBits);
        return new(p * scale1 * scale2);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Log(Self x)
    {
        // x = 2^k m with √½ ≤ m < √2; log x = k ln2 + 2 atanh(z), z = (m - 1) / (m + 1).
        float v = x._value;
        bool small = v < Fit.SmallestNormal;
        float scaled = small ? v * Fit.NormalScale : v;
        var bits = BitConverter.SingleToInt32Bits(scaled) + (Fit.OneBits - Fit.SqrtHalfBits);
        float k = (float)(bits >> Fit.MantissaBits) - (float)(Fit.OneBits >> Fit.MantissaBits);
        k -= small ? Fit.NormalShift : 0f;
        float m = BitConverter.Int32BitsToSingle((bits & Fit.MantissaMask) + Fit.SqrtHalfBits);
        float z = (m - 1f) / (m + 1f);
        float w = z * z;
        float d = z + z;
        float l = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.L2, Fit.L1), Fit.L0);
        l = float.MultiplyAddEstimate(d * w, l, float.MultiplyAddEstimate(k, Fit.Ln2Low, d));
        l = float.MultiplyAddEstimate(k, Fit.Ln2High, l);
        l = v < float.PositiveInfinity ? l : v;
        l = v == 0f ? float.NegativeInfinity : l;
        return new(v < 0f ? float.NaN : l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Tanh(Self x)
    {
        // tanh |x| = m / (m + 2), m = expm1(2 |x|) = 2^n expm1(s) + (2^n - 1). One constant for ln2: its error grows as tanh flattens.
        float a = float.MinNative(Fit.TanhIsOne, float.Abs(x._value));
        float t = float.MultiplyAddEstimate(a, 2 * Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float s = float.MultiplyAddEstimate(n, -Fit.Ln2, a + a);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float s2 = s * s;
        float q01 = float.MultiplyAddEstimate(s, Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(s, Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(s2, float.MultiplyAddEstimate(s2, Fit.E4, q23), q01);
        float m = float.MultiplyAddEstimate(e * s2, q, float.MultiplyAddEstimate(e, s, e - 1f));
        return new(float.CopySign(m / (m + 2f), x._value));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sigmoid(Self x)
    {
        // 1 / (1 + 2^n exp(-r)), -x = n ln2 - r; beyond the ends, where 2^n is no number, 0 or 1 instead.
        float v = x._value;
        float t = float.MultiplyAddEstimate(v, -Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float r = float.MultiplyAddEstimate(n, Fit.Ln2Low, float.MultiplyAddEstimate(n, Fit.Ln2High, v));
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float r2 = r * r;
        float p01 = float.MultiplyAddEstimate(r, -Fit.S1, Fit.S0);
        float p23 = float.MultiplyAddEstimate(r, -Fit.S3, Fit.S2);
        float p45 = float.MultiplyAddEstimate(r, -Fit.S5, Fit.S4);
        float y = 1f / float.MultiplyAddEstimate(e * r2, float.MultiplyAddEstimate(r2, p45, p23), float.MultiplyAddEstimate(e, p01, 1f));
        return new(float.Abs(v) > Fit.SigmoidEnd ? (v > 0f ? 1f : 0f) : y);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self FastTanh(Self x)
    {
        float c = float.MinNative(Fit.FastTanhEnd, float.MaxNative(-Fit.FastTanhEnd, x._value));
        float w = c * c;
        float p = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.N4, Fit.N3), Fit.N2);
        p = float.MultiplyAddEstimate(w, p, Fit.N1);
        float q = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.D4, Fit.D3), Fit.D2);
        q = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, q, Fit.D1), 1f);
        return new(float.MultiplyAddEstimate(w * c, p, c) / q);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self FastSigmoid(Self x)
    {
        // (1 + tanh(x / 2)) / 2, the halves in the coefficients.
        float c = float.MinNative(2 * Fit.FastTanhEnd, float.MaxNative(-2 * Fit.FastTanhEnd, x._value));
        float w = c * c;
        float w2 = w * w;
        float p = float.MultiplyAddEstimate(w2, Fit.N4 / 1024, float.MultiplyAddEstimate(w, Fit.N3 / 256, Fit.N2 / 64));
        p = float.MultiplyAddEstimate(w2, p, float.MultiplyAddEstimate(w, Fit.N1 / 16, Fit.Quarter));
        float q = float.MultiplyAddEstimate(w2, Fit.D4 / 256, float.MultiplyAddEstimate(w, Fit.D3 / 64, Fit.D2 / 16));
        q = float.MultiplyAddEstimate(w2, q, float.MultiplyAddEstimate(w, Fit.D1 / 4, 1f));
        return new(p * c / q + Fit.Half);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Elu(Self x)
    {
        // expm1 as in Tanh; lanes with x ≥ 0 compute something that is not taken.
        float v = float.MaxNative(-Fit.ExpIsTiny, x._value);
        float t = float.MultiplyAddEstimate(v, Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float s = float.MultiplyAddEstimate(n, -Fit.Ln2Low, float.MultiplyAddEstimate(n, -Fit.Ln2High, v));
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float s2 = s * s;
        float q01 = float.MultiplyAddEstimate(s, Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(s, Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(s2, float.MultiplyAddEstimate(s2, Fit.E4, q23), q01);
        float m = float.MultiplyAddEstimate(e, float.MultiplyAddEstimate(s2, q, s), e - 1f);
        return new(x._value >= 0f ? x._value : m);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softplus(Self x)
    {
        // max(x, 0) + log(1 + u), u = exp(-|x|) = 2^n exp(-r); log(1 + u) = 2 atanh(u / (2 + u)).
        float c = float.MinNative(Fit.ExpIsTiny, float.Abs(x._value));
        float t = float.MultiplyAddEstimate(c, -Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float r = float.MultiplyAddEstimate(n, Fit.Ln2Low, float.MultiplyAddEstimate(n, Fit.Ln2High, c));
        float r2 = r * r;
        float q01 = float.MultiplyAddEstimate(r, -Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(r, -Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(r2, float.MultiplyAddEstimate(r2, Fit.E4, q23), q01);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float u = (1f + float.MultiplyAddEstimate(r2, q, -r)) * e;
        float z = u / (u + 2f);
        float w = z * z;
        float d = z + z;
        float l01 = float.MultiplyAddEstimate(w, Fit.P1, Fit.P0);
        float l23 = float.MultiplyAddEstimate(w, Fit.P3, Fit.P2);
        float l = float.MultiplyAddEstimate(d * w, float.MultiplyAddEstimate(w * w, l23, l01), d);
        return new(float.MaxNative(0f, x._value) + l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LogSigmoid(Self x)
    {
        // min(x, 0) - log(1 + exp(-|x|)), as in Softplus.
        float c = float.MinNative(Fit.ExpIsTiny, float.Abs(x._value));
        float t = float.MultiplyAddEstimate(c, -Fit.Log2E, Fit.RoundBiased);
        float n = t - Fit.RoundBiased;
        float r = float.MultiplyAddEstimate(n, Fit.Ln2Low, float.MultiplyAddEstimate(n, Fit.Ln2High, c));
        float r2 = r * r;
        float q01 = float.MultiplyAddEstimate(r, -Fit.E1, Fit.E0);
        float q23 = float.MultiplyAddEstimate(r, -Fit.E3, Fit.E2);
        float q = float.MultiplyAddEstimate(r2, float.MultiplyAddEstimate(r2, Fit.E4, q23), q01);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float u = (1f + float.MultiplyAddEstimate(r2, q, -r)) * e;
        float z = u / (u + 2f);
        float w = z * z;
        float d = z + z;
        float l01 = float.MultiplyAddEstimate(w, Fit.P1, Fit.P0);
        float l23 = float.MultiplyAddEstimate(w, Fit.P3, Fit.P2);
        float l = float.MultiplyAddEstimate(d * w, float.MultiplyAddEstimate(w * w, l23, l01), d);
        return new(float.MinNative(0f, x._value) - l);
    }
}

// Written from ../Float512.Approximate.cs. Change that file, then run what CONTRIBUTING says.

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
    public static Self ApproximateTanh(Self x)
    {
        float c = float.MinNative(Fit.ShortTanhEnd, float.MaxNative(-Fit.ShortTanhEnd, x._value));
        float w = c * c;
        float p = float.MultiplyAddEstimate(w, Fit.T2, Fit.T1);
        float q = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.U2, Fit.U1), 1f);
        return new(float.MultiplyAddEstimate(w * c, p, c) / q);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSigmoid(Self x)
    {
        // (1 + tanh(x / 2)) / 2, the halves in the coefficients.
        float c = float.MinNative(2 * Fit.ShortTanhEnd, float.MaxNative(-2 * Fit.ShortTanhEnd, x._value));
        float w = c * c;
        float p = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.T2 / 64, Fit.T1 / 16), Fit.Quarter);
        float q = float.MultiplyAddEstimate(w, float.MultiplyAddEstimate(w, Fit.U2 / 16, Fit.U1 / 4), 1f);
        return new(c * p / q + Fit.Half);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateExp(Self x)
    {
        // 2^(n - 1) (2 · 2^f), n = round(x / ln2): as large as a float may be, and zero from n = -126 on.
        float v = float.MinNative(Fit.ExpOverflows, float.MaxNative(Fit.ShortExpIsZero, x._value));
        float t = float.MultiplyAddEstimate(v, Fit.Log2E, Fit.RoundBiased - 1f);
        float f = float.MultiplyAddEstimate(v, Fit.Log2E, (Fit.RoundBiased - 1f) - t);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float p01 = float.MultiplyAddEstimate(f, Fit.X1, Fit.X0);
        return new(float.MultiplyAddEstimate(f * f, float.MultiplyAddEstimate(f, Fit.X3, Fit.X2), p01) * e);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSoftplus(Self x)
    {
        // max(x, 0) + log(1 + u), u = exp(-|x|) as above.
        float v = float.MaxNative(Fit.ShortExpIsZero, -float.Abs(x._value));
        float t = float.MultiplyAddEstimate(v, Fit.Log2E, Fit.RoundBiased - 1f);
        float f = float.MultiplyAddEstimate(v, Fit.Log2E, (Fit.RoundBiased - 1f) - t);
        float e = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(t) << Fit.MantissaBits);
        float p01 = float.MultiplyAddEstimate(f, Fit.X1, Fit.X0);
        float u = float.MultiplyAddEstimate(f * f, float.MultiplyAddEstimate(f, Fit.X3, Fit.X2), p01) * e;
        float u2 = u * u;
        float y12 = float.MultiplyAddEstimate(u, Fit.Y2, Fit.Y1);
        float y34 = float.MultiplyAddEstimate(u, Fit.Y4, Fit.Y3);
        float l = float.MultiplyAddEstimate(u2, float.MultiplyAddEstimate(u2, Fit.Y5, y34), y12);
        return new(float.MultiplyAddEstimate(u, l, float.MaxNative(0f, x._value)));
    }
}

using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector512<float>;
using Fit = RnnGen.Numerics.FloatFit;
using Self = RnnGen.Numerics.Float512;
using V = System.Runtime.Intrinsics.Vector512;
// Limits and leading coefficients are read from the table, and no other constants: FloatTable says why.
using static RnnGen.Numerics.FloatTable;
using static System.Runtime.CompilerServices.Unsafe;
using static System.Threading.Volatile;

namespace RnnGen.Numerics;

// Short polynomials, with bounds near 1e-4. Written out like the exact forms, and NaN stands second for the same reason.
public readonly partial struct Float512
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateTanh(Self x)
    {
        ref float table = ref Start;
        F c = V.MinNative(V.Create(Read(ref Add(ref table, ShortTanhEnd))),
            V.MaxNative(V.Create(Read(ref Add(ref table, MinusShortTanhEnd))), x._value));
        F w = c * c;
        F p = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, T2))), V.Create(Fit.T1));
        F q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, U2))), V.Create(Fit.U1)), F.One);
        return new(V.MultiplyAddEstimate(w * c, p, c) / q);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSigmoid(Self x)
    {
        ref float table = ref Start;
        // (1 + tanh(x / 2)) / 2, the halves in the coefficients.
        F c = V.MinNative(V.Create(Read(ref Add(ref table, TwiceShortTanhEnd))),
            V.MaxNative(V.Create(Read(ref Add(ref table, MinusTwiceShortTanhEnd))), x._value));
        F w = c * c;
        F p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, T2Over64))), V.Create(Fit.T1 / 16)),
            V.Create(Fit.Quarter));
        F q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, U2Over16))), V.Create(Fit.U1 / 4)), F.One);
        return new(c * p / q + V.Create(Fit.Half));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateExp(Self x)
    {
        ref float table = ref Start;
        // 2^(n - 1) (2 · 2^f), n = round(x / ln2): as large as a float may be, and zero from n = -126 on.
        F v = V.MinNative(V.Create(Read(ref Add(ref table, ExpOverflows))),
            V.MaxNative(V.Create(Read(ref Add(ref table, ShortExpIsZero))), x._value));
        F t = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.RoundBiased - 1f));
        F f = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.RoundBiased - 1f) - t);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F p01 = V.MultiplyAddEstimate(f, V.Create(Fit.X1), V.Create(Fit.X0));
        return new(V.MultiplyAddEstimate(f * f,
            V.MultiplyAddEstimate(f, V.Create(Read(ref Add(ref table, X3))), V.Create(Fit.X2)), p01) * e);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self ApproximateSoftplus(Self x)
    {
        ref float table = ref Start;
        // max(x, 0) + log(1 + u), u = exp(-|x|) as above.
        F v = V.MaxNative(V.Create(Read(ref Add(ref table, ShortExpIsZero))), -V.Abs(x._value));
        F t = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.RoundBiased - 1f));
        F f = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.RoundBiased - 1f) - t);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F p01 = V.MultiplyAddEstimate(f, V.Create(Fit.X1), V.Create(Fit.X0));
        F u = V.MultiplyAddEstimate(f * f, V.MultiplyAddEstimate(f, V.Create(Read(ref Add(ref table, X3))), V.Create(Fit.X2)), p01) * e;
        F u2 = u * u;
        F y12 = V.MultiplyAddEstimate(u, V.Create(Fit.Y2), V.Create(Fit.Y1));
        F y34 = V.MultiplyAddEstimate(u, V.Create(Fit.Y4), V.Create(Fit.Y3));
        F l = V.MultiplyAddEstimate(u2, V.MultiplyAddEstimate(u2, V.Create(Read(ref Add(ref table, Y5))), y34), y12);
        return new(V.MultiplyAddEstimate(u, l, V.MaxNative(F.Zero, x._value)));
    }
}

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

// The functions are written out on the vector type, without helpers: every call that the JIT inlines costs locals, and a large
// kernel has no more than 512. V.MinNative and V.MaxNative give their second argument where one is NaN (x86), or NaN (Arm64):
// NaN therefore stands second. V.MultiplyAddEstimate is a multiply-add where there is one and never a call.
public readonly partial struct Float512
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Exp(Self x)
    {
        ref float table = ref Start;
        // exp x = 2^n exp r, n = round(x / ln2); 2^n in two factors, so that neither over- nor underflows before the result does.
        F v = V.MinNative(V.Create(Read(ref Add(ref table, ExpOverflows))),
            V.MaxNative(V.Create(Read(ref Add(ref table, ExpIsZero))), x._value));
        F n = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.Round)) - V.Create(Fit.Round);
        F r = V.MultiplyAddEstimate(n, V.Create(-Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(-Fit.Ln2High), v));
        F half = V.MultiplyAddEstimate(n, V.Create(0.5f), V.Create(Fit.RoundBiased));
        F rest = n - (half - V.Create(Fit.RoundBiased)) + V.Create(Fit.RoundBiased);
        F r2 = r * r;
        F q01 = V.MultiplyAddEstimate(r, V.Create(Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(r, V.Create(Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(r2, V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E4))), q23), q01);
        F p = F.One + V.MultiplyAddEstimate(r2, q, r);
        F scale1 = V.AsSingle(V.ShiftLeft(V.AsInt32(half), Fit.MantissaBits));
        F scale2 = V.AsSingle(V.ShiftLeft(V.AsInt32(rest), Fit.MantissaBits));
        return new(p * scale1 * scale2);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Log(Self x)
    {
        ref float table = ref Start;
        // x = 2^k m with √½ ≤ m < √2; log x = k ln2 + 2 atanh(z), z = (m - 1) / (m + 1).
        F v = x._value;
        F small = V.LessThan(v, V.Create(Read(ref Add(ref table, SmallestNormal))));
        F scaled = V.ConditionalSelect(small, v * V.Create(Fit.NormalScale), v);
        var bits = V.AsInt32(scaled) + V.Create(Fit.OneBits - Fit.SqrtHalfBits);
        F k = V.ConvertToSingle(V.ShiftRightArithmetic(bits, Fit.MantissaBits)) - V.Create((float)(Fit.OneBits >> Fit.MantissaBits));
        k -= small & V.Create(Fit.NormalShift);
        F m = V.AsSingle((bits & V.Create(Fit.MantissaMask)) + V.Create(Fit.SqrtHalfBits));
        F z = (m - F.One) / (m + F.One);
        F w = z * z;
        F d = z + z;
        F l = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, L2))), V.Create(Fit.L1)),
            V.Create(Fit.L0));
        l = V.MultiplyAddEstimate(d * w, l, V.MultiplyAddEstimate(k, V.Create(Fit.Ln2Low), d));
        l = V.MultiplyAddEstimate(k, V.Create(Fit.Ln2High), l);
        l = V.ConditionalSelect(V.LessThan(v, V.Create(float.PositiveInfinity)), l, v);
        l = V.ConditionalSelect(V.Equals(v, F.Zero), V.Create(float.NegativeInfinity), l);
        return new(V.ConditionalSelect(V.LessThan(v, F.Zero), V.Create(float.NaN), l));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Tanh(Self x)
    {
        ref float table = ref Start;
        // tanh |x| = m / (m + 2), m = expm1(2 |x|) = 2^n expm1(s) + (2^n - 1). One constant for ln2: its error grows as tanh flattens.
        F sign = x._value & V.Create(-0f);
        F a = V.MinNative(V.Create(Read(ref Add(ref table, TanhIsOne))), x._value ^ sign);
        F t = V.MultiplyAddEstimate(a, V.Create(2 * Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F s = V.MultiplyAddEstimate(n, V.Create(-Fit.Ln2), a + a);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F s2 = s * s;
        F q01 = V.MultiplyAddEstimate(s, V.Create(Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(s, V.Create(Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(s2, V.MultiplyAddEstimate(s2, V.Create(Read(ref Add(ref table, E4))), q23), q01);
        F m = V.MultiplyAddEstimate(e * s2, q, V.MultiplyAddEstimate(e, s, e - F.One));
        return new((m / (m + V.Create(2f))) | sign);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sigmoid(Self x)
    {
        ref float table = ref Start;
        // 1 / (1 + 2^n exp(-r)), -x = n ln2 - r; beyond the ends, where 2^n is no number, 0 or 1 instead.
        F v = x._value;
        F t = V.MultiplyAddEstimate(v, V.Create(-Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F r = V.MultiplyAddEstimate(n, V.Create(Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(Fit.Ln2High), v));
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F r2 = r * r;
        F p01 = V.MultiplyAddEstimate(r, V.Create(-Fit.S1), V.Create(Fit.S0));
        F p23 = V.MultiplyAddEstimate(r, V.Create(-Fit.S3), V.Create(Fit.S2));
        F p45 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusS5))), V.Create(Fit.S4));
        F y = F.One / V.MultiplyAddEstimate(e * r2, V.MultiplyAddEstimate(r2, p45, p23), V.MultiplyAddEstimate(e, p01, F.One));
        return new(V.ConditionalSelect(V.GreaterThan(V.Abs(v), V.Create(Read(ref Add(ref table, SigmoidEnd)))),
            V.GreaterThan(v, F.Zero) & F.One, y));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self FastTanh(Self x)
    {
        ref float table = ref Start;
        F c = V.MinNative(V.Create(Read(ref Add(ref table, FastTanhEnd))),
            V.MaxNative(V.Create(Read(ref Add(ref table, MinusFastTanhEnd))), x._value));
        F w = c * c;
        F p = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, N4))), V.Create(Fit.N3)),
            V.Create(Fit.N2));
        p = V.MultiplyAddEstimate(w, p, V.Create(Fit.N1));
        F q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, D4))), V.Create(Fit.D3)),
            V.Create(Fit.D2));
        q = V.MultiplyAddEstimate(w, V.MultiplyAddEstimate(w, q, V.Create(Fit.D1)), F.One);
        return new(V.MultiplyAddEstimate(w * c, p, c) / q);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self FastSigmoid(Self x)
    {
        ref float table = ref Start;
        // (1 + tanh(x / 2)) / 2, the halves in the coefficients.
        F c = V.MinNative(V.Create(Read(ref Add(ref table, TwiceFastTanhEnd))),
            V.MaxNative(V.Create(Read(ref Add(ref table, MinusTwiceFastTanhEnd))), x._value));
        F w = c * c;
        F w2 = w * w;
        F p = V.MultiplyAddEstimate(w2, V.Create(Read(ref Add(ref table, N4Over1024))),
            V.MultiplyAddEstimate(w, V.Create(Fit.N3 / 256), V.Create(Fit.N2 / 64)));
        p = V.MultiplyAddEstimate(w2, p, V.MultiplyAddEstimate(w, V.Create(Fit.N1 / 16), V.Create(Fit.Quarter)));
        F q = V.MultiplyAddEstimate(w2, V.Create(Read(ref Add(ref table, D4Over256))),
            V.MultiplyAddEstimate(w, V.Create(Fit.D3 / 64), V.Create(Fit.D2 / 16)));
        q = V.MultiplyAddEstimate(w2, q, V.MultiplyAddEstimate(w, V.Create(Fit.D1 / 4), F.One));
        return new(p * c / q + V.Create(Fit.Half));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Elu(Self x)
    {
        ref float table = ref Start;
        // expm1 as in Tanh; lanes with x ≥ 0 compute something that is not taken.
        F v = V.MaxNative(V.Create(Read(ref Add(ref table, MinusExpIsTiny))), x._value);
        F t = V.MultiplyAddEstimate(v, V.Create(Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F s = V.MultiplyAddEstimate(n, V.Create(-Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(-Fit.Ln2High), v));
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F s2 = s * s;
        F q01 = V.MultiplyAddEstimate(s, V.Create(Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(s, V.Create(Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(s2, V.MultiplyAddEstimate(s2, V.Create(Read(ref Add(ref table, E4))), q23), q01);
        F m = V.MultiplyAddEstimate(e, V.MultiplyAddEstimate(s2, q, s), e - F.One);
        return new(V.ConditionalSelect(V.GreaterThanOrEqual(x._value, F.Zero), x._value, m));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softplus(Self x)
    {
        ref float table = ref Start;
        // max(x, 0) + log(1 + u), u = exp(-|x|) = 2^n exp(-r); log(1 + u) = 2 atanh(u / (2 + u)).
        F c = V.MinNative(V.Create(Read(ref Add(ref table, ExpIsTiny))), V.Abs(x._value));
        F t = V.MultiplyAddEstimate(c, V.Create(-Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F r = V.MultiplyAddEstimate(n, V.Create(Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(Fit.Ln2High), c));
        F r2 = r * r;
        F q01 = V.MultiplyAddEstimate(r, V.Create(-Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(r, V.Create(-Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(r2, V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E4))), q23), q01);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F u = (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        F z = u / (u + V.Create(2f));
        F w = z * z;
        F d = z + z;
        F l01 = V.MultiplyAddEstimate(w, V.Create(Fit.P1), V.Create(Fit.P0));
        F l23 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P3))), V.Create(Fit.P2));
        F l = V.MultiplyAddEstimate(d * w, V.MultiplyAddEstimate(w * w, l23, l01), d);
        return new(V.MaxNative(F.Zero, x._value) + l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LogSigmoid(Self x)
    {
        ref float table = ref Start;
        // min(x, 0) - log(1 + exp(-|x|)), as in Softplus.
        F c = V.MinNative(V.Create(Read(ref Add(ref table, ExpIsTiny))), V.Abs(x._value));
        F t = V.MultiplyAddEstimate(c, V.Create(-Fit.Log2E), V.Create(Fit.RoundBiased));
        F n = t - V.Create(Fit.RoundBiased);
        F r = V.MultiplyAddEstimate(n, V.Create(Fit.Ln2Low), V.MultiplyAddEstimate(n, V.Create(Fit.Ln2High), c));
        F r2 = r * r;
        F q01 = V.MultiplyAddEstimate(r, V.Create(-Fit.E1), V.Create(Fit.E0));
        F q23 = V.MultiplyAddEstimate(r, V.Create(-Fit.E3), V.Create(Fit.E2));
        F q = V.MultiplyAddEstimate(r2, V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E4))), q23), q01);
        F e = V.AsSingle(V.ShiftLeft(V.AsInt32(t), Fit.MantissaBits));
        F u = (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        F z = u / (u + V.Create(2f));
        F w = z * z;
        F d = z + z;
        F l01 = V.MultiplyAddEstimate(w, V.Create(Fit.P1), V.Create(Fit.P0));
        F l23 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P3))), V.Create(Fit.P2));
        F l = V.MultiplyAddEstimate(d * w, V.MultiplyAddEstimate(w * w, l23, l01), d);
        return new(V.MinNative(F.Zero, x._value) - l);
    }
}

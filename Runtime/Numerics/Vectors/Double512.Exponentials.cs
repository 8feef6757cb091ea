using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector512<double>;
using Fit = RnnGen.Numerics.DoubleFit;
using Self = RnnGen.Numerics.Double512;
using V = System.Runtime.Intrinsics.Vector512;
// All constants are read from the table: DoubleTable says why.
using static RnnGen.Numerics.DoubleTable;
using static System.Runtime.CompilerServices.Unsafe;
using static System.Threading.Volatile;

namespace RnnGen.Numerics;

// The functions are written out on the vector type, without helpers: every call that the JIT inlines costs locals, and a large
// kernel has no more than 512. V.MinNative and V.MaxNative give their second argument where one is NaN (x86), or NaN (Arm64):
// NaN therefore stands second. V.MultiplyAddEstimate is a multiply-add where there is one and never a call.
public readonly partial struct Double512
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Exp(Self x)
    {
        ref double table = ref Start;
        // exp x = 2^n exp r, n = round(x / ln2); 2^n in two factors, so that neither over- nor underflows before the result does.
        F v = V.MinNative(V.Create(Read(ref Add(ref table, ExpOverflows))), V.MaxNative(V.Create(Read(ref Add(ref table, ExpIsZero))),
            x._value));
        F n = V.MultiplyAddEstimate(v, V.Create(Read(ref Add(ref table, Log2E))), V.Create(Read(ref Add(ref table,
            Round)))) - V.Create(Read(ref Add(ref table, Round)));
        F r = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, MinusLn2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, MinusLn2High))), v));
        F half = V.MultiplyAddEstimate(n, V.Create(0.5), V.Create(Read(ref Add(ref table, RoundBiased))));
        F rest = n - (half - V.Create(Read(ref Add(ref table, RoundBiased)))) + V.Create(Read(ref Add(ref table, RoundBiased)));
        F r2 = r * r;
        F r4 = r2 * r2;
        F q0 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, E1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, E3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, E5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, E7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, E9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(r2, q2, q0);
        q4 = V.MultiplyAddEstimate(r2, q6, q4);
        q8 = V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(r4, V.MultiplyAddEstimate(r4, q8, q4), q0);
        F p = F.One + V.MultiplyAddEstimate(r2, q, r);
        F scale1 = V.AsDouble(V.ShiftLeft(V.AsInt64(half), Fit.MantissaBits));
        F scale2 = V.AsDouble(V.ShiftLeft(V.AsInt64(rest), Fit.MantissaBits));
        return new(p * scale1 * scale2);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Log(Self x)
    {
        ref double table = ref Start;
        // x = 2^k m with √½ ≤ m < √2; log x = k ln2 + 2 atanh(z), z = (m - 1) / (m + 1).
        F v = x._value;
        F small = V.LessThan(v, V.Create(Read(ref Add(ref table, SmallestNormal))));
        F scaled = V.ConditionalSelect(small, v * V.Create(Read(ref Add(ref table, NormalScale))), v);
        var bits = V.AsInt64(scaled) + V.Create(Fit.OneBits - Fit.SqrtHalfBits);
        F k = V.AsDouble(V.ShiftRightLogical(bits, Fit.MantissaBits) | V.Create(Fit.IntegerBits)) - V.Create(Read(ref Add(ref table,
            IntegerBias)));
        k -= small & V.Create(Read(ref Add(ref table, NormalShift)));
        F m = V.AsDouble((bits & V.Create(Fit.MantissaMask)) + V.Create(Fit.SqrtHalfBits));
        F z = (m - F.One) / (m + F.One);
        F w = z * z;
        F d = z + z;
        F w2 = w * w;
        F l01 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, L1))), V.Create(Read(ref Add(ref table, L0))));
        F l23 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, L3))), V.Create(Read(ref Add(ref table, L2))));
        F l45 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, L5))), V.Create(Read(ref Add(ref table, L4))));
        F l = V.MultiplyAddEstimate(w2, V.MultiplyAddEstimate(w2, V.MultiplyAddEstimate(w2, V.Create(Read(ref Add(ref table, L6))), l45),
            l23), l01);
        l = V.MultiplyAddEstimate(d * w, l, V.MultiplyAddEstimate(k, V.Create(Read(ref Add(ref table, Ln2Low))), d));
        l = V.MultiplyAddEstimate(k, V.Create(Read(ref Add(ref table, Ln2High))), l);
        l = V.ConditionalSelect(V.LessThan(v, V.Create(double.PositiveInfinity)), l, v);
        l = V.ConditionalSelect(V.Equals(v, F.Zero), V.Create(double.NegativeInfinity), l);
        return new(V.ConditionalSelect(V.LessThan(v, F.Zero), V.Create(double.NaN), l));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Tanh(Self x)
    {
        ref double table = ref Start;
        // tanh |x| = m / (m + 2), m = expm1(2 |x|) = 2^n expm1(s) + (2^n - 1).
        F sign = x._value & V.Create(-0.0);
        F a = V.MinNative(V.Create(Read(ref Add(ref table, TanhIsOne))), x._value ^ sign);
        F t = V.MultiplyAddEstimate(a, V.Create(Read(ref Add(ref table, TwiceLog2E))), V.Create(Read(ref Add(ref table, RoundBiased))));
        F n = t - V.Create(Read(ref Add(ref table, RoundBiased)));
        F s = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, MinusLn2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, MinusLn2High))), a + a));
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F s2 = s * s;
        F s4 = s2 * s2;
        F q0 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(s2, q2, q0);
        q4 = V.MultiplyAddEstimate(s2, q6, q4);
        q8 = V.MultiplyAddEstimate(s2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(s4, V.MultiplyAddEstimate(s4, q8, q4), q0);
        F m = V.MultiplyAddEstimate(e, V.MultiplyAddEstimate(s2, q, s), e - F.One);
        return new((m / (m + V.Create(2.0))) | sign);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sigmoid(Self x)
    {
        ref double table = ref Start;
        // 1 / (1 + 2^n exp(-r)), -x = n ln2 - r.
        F c = V.MaxNative(V.Create(Read(ref Add(ref table, MinusSigmoidIsZero))), V.MinNative(V.Create(Read(ref Add(ref table,
            SigmoidIsOne))), x._value));
        F t = V.MultiplyAddEstimate(c, V.Create(Read(ref Add(ref table, MinusLog2E))), V.Create(Read(ref Add(ref table, RoundBiased))));
        F n = t - V.Create(Read(ref Add(ref table, RoundBiased)));
        F r = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, Ln2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, Ln2High))), c));
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F r2 = r * r;
        F r4 = r2 * r2;
        F q0 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(r2, q2, q0);
        q4 = V.MultiplyAddEstimate(r2, q6, q4);
        q8 = V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(r4, V.MultiplyAddEstimate(r4, q8, q4), q0);
        F p = F.One + V.MultiplyAddEstimate(r2, q, -r);
        return new(F.One / V.MultiplyAddEstimate(e, p, F.One));
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
        ref double table = ref Start;
        // expm1 as in Tanh; lanes with x ≥ 0 compute something that is not taken.
        F v = V.MaxNative(V.Create(Read(ref Add(ref table, MinusExpIsTiny))), x._value);
        F t = V.MultiplyAddEstimate(v, V.Create(Read(ref Add(ref table, Log2E))), V.Create(Read(ref Add(ref table, RoundBiased))));
        F n = t - V.Create(Read(ref Add(ref table, RoundBiased)));
        F s = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, MinusLn2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, MinusLn2High))), v));
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F s2 = s * s;
        F s4 = s2 * s2;
        F q0 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(s, V.Create(Read(ref Add(ref table, E9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(s2, q2, q0);
        q4 = V.MultiplyAddEstimate(s2, q6, q4);
        q8 = V.MultiplyAddEstimate(s2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(s4, V.MultiplyAddEstimate(s4, q8, q4), q0);
        F m = V.MultiplyAddEstimate(e, V.MultiplyAddEstimate(s2, q, s), e - F.One);
        return new(V.ConditionalSelect(V.GreaterThanOrEqual(x._value, F.Zero), x._value, m));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softplus(Self x)
    {
        ref double table = ref Start;
        // max(x, 0) + log(1 + u), u = exp(-|x|) = 2^n exp(-r); log(1 + u) = 2 atanh(u / (2 + u)).
        F c = V.MinNative(V.Create(Read(ref Add(ref table, ExpIsTiny))), V.Abs(x._value));
        F t = V.MultiplyAddEstimate(c, V.Create(Read(ref Add(ref table, MinusLog2E))), V.Create(Read(ref Add(ref table, RoundBiased))));
        F n = t - V.Create(Read(ref Add(ref table, RoundBiased)));
        F r = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, Ln2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, Ln2High))), c));
        F r2 = r * r;
        F r4 = r2 * r2;
        F q0 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(r2, q2, q0);
        q4 = V.MultiplyAddEstimate(r2, q6, q4);
        q8 = V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(r4, V.MultiplyAddEstimate(r4, q8, q4), q0);
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F u = (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        F z = u / (u + V.Create(2.0));
        F w = z * z;
        F d = z + z;
        F w2 = w * w;
        F w4 = w2 * w2;
        F l0 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P1))), V.Create(Read(ref Add(ref table, P0))));
        F l2 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P3))), V.Create(Read(ref Add(ref table, P2))));
        F l4 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P5))), V.Create(Read(ref Add(ref table, P4))));
        F l6 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P7))), V.Create(Read(ref Add(ref table, P6))));
        F l8 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P9))), V.Create(Read(ref Add(ref table, P8))));
        l0 = V.MultiplyAddEstimate(w2, l2, l0);
        l4 = V.MultiplyAddEstimate(w2, l6, l4);
        F l = V.MultiplyAddEstimate(d * w, V.MultiplyAddEstimate(w4, V.MultiplyAddEstimate(w4, l8, l4), l0), d);
        return new(V.MaxNative(F.Zero, x._value) + l);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LogSigmoid(Self x)
    {
        ref double table = ref Start;
        // min(x, 0) - log(1 + exp(-|x|)), as in Softplus.
        F c = V.MinNative(V.Create(Read(ref Add(ref table, ExpIsTiny))), V.Abs(x._value));
        F t = V.MultiplyAddEstimate(c, V.Create(Read(ref Add(ref table, MinusLog2E))), V.Create(Read(ref Add(ref table, RoundBiased))));
        F n = t - V.Create(Read(ref Add(ref table, RoundBiased)));
        F r = V.MultiplyAddEstimate(n, V.Create(Read(ref Add(ref table, Ln2Low))), V.MultiplyAddEstimate(n,
            V.Create(Read(ref Add(ref table, Ln2High))), c));
        F r2 = r * r;
        F r4 = r2 * r2;
        F q0 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE1))), V.Create(Read(ref Add(ref table, E0))));
        F q2 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE3))), V.Create(Read(ref Add(ref table, E2))));
        F q4 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE5))), V.Create(Read(ref Add(ref table, E4))));
        F q6 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE7))), V.Create(Read(ref Add(ref table, E6))));
        F q8 = V.MultiplyAddEstimate(r, V.Create(Read(ref Add(ref table, MinusE9))), V.Create(Read(ref Add(ref table, E8))));
        q0 = V.MultiplyAddEstimate(r2, q2, q0);
        q4 = V.MultiplyAddEstimate(r2, q6, q4);
        q8 = V.MultiplyAddEstimate(r2, V.Create(Read(ref Add(ref table, E10))), q8);
        F q = V.MultiplyAddEstimate(r4, V.MultiplyAddEstimate(r4, q8, q4), q0);
        F e = V.AsDouble(V.ShiftLeft(V.AsInt64(t), Fit.MantissaBits));
        F u = (F.One + V.MultiplyAddEstimate(r2, q, -r)) * e;
        F z = u / (u + V.Create(2.0));
        F w = z * z;
        F d = z + z;
        F w2 = w * w;
        F w4 = w2 * w2;
        F l0 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P1))), V.Create(Read(ref Add(ref table, P0))));
        F l2 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P3))), V.Create(Read(ref Add(ref table, P2))));
        F l4 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P5))), V.Create(Read(ref Add(ref table, P4))));
        F l6 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P7))), V.Create(Read(ref Add(ref table, P6))));
        F l8 = V.MultiplyAddEstimate(w, V.Create(Read(ref Add(ref table, P9))), V.Create(Read(ref Add(ref table, P8))));
        l0 = V.MultiplyAddEstimate(w2, l2, l0);
        l4 = V.MultiplyAddEstimate(w2, l6, l4);
        F l = V.MultiplyAddEstimate(d * w, V.MultiplyAddEstimate(w4, V.MultiplyAddEstimate(w4, l8, l4), l0), d);
        return new(V.MinNative(F.Zero, x._value) - l);
    }
}

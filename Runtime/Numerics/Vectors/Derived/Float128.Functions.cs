// Written from ../Float512.Functions.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using F = System.Runtime.Intrinsics.Vector128<float>;
using Fit = RnnGen.Numerics.FloatFit;
using Self = RnnGen.Numerics.Float128;
using V = System.Runtime.Intrinsics.Vector128;

namespace RnnGen.Numerics;

public readonly partial struct Float128
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Abs(Self x) => new(V.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sqrt(Self x) => new(V.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Floor(Self x) => new(V.Floor(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sign(Self x)
    {
        F v = x._value;
        return new(V.ConditionalSelect(V.LessThan(v, F.Zero), V.Create(-1f), V.ConditionalSelect(V.GreaterThan(v, F.Zero), F.One, v)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Relu(Self x) => new(V.MaxNative(F.Zero, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LeakyRelu(Self x) => new(V.MaxNative(x._value * V.Create(Fit.LeakySlope), x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softsign(Self x)
    {
        F c = V.MinNative(V.Create(Fit.SoftsignIsOne), V.MaxNative(V.Create(-Fit.SoftsignIsOne), x._value));
        return new(c / (F.One + V.Abs(c)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self HardSigmoid(Self x)
    {
        F line = V.MultiplyAddEstimate(x._value, V.Create(Fit.HardSlope), V.Create(0.5f));
        return new(V.MaxNative(F.Zero, V.MinNative(F.One, line)));
    }
}

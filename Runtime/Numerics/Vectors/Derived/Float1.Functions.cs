// Written from ../Float512.Functions.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using Fit = RnnGen.Numerics.FloatFit;
using Self = RnnGen.Numerics.Float1;

namespace RnnGen.Numerics;

public readonly partial struct Float1
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Abs(Self x) => new(float.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sqrt(Self x) => new(float.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Floor(Self x) => new(float.Floor(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sign(Self x)
    {
        float v = x._value;
        return new(v < 0f ? -1f : v > 0f ? 1f : v);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Relu(Self x) => new(float.MaxNative(0f, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LeakyRelu(Self x) => new(float.MaxNative(x._value * Fit.LeakySlope, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softsign(Self x)
    {
        float c = float.MinNative(Fit.SoftsignIsOne, float.MaxNative(-Fit.SoftsignIsOne, x._value));
        return new(c / (1f + float.Abs(c)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self HardSigmoid(Self x)
    {
        float line = float.MultiplyAddEstimate(x._value, Fit.HardSlope, 0.5f);
        return new(float.MaxNative(0f, float.MinNative(1f, line)));
    }
}

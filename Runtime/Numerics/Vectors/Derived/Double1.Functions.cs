// Written from ../Float512.Functions.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using Fit = RnnGen.Numerics.DoubleFit;
using Self = RnnGen.Numerics.Double1;

namespace RnnGen.Numerics;

public readonly partial struct Double1
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Abs(Self x) => new(double.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sqrt(Self x) => new(double.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Floor(Self x) => new(double.Floor(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Sign(Self x)
    {
        double v = x._value;
        return new(v < 0.0 ? -1.0 : v > 0.0 ? 1.0 : v);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Relu(Self x) => new(double.MaxNative(0.0, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self LeakyRelu(Self x) => new(double.MaxNative(x._value * Fit.LeakySlope, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self Softsign(Self x)
    {
        double c = double.MinNative(Fit.SoftsignIsOne, double.MaxNative(-Fit.SoftsignIsOne, x._value));
        return new(c / (1.0 + double.Abs(c)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Self HardSigmoid(Self x)
    {
        double line = double.MultiplyAddEstimate(x._value, Fit.HardSlope, 0.5);
        return new(double.MaxNative(0.0, double.MinNative(1.0, line)));
    }
}

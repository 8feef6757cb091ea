namespace RnnGen.Numerics;

/// <summary>
/// The bounds of error that <see cref="IVector{TSelf,T}"/>'s functions keep at every width, with fused multiply-adds or without;
/// tests hold them to it. In ulp: units in the last place of the exact result. Where the exact result is subnormal the bound is
/// absolute instead, the smallest normal number (2^-126 and 2^-1022). What is not listed is correctly rounded or exact.
/// </summary>
public static class Accuracy
{
    /// <summary>Bounds for <c>float</c>; measured over all 2^32 arguments and rounded up.</summary>
    public static class Float
    {
        /// <summary>exp, ulp.</summary>
        public const double Exp = 1.25;

        /// <summary>log, ulp.</summary>
        public const double Log = 2.25;

        /// <summary>tanh, ulp.</summary>
        public const double Tanh = 3;

        /// <summary>sigmoid, ulp.</summary>
        public const double Sigmoid = 5;

        /// <summary>elu, ulp.</summary>
        public const double Elu = 1.25;

        /// <summary>softplus, ulp.</summary>
        public const double Softplus = 3.25;

        /// <summary>logsigmoid, ulp.</summary>
        public const double LogSigmoid = 3.25;

        /// <summary>softsign, ulp.</summary>
        public const double Softsign = 1.75;

        /// <summary>hardsigmoid, absolute: 0.2 is no float, and the line crosses zero.</summary>
        public const double HardSigmoidAbsolute = 1.2e-7;

        /// <summary>leakyrelu, ulp: 0.01 is no float.</summary>
        public const double LeakyRelu = 1.25;

        /// <summary>fast tanh, absolute.</summary>
        public const double FastTanhAbsolute = 3.6e-7;

        /// <summary>fast sigmoid, absolute.</summary>
        public const double FastSigmoidAbsolute = 2e-7;

        /// <summary>approximate tanh, absolute.</summary>
        public const double ApproximateTanhAbsolute = 5.2e-5;

        /// <summary>approximate sigmoid, absolute.</summary>
        public const double ApproximateSigmoidAbsolute = 2.6e-5;

        /// <summary>approximate exp, relative; absolute, 2^-125, where it is smaller than that.</summary>
        public const double ApproximateExpRelative = 1.1e-4;

        /// <summary>approximate softplus, absolute, beside one unit in the last place.</summary>
        public const double ApproximateSoftplusAbsolute = 8e-5;

        /// <summary>The largest magnitude of an angle for which the bounds of sin and cos hold.</summary>
        public const double LargestAngle = 8192;

        /// <summary>sin and cos, absolute.</summary>
        public const double SinAbsolute = 1.5e-7;

        /// <summary>erf, ulp.</summary>
        public const double Erf = 2;
    }

    /// <summary>Bounds for <c>double</c>; measured over random arguments of all magnitudes and rounded up.</summary>
    public static class Double
    {
        /// <summary>exp, ulp.</summary>
        public const double Exp = 2;

        /// <summary>log, ulp.</summary>
        public const double Log = 3;

        /// <summary>tanh, ulp.</summary>
        public const double Tanh = 5;

        /// <summary>sigmoid, ulp.</summary>
        public const double Sigmoid = 5;

        /// <summary>elu, ulp.</summary>
        public const double Elu = 4;

        /// <summary>softplus, ulp.</summary>
        public const double Softplus = 6;

        /// <summary>logsigmoid, ulp.</summary>
        public const double LogSigmoid = 6;

        /// <summary>softsign, ulp.</summary>
        public const double Softsign = 2;

        /// <summary>hardsigmoid, absolute.</summary>
        public const double HardSigmoidAbsolute = 2.3e-16;

        /// <summary>leakyrelu, ulp.</summary>
        public const double LeakyRelu = 1;

        /// <summary>The largest magnitude of an angle for which the bounds of sin and cos hold.</summary>
        public const double LargestAngle = 1048576;

        /// <summary>sin and cos, absolute.</summary>
        public const double SinAbsolute = 3e-16;

        /// <summary>erf, ulp.</summary>
        public const double Erf = 3;
    }
}

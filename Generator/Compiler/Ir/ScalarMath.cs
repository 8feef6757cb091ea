using System;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// The language's functions of one number in double precision, accurate wherever the exact result is normal.
/// NaN gives NaN, except that comparisons with NaN are false and sign(NaN) is 0.
/// </summary>
public static class ScalarMath
{
    public const double LeakySlope = 0.01;
    public const double HardSigmoidSlope = 0.2;
    public const double HardSigmoidOffset = 0.5;

    /// <summary>A NaN on either side wins; a tie gives the first.</summary>
    public static double Minimum(double a, double b) => a <= b || double.IsNaN(a) ? a : b;

    /// <inheritdoc cref="Minimum"/>
    public static double Maximum(double a, double b) => a >= b || double.IsNaN(a) ? a : b;

    public static double Sigmoid(double x)
    {
        // The exponential of a positive number is never taken: it would overflow.
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1 + e);
    }

    public static double Relu(double x) => x <= 0 ? 0 : x;

    public static double LeakyRelu(double x) => x <= 0 ? LeakySlope * x : x;

    public static double Elu(double x) => x <= 0 ? ExpMinus1(x) : x;

    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : 0;

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).</summary>
    public static double Softplus(double x) => Maximum(x, 0) + LogOf1Plus(Math.Exp(-Math.Abs(x)));

    /// <summary>x / (1 + |x|), and its limits ±1 at ±infinity, where that quotient would be NaN.</summary>
    public static double Softsign(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));

    public static double HardSigmoid(double x) => Minimum(Maximum(HardSigmoidSlope * x + HardSigmoidOffset, 0), 1);

    /// <summary>log(sigmoid(x)) = -softplus(-x).</summary>
    public static double LogSigmoid(double x) => -Softplus(-x);

    /// <summary>The error function: a power series below 1, from there on one less a continued fraction.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a > 6) return Math.Sign(x);
        if (!(a < 1))
        {
            // erfc a = e^(-a^2) / sqrt(pi) / (a + (1/2) / (a + (2/2) / (a + ...)))
            double fraction = 0;
            for (int k = 300; k > 0; k--) fraction = k / 2.0 / (a + fraction);
            double rest = Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction);
            return x > 0 ? 1 - rest : rest - 1;
        }
        // 2 / sqrt(pi) (x - x^3 / 3 + x^5 / (2! 5) - ...)
        double first = 2 / Math.Sqrt(Math.PI) * x, more = 0, term = 1;
        for (int n = 1; n < 25; n++)
        {
            term *= -x * x / n;
            more += term / (2 * n + 1);
        }
        return first + first * more;
    }

    public static bool Compare(Comparison comparison, double a, double b) => comparison switch
    {
        Comparison.Less => a < b,
        Comparison.Greater => a > b,
        Comparison.LessOrEqual => a <= b,
        Comparison.GreaterOrEqual => a >= b,
        Comparison.Equal => a == b,
        Comparison.NotEqual => a != b,
        _ => throw new InvalidIrException($"Unknown comparison {comparison}."),
    };

    /// <summary>e^x - 1 without cancellation: the error of u = e^x is undone by dividing by log u (Kahan).</summary>
    public static double ExpMinus1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        double difference = u - 1;
        return difference == -1 ? -1 : difference * x / Math.Log(u);
    }

    /// <summary>log(1 + x) without cancellation, for x in [0, 1] (Kahan).</summary>
    private static double LogOf1Plus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}

using System;

namespace Amplifier.Circuit;

/// <summary>
/// A filter of second order, y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y'', in transposed direct form II. The coefficients are those of
/// R. Bristow-Johnson's Audio EQ Cookbook, with w = 2 pi f / rate and a = sin(w) / (2 Q), divided by a0.
/// </summary>
internal sealed class Biquad
{
    private readonly double _b0, _b1, _b2, _a1, _a2;
    private double _s1, _s2;

    private Biquad(double b0, double b1, double b2, double a0, double a1, double a2) =>
        (_b0, _b1, _b2, _a1, _a2) = (b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);

    /// <summary>Raises what lies around a frequency: H(s) = (s² + s A / Q + 1) / (s² + s / (A Q) + 1), A = 10^(decibels / 40).</summary>
    public static Biquad Peak(double rate, double frequency, double q, double decibels)
    {
        (double cos, double a) = At(rate, frequency, q);
        double gain = Math.Pow(10, decibels / 40);
        return new Biquad(1 + a * gain, -2 * cos, 1 - a * gain, 1 + a / gain, -2 * cos, 1 - a / gain);
    }

    /// <summary>Lets pass what lies below a frequency: H(s) = 1 / (s² + s / Q + 1).</summary>
    public static Biquad LowPass(double rate, double frequency, double q)
    {
        (double cos, double a) = At(rate, frequency, q);
        return new Biquad((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + a, -2 * cos, 1 - a);
    }

    /// <summary>The next sample.</summary>
    public double Next(double x)
    {
        double y = _b0 * x + _s1;
        _s1 = _b1 * x - _a1 * y + _s2;
        _s2 = _b2 * x - _a2 * y;
        return y;
    }

    private static (double Cos, double A) At(double rate, double frequency, double q)
    {
        double w = 2 * Math.PI * frequency / rate;
        return (Math.Cos(w), Math.Sin(w) / (2 * q));
    }
}

using System;

namespace Amplifier.Circuit;

/// <summary>
/// A resistor into a capacitor with two diodes across it, back to back:
/// dv/dt = (u - v) / (R C) - 2 Is / C sinh(v / (n Vt)). From D. Yeh, J. Abel, J. O. Smith, Simulation of the diode limiter in guitar
/// distortion circuits by numerical solution of ordinary differential equations, DAFx 2007. The equation is solved by the trapezoidal rule,
/// v = v' + T / 2 (f(u, v) + f(u', v')), and that, at every sample, by Newton's method.
/// </summary>
internal sealed class DiodeClipper(double rate)
{
    private const double Resistance = 2200, Capacitance = 10e-9; // ohms and farads
    private const double Saturation = 2.52e-9, Thermal = 45.3e-3; // amperes, and volts: of two 1N4148, n Vt = 1.752 * 25.85 mV
    private const int MostSteps = 100;

    private readonly double _half = 0.5 / rate;
    private double _v, _slope;

    /// <summary>Newton's steps of the last sample.</summary>
    public int Steps { get; private set; }

    /// <summary>How far the last sample is from solving the equation, in volts.</summary>
    public double Residual { get; private set; }

    /// <summary>The voltage at the diodes.</summary>
    /// <param name="u">The voltage at the resistor.</param>
    public double Next(double u)
    {
        double known = _v + _half * _slope, v = _v;
        for (Steps = 1; Steps <= MostSteps; Steps++)
        {
            double change = (v - known - _half * Slope(u, v)) / (1 + _half * Conductance(v));
            // sinh grows so fast that a whole step may lead out of the numbers; the way there is safe in short ones.
            v -= Math.Clamp(change, -4 * Thermal, 4 * Thermal);
            if (Math.Abs(change) < 1e-12) break;
        }

        _slope = Slope(u, v);
        Residual = Math.Abs(v - known - _half * _slope);
        return _v = v;
    }

    // Minus the derivative of the slope by v.
    private static double Conductance(double v) =>
        1 / (Resistance * Capacitance) + 2 * Saturation / (Capacitance * Thermal) * Math.Cosh(v / Thermal);

    private static double Slope(double u, double v) =>
        (u - v) / (Resistance * Capacitance) - 2 * Saturation / Capacitance * Math.Sinh(v / Thermal);
}

using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Where differences move to: one element x in units of max(1, |x|), or all of a tensor at once by random signs of such units, a unit
/// long together.
/// </summary>
internal readonly ref struct ProbeDirection<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Span<T> _points;
    private readonly ReadOnlySpan<T> _derived;
    private readonly T[] _origins;
    private readonly double[] _units;

    private ProbeDirection(Span<T> points, ReadOnlySpan<T> derived, double[] units)
    {
        _points = points;
        _derived = derived;
        _origins = points.ToArray();
        _units = units;
    }

    public static ProbeDirection<T> Of(Span<T> points, ReadOnlySpan<T> derived, int index) =>
        new(points.Slice(index, 1), derived.Slice(index, 1), [Unit(points[index])]);

    public static ProbeDirection<T> OfAll(Span<T> points, ReadOnlySpan<T> derived, ref CounterRandom random)
    {
        var units = new double[points.Length];
        for (int i = 0; i < units.Length; i++)
        {
            double sign = random.Next(2) == 0 ? -1 : 1;
            units[i] = sign * Unit(points[i]) / Math.Sqrt(points.Length);
        }

        return new ProbeDirection<T>(points, derived, units);
    }

    /// <summary>The derivative along such a direction is this large for most choices of signs.</summary>
    public double RootMeanSquare()
    {
        double sum = 0;
        for (int i = 0; i < _units.Length; i++)
        {
            double term = T.IsFinite(_derived[i]) ? _units[i] * double.CreateTruncating(_derived[i]) : 0;
            sum += term * term;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Moves by so many units.</summary>
    /// <param name="step">The units; negative to the other side.</param>
    /// <param name="change">What the derivatives say that the function changes by.</param>
    /// <returns>The way that was really taken: of one element to the last bit, of many in units.</returns>
    public double Move(double step, out double change)
    {
        change = 0;
        double taken = step;
        for (int i = 0; i < _units.Length; i++)
        {
            double origin = double.CreateTruncating(_origins[i]);
            _points[i] = T.CreateTruncating(origin + step * _units[i]);
            double way = double.CreateTruncating(_points[i]) - origin;
            change += way * double.CreateTruncating(_derived[i]);
            taken = _units.Length == 1 ? way : taken;
        }

        return taken;
    }

    public void Return() => _origins.CopyTo(_points);

    private static double Unit(T value) => Math.Max(1, Math.Abs(double.CreateTruncating(value)));
}

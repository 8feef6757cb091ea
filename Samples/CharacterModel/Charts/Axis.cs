using System;
using System.Collections.Generic;

namespace CharacterModel.Charts;

/// <summary>A range of numbers, laid on a range of pixels, with ticks at round numbers.</summary>
internal sealed class Axis
{
    private const int MostTicks = 8;
    private readonly double _start;
    private readonly double _end;

    /// <summary>Widens the range to whole ticks.</summary>
    public Axis(double low, double high, double startPixel, double endPixel)
    {
        (_start, _end) = (startPixel, endPixel);
        Interval = Round((high > low ? high - low : 1) / MostTicks);
        Low = Math.Floor(low / Interval) * Interval;
        High = Math.Max(Math.Ceiling(high / Interval), Math.Floor(low / Interval) + 1) * Interval;
    }

    /// <summary>The lowest number.</summary>
    public double Low { get; }

    /// <summary>The highest number.</summary>
    public double High { get; }

    /// <summary>The distance between ticks.</summary>
    public double Interval { get; }

    /// <summary>The numbers to write at the axis.</summary>
    public IEnumerable<double> Ticks()
    {
        int count = (int)Math.Round((High - Low) / Interval);
        for (int i = 0; i <= count; i++)
        {
            yield return Low + i * Interval;
        }
    }

    /// <summary>Where a number lies.</summary>
    public double Pixel(double value) => _start + (value - Low) / (High - Low) * (_end - _start);

    // The next of 1, 2, 5 times a power of ten.
    private static double Round(double interval)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(interval)));
        double digit = interval / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>Seconds per iteration over the rounds.</summary>
internal sealed record Timing(string Name, double Median, double Minimum, int Samples)
{
    public static Timing Of(string name, IReadOnlyList<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(name, median, sorted[0], sorted.Length);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>How far the results of two contestants are apart.</summary>
internal static class Agreement
{
    /// <summary>
    /// The largest difference, in units of max(1, max |want|) of the array, and the result that has it. NaN, lengths that differ and
    /// results that only one of them has count as infinite.
    /// </summary>
    public static ContestantError Of(string contestant, IReadOnlyList<Result> got, IReadOnlyList<Result> want)
    {
        (Dictionary<string, float[]> left, Dictionary<string, float[]> right) = (ByName(got), ByName(want));
        string[] names = [.. left.Keys.Union(right.Keys)];
        if (names.Length == 0) return new ContestantError(contestant, double.PositiveInfinity, "nothing");
        return names
            .Select(n => new ContestantError(contestant, Distance(left.GetValueOrDefault(n), right.GetValueOrDefault(n)), n))
            .MaxBy(e => e.Error)!;
    }

    private static Dictionary<string, float[]> ByName(IReadOnlyList<Result> results) => results.ToDictionary(r => r.Name, r => r.Values);

    private static double Distance(float[]? got, float[]? want)
    {
        if (got is null || want is null || got.Length != want.Length) return double.PositiveInfinity;
        double scale = 1, worst = 0;
        foreach (float value in want) scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < want.Length; i++)
        {
            double distance = Math.Abs(got[i] - want[i]) / scale;
            worst = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(worst, distance);
        }
        return worst;
    }
}

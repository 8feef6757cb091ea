using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Scenarios by contestants: medians, ratios with their bars, share of the peak, allocation.</summary>
/// <param name="peers">The columns beside ours.</param>
internal sealed class ComparisonTable(IReadOnlyList<string> peers)
{
    public string[] Head => ["scenario", Peers.Ours, .. peers, "GFLOP/s", "of peak", "bytes"];

    /// <summary>Wide enough for any row, for lines printed one by one.</summary>
    public int[] Widths => [44, 8, .. peers.Select(_ => 19), 7, 9, 5];

    public string[] Row(Outcome outcome) =>
    [
        outcome.Scenario.Name,
        outcome.Ours is { } ours ? Text.Duration(ours.Median) : outcome.Verified ? "right" : "wrong",
        .. peers.Select(p => Cell(outcome, p)),
        Text.Number(outcome.FlopsPerSecond / 1e9),
        Text.Percent(outcome.PeakShare) + Mark(outcome, Bar.Peak),
        double.IsNaN(outcome.BytesPerCall) ? "-" : Text.Bytes(outcome.BytesPerCall) + (outcome.BytesPerCall == 0 ? "" : "✗"),
    ];

    /// <summary>One line per contestant with a wrong result.</summary>
    public static IEnumerable<string> Mistakes(Outcome outcome) => outcome.Errors
        .Where(e => !(e.Error <= outcome.Scenario.Tolerance))
        .Select(e => FormattableString.Invariant(
            $"  WRONG: {e.Contestant} at {e.Where} by {e.Error:g3}; allowed {outcome.Scenario.Tolerance:g1}"));

    public static string Summary(IReadOnlyList<Outcome> outcomes)
    {
        var bars = outcomes.SelectMany(o => o.Scenario.Bars.Select(b => (b.Minimum, Ratio: o.Ratio(b.Against))))
            .Where(b => b.Ratio is not null)
            .ToList();
        int met = bars.Count(b => b.Ratio >= b.Minimum);
        double worst = outcomes.Where(o => o.Scenario.Variant != Variants.BFloat16)
            .SelectMany(o => o.Errors).Select(e => e.Error).DefaultIfEmpty(0).Max();
        IEnumerable<double> peaks = outcomes.Select(o => o.Peak).Where(double.IsFinite).DefaultIfEmpty(double.NaN);
        return FormattableString.Invariant($"{met} of {bars.Count} bars met; worst error {worst:g2} (allowed {Truth.Tolerance:g1}); ")
            + FormattableString.Invariant($"{FmaPeak.Width} FMA peak {peaks.Min() / 1e9:0}-{peaks.Max() / 1e9:0} GFLOP/s");
    }

    /// <summary>Time and ratio; ✓ where the bar is met, ✗ and the bar where not.</summary>
    private static string Cell(Outcome outcome, string peer) => outcome.Of(peer) is { } timing && outcome.Ratio(peer) is { } ratio
        ? $"{Text.Duration(timing.Median)} {Text.Number(ratio)}×{Mark(outcome, peer)}"
        : "";

    private static string Mark(Outcome outcome, string against)
    {
        if (outcome.BarFor(against) is not { } bar || outcome.Ratio(against) is not { } ratio) return "";
        return ratio >= bar.Minimum ? "✓" : "✗" + (against == Bar.Peak ? Text.Percent(bar.Minimum) : Text.Number(bar.Minimum));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Networks by contestants: medians and ratios.</summary>
/// <param name="others">The columns beside the network itself.</param>
internal sealed class NetworkTable(IReadOnlyList<string> others)
{
    public string[] Head => ["scenario", NetworkOutcome.Network, .. others, "apart by"];

    /// <summary>All rows, with a column for everyone who took part in any of them.</summary>
    public static Table Of(IReadOnlyList<NetworkOutcome> outcomes)
    {
        var columns = new NetworkTable([.. outcomes.SelectMany(o => o.Errors.Select(e => e.Contestant)).Distinct()]);
        var table = new Table(columns.Head);
        foreach (NetworkOutcome outcome in outcomes) table.Add(columns.Row(outcome));
        return table;
    }

    public string[] Row(NetworkOutcome outcome) =>
    [
        outcome.Name,
        outcome.Of(NetworkOutcome.Network) is { } own ? Text.Duration(own.Median) : outcome.Verified ? "right" : "wrong",
        .. others.Select(o => Cell(outcome, o)),
        FormattableString.Invariant($"{outcome.Errors.Max(e => e.Error):g2}"),
    ];

    /// <summary>One line for each contestant whose results are not those of the network.</summary>
    public static IEnumerable<string> Mistakes(NetworkOutcome outcome) => outcome.Errors
        .Where(e => !(e.Error <= NetworkOutcome.Tolerance))
        .Select(e => FormattableString.Invariant(
            $"APART: {outcome.Name}, {e.Contestant} at {e.Where} by {e.Error:g3}; allowed {NetworkOutcome.Tolerance:g1}"));

    /// <summary>Time and ratio; beside the cells by hand whether the network is fast enough.</summary>
    private static string Cell(NetworkOutcome outcome, string other)
    {
        if (outcome.Of(other) is not { } timing || outcome.Ratio(other) is not { } ratio) return "";
        string mark = other != NetworkOutcome.ByHand ? "" : outcome.IsFast ? "✓" : "✗";
        return $"{Text.Duration(timing.Median)} {Text.Number(ratio)}×{mark}";
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Sessions;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Nets and numbers of sessions by ways to step them: nanoseconds of a step of one session, and ratios.</summary>
internal static class SessionTable
{
    private static readonly string[] s_others = [SessionOutcome.Single, SessionOutcome.Forward, Peers.Onnx, Peers.Naive];

    public static string[] Head => ["net, sessions", "pool", "sessions a second", .. s_others, "apart by"];

    public static IReadOnlyList<int> Widths => [24, 7, 17, 14, 14, 14, 14, 8];

    public static Table Of(IReadOnlyList<SessionOutcome> outcomes)
    {
        var table = new Table(Head);
        foreach (SessionOutcome outcome in outcomes) table.Add(Row(outcome));
        return table;
    }

    public static string[] Row(SessionOutcome outcome)
    {
        double? own = outcome.Of(SessionOutcome.Pool);
        return
        [
            outcome.Name,
            own is { } time ? Text.Number(time) : outcome.Verified ? "right" : "wrong",
            own is { } each ? FormattableString.Invariant($"{1e3 / each:0.00} M") : "",
            .. s_others.Select(o => Cell(outcome, o)),
            FormattableString.Invariant($"{outcome.Errors.Max(e => e.Error):g2}"),
        ];
    }

    /// <summary>One line for each contestant whose results are not those of the pool.</summary>
    public static IEnumerable<string> Mistakes(SessionOutcome outcome) => outcome.Errors
        .Where(e => !(e.Error <= SessionOutcome.Tolerance))
        .Select(e => FormattableString.Invariant(
            $"APART: {outcome.Name}, {e.Contestant} at {e.Where} by {e.Error:g3}; allowed {SessionOutcome.Tolerance:g1}"));

    private static string Cell(SessionOutcome outcome, string other)
    {
        if (outcome.Of(other) is not { } time || outcome.Ratio(other) is not { } ratio) return "";
        bool? met = !outcome.HasGoal ? null
            : other == SessionOutcome.Single ? outcome.MeetsGain
            : other == SessionOutcome.Forward ? outcome.MeetsForward : null;
        return $"{Text.Number(time)} {Text.Number(ratio)}×{(met is { } yes ? yes ? "✓" : "✗" : "")}";
    }
}

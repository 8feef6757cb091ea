using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>What one scenario gave. Where a contestant's results are wrong nothing is timed.</summary>
/// <param name="Errors">The worst error of each contestant against the truth.</param>
/// <param name="Timings">Ours first; empty where results are wrong.</param>
/// <param name="Peak">The FMA peak of the same rounds, in operations per second.</param>
internal sealed record Outcome(
    Scenario Scenario, IReadOnlyList<ContestantError> Errors, IReadOnlyList<Timing> Timings, double Peak, double BytesPerCall)
{
    public bool Verified => Errors.All(e => e.Error <= Scenario.Tolerance);

    public Timing? Ours => Of(Peers.Ours);

    public double FlopsPerSecond => Ours is { } ours ? Scenario.Flops / ours.Median : double.NaN;

    public double PeakShare => FlopsPerSecond / Peak;

    public Timing? Of(string name) => Timings.FirstOrDefault(t => t.Name == name);

    /// <summary>The peer's median over ours, or the share of the peak; null where it was not measured.</summary>
    public double? Ratio(string against) => against == Bar.Peak
        ? Ours is null ? null : PeakShare
        : Of(against) is { } peer && Ours is { } ours ? peer.Median / ours.Median : null;

    public Bar? BarFor(string against) => Scenario.Bars.FirstOrDefault(b => b.Against == against);
}

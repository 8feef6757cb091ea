using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>What one network gave. Where results are apart nothing is timed.</summary>
/// <param name="Errors">Of each contestant against the network.</param>
internal sealed record NetworkOutcome(string Name, IReadOnlyList<ContestantError> Errors, IReadOnlyList<Timing> Timings)
{
    public const string Network = "network";

    /// <summary>The network's cells, run one after the other.</summary>
    public const string ByHand = "by hand";

    /// <summary>How far results may be apart.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>How much slower than its cells a network may be.</summary>
    public const double Slowest = 1.03;

    public bool Verified => Errors.All(e => e.Error <= Tolerance);

    public bool IsFast => Ratio(ByHand) is not { } ratio || ratio * Slowest >= 1;

    public Timing? Of(string contestant) => Timings.FirstOrDefault(t => t.Name == contestant);

    /// <summary>The contestant's median over the network's; null where it was not measured.</summary>
    public double? Ratio(string contestant) =>
        Of(contestant) is { } other && Of(Network) is { } network ? other.Median / network.Median : null;
}

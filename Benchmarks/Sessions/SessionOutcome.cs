using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>What one net gave with one number of sessions. Where results are apart nothing is timed.</summary>
/// <param name="Errors">Of each contestant against the pool.</param>
/// <param name="Timings">Of a round of all sessions; of <see cref="ForwardSessions{TCell}"/> of all its rounds.</param>
internal sealed record SessionOutcome(
    string Name, int Sessions, IReadOnlyList<ContestantError> Errors, IReadOnlyList<Timing> Timings)
{
    public const string Pool = "pool", Single = "single steps", Forward = "Forward";

    /// <summary>How far results may be apart.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>How many times the sessions of single steps a pool of 256 sessions of (64,128) carries at least.</summary>
    public const double LeastGain = 2.2;

    /// <summary>The part of the speed of Forward that it reaches at least.</summary>
    public const double LeastOfForward = 0.75;

    public bool Verified => Errors.All(e => e.Error <= Tolerance);

    /// <summary>Whether the goal is one of this row.</summary>
    public bool HasGoal => Sessions == 256 && Name.Contains("(64,128)");

    public bool MeetsGoal => !HasGoal || Timings.Count == 0 || MeetsGain && MeetsForward;

    public bool MeetsGain => Ratio(Single) >= LeastGain;

    public bool MeetsForward => Ratio(Forward) >= LeastOfForward;

    /// <summary>Nanoseconds of a step of one session; null where it was not measured.</summary>
    public double? Of(string contestant)
    {
        int rounds = contestant == Forward ? SessionProblem.Steps : 1;
        return Timings.FirstOrDefault(t => t.Name == contestant) is { } timing ? timing.Median * 1e9 / (Sessions * rounds) : null;
    }

    /// <summary>The contestant's time over the pool's; null where it was not measured.</summary>
    public double? Ratio(string contestant) => Of(contestant) / Of(Pool);
}

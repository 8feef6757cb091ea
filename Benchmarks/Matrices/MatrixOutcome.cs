using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>How contestants did on a memory.</summary>
/// <param name="Flops">Of the work that is timed; a way back counts twice as much as a way forward.</param>
internal sealed record MatrixOutcome(
    MatrixProblem Problem, double Flops, IReadOnlyList<ContestantError> Errors, IReadOnlyList<Timing> Timings)
{
    public const double Tolerance = 1e-4;

    /// <summary>The goals: a part of the LSTM's rate in training, and billions of operations a second from 64 units on.</summary>
    public const double LeastOfLstm = 0.4, LeastRate = 15;

    private const int UnitsOfLeastRate = 64;

    /// <summary>Whether the goal beside a pass by hand is met; null where there is none.</summary>
    public bool? IsNearByHand => Ratio(Peers.ByHand) is { } ratio ? ratio >= LeastOfByHand(Problem.Mode) : null;

    /// <summary>Whether the rate is no less than any may be; null where the memory is small.</summary>
    public bool? IsFast => Problem.Hidden >= UnitsOfLeastRate && Rate(Peers.Ours) is { } rate ? rate >= LeastRate : null;

    public bool Verified => Errors.All(error => error.Error <= Tolerance);

    /// <summary>Operations a second, in billions.</summary>
    public double? Rate(string name) => Of(name) is { } timing ? Flops / timing.Median * 1e-9 : null;

    public Timing? Of(string name) => Timings.FirstOrDefault(timing => timing.Name == name);

    public double? Ratio(string name) => Of(name)?.Median / Of(Peers.Ours)?.Median;

    public static double LeastOfByHand(Mode mode) => mode == Mode.Step ? 0.6 : 0.75;

    public static double Work(Mode mode, double flopsOfStep) => MatrixProblem.TimeSteps * flopsOfStep * (mode == Mode.Training ? 3 : 1);
}

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

    public bool Verified => Errors.All(error => error.Error <= Tolerance);

    /// <summary>Operations a second, in billions.</summary>
    public double? Rate(string name) => Of(name) is { } timing ? Flops / timing.Median * 1e-9 : null;

    public Timing? Of(string name) => Timings.FirstOrDefault(timing => timing.Name == name);

    public double? Ratio(string name) => Of(name)?.Median / Of(Peers.Ours)?.Median;

    public static double Work(Mode mode, double flopsOfStep) => MatrixProblem.TimeSteps * flopsOfStep * (mode == Mode.Training ? 3 : 1);
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Reports;

/// <summary>One cell against the naive loops: streaming, inference and training at several batch sizes.</summary>
internal sealed class NaiveReport(CellSpec spec, Interleaving interleaving) : ICellVisitor
{
    public const int Input = 5, TimeSteps = 16;

    public static readonly int[] Hidden = [1, 2, 3, 5, 8, 13, 16, 31, 64, 128];

    public static readonly int[] Batches = [1, 3, 16, 32];

    /// <summary>Naive over ours in the order of <see cref="Head"/>; not a number where results are wrong.</summary>
    public List<double> Ratios { get; } = [];

    public double WorstError { get; private set; }

    public static string[] Head =>
    [
        "cell", "Step", .. Batches.Select(b => FormattableString.Invariant($"Forward B={b}")),
        .. Batches.Select(b => FormattableString.Invariant($"train B={b}")),
    ];

    public void Visit<TCell>()
        where TCell : struct, ICell<float>
    {
        Measure(Mode.Step, 1, p => new OurStep<TCell>(p, GenericLoop<TCell>));
        foreach (int batch in Batches) Measure(Mode.Forward, batch, p => new OurForward<TCell>(p));
        foreach (int batch in Batches) Measure(Mode.Training, batch, p => new OurTraining<TCell>(p));
    }

    private static void GenericLoop<TCell>(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count)
        where TCell : struct, ICell<float>
    {
        for (int i = 0; i < count; i++) TCell.Step(weights, inputs.Next(), state, []);
    }

    private void Measure(Mode mode, int batch, Func<Problem, Contestant> create)
    {
        var problem = new Problem(new Workload(spec.Kind, spec.Input, spec.Hidden, mode == Mode.Step ? 256 : TimeSteps, batch));
        using Contestant ours = create(problem);
        using var naive = new NaiveContestant(problem, mode);
        double error = Competition.Verify(mode, [(ours, problem), (naive, problem)]).Max(e => e.Error);
        WorstError = Math.Max(WorstError, error);
        if (!(error <= Truth.Tolerance))
        {
            Ratios.Add(double.NaN);
            return;
        }

        IReadOnlyList<Timing> timings = interleaving.Measure([new Lane(ours.Name, ours.Run), new Lane(naive.Name, naive.Run)]);
        Ratios.Add(timings[1].Median / timings[0].Median);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>All memories that are matrices, in the order of the report: each streams, runs forward and is trained.</summary>
internal static class MatrixSuite
{
    private static readonly Mode[] s_modes = [Mode.Step, Mode.Run, Mode.Forward, Mode.Training];

    private static readonly Memory[] s_memories =
    [
        new("gated", 64, 1, Hold<Gated64>, IsDelta: false), new("gated", 128, 1, Hold<Gated128>, IsDelta: false),
        new("delta", 64, 1, Hold<Delta64>, IsDelta: true), new("delta", 128, 1, Hold<Delta128>, IsDelta: true),
        new("gated", 64, 8, Hold<Gated64x8>, IsDelta: false), new("gated", 128, 8, Hold<Gated128x8>, IsDelta: false),
        new("gated", 64, 32, Hold<Gated64x32>, IsDelta: false), new("delta", 64, 8, Hold<Delta64x8>, IsDelta: true),
        new("delta", 128, 8, Hold<Delta128x8>, IsDelta: true), new("mLSTM", 64, 1, Hold<MLstm64>), new("mLSTM", 128, 1, Hold<MLstm128>),
        new("Kalman", 16, 1, Hold<Kalman16>), new("Kalman", 64, 1, Hold<Kalman64>), new("Lipschitz", 64, 1, Hold<Lipschitz64>),
        new("Lipschitz", 128, 1, Hold<Lipschitz128>), new("attention", 64, 1, Hold<Attention64>),
        new("attention", 128, 1, Hold<Attention128>),
    ];

    private delegate MatrixOutcome Contest(MatrixProblem problem, bool? isDelta, Interleaving? interleaving);

    /// <summary>The names of all problems.</summary>
    public static IEnumerable<string> Names => Problems.Select(p => p.Problem.Name);

    private static IEnumerable<(Memory Memory, MatrixProblem Problem)> Problems => s_memories.SelectMany(
        memory => s_modes.Select(mode => (memory, new MatrixProblem(memory.Cell, mode, memory.Hidden, memory.Heads))));

    /// <param name="isWanted">Whether the problem of a name is.</param>
    /// <param name="interleaving">Null where results are compared only.</param>
    public static IReadOnlyList<MatrixOutcome> Hold(Func<string, bool> isWanted, Interleaving? interleaving) =>
        [.. Problems.Where(p => isWanted(p.Problem.Name)).Select(p => p.Memory.Hold(p.Problem, p.Memory.IsDelta, interleaving))];

    /// <summary>What a training step of an LSTM of one sequence does a second, in billions.</summary>
    public static double LstmRate(Interleaving interleaving)
    {
        var workload = new Workload(CellKind.Lstm, 64, 128, MatrixProblem.TimeSteps, 1);
        using Contestant lstm = new OurTraining<Lstm64x128>(new Problem(workload));
        double median = interleaving.Measure([new Lane(lstm.Name, lstm.Run)])[0].Median;
        return MatrixOutcome.Work(Mode.Training, Lstm64x128.Info.FlopsPerStep) / median * 1e-9;
    }

    private static MatrixOutcome Hold<TCell>(MatrixProblem problem, bool? isDelta, Interleaving? interleaving)
        where TCell : struct, ICell<float>
    {
        var others = new List<Contestant>();
        try
        {
            using Contestant ours = new OurMatrix<TCell>(problem);
            if (isDelta is { } rule && problem.Mode != Mode.Training)
                others.AddRange([new NaiveMatrix(problem, rule), new TensorsMatrix(problem, rule), new FusedMatrix(problem, rule)]);
            IReadOnlyList<Result> want = ours.Results();
            double flops = MatrixOutcome.Work(problem.Mode, OurMatrix<TCell>.Flops);
            var outcome = new MatrixOutcome(problem, flops, [.. others.Select(o => Agreement.Of(o.Name, o.Results(), want))], []);
            if (interleaving is null || !outcome.Verified) return outcome;
            return outcome with { Timings = interleaving.Measure([.. others.Prepend(ours).Select(c => new Lane(c.Name, c.Run))]) };
        }
        finally
        {
            foreach (Contestant other in others) other.Dispose();
        }
    }

    /// <param name="Heads">How many of them, each with <paramref name="Hidden"/> rows and columns.</param>
    /// <param name="IsDelta">Whether it is the delta rule or gated, which others compute too; null where nobody else does.</param>
    private sealed record Memory(string Cell, int Hidden, int Heads, Contest Hold, bool? IsDelta = null);
}

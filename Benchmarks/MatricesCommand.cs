using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Matrices;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>matrices</c>: memories that are matrices, beside naive loops, one pass by hand, and the LSTM of the same run.</summary>
internal static class MatricesCommand
{
    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 0.5,
    };

    private static readonly Option<bool> Write = new("--write") { Description = "Write the table to docs/benchmarks.md." };

    private static readonly Option<string?> Filter = new("--filter") { Description = "Only rows whose names have this." };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    private static readonly Mode[] s_modes = [Mode.Step, Mode.Run, Mode.Forward, Mode.Training];

    public static Command Create()
    {
        var command = new Command("matrices", "Memories that are matrices, beside naive loops and a pass by hand.")
        {
            Seconds, Filter, Write, Verify,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Write) && result.GetValue(Verify)) result.AddError("--verify measures nothing that --write could write.");
            if (result.GetValue(Write) && result.GetValue(Filter) is not null) result.AddError("--write wants all rows, and no --filter.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        Interleaving? interleaving = arguments.GetValue(Verify) ? null : new(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe() + "\n");
        List<MatrixOutcome> outcomes = [];
        string? filter = arguments.GetValue(Filter);
        Outcomes<Gated64>("gated", 64, isDelta: false);
        Outcomes<Gated128>("gated", 128, isDelta: false);
        Outcomes<Delta64>("delta", 64, isDelta: true);
        Outcomes<Delta128>("delta", 128, isDelta: true);
        Outcomes<Gated64x8>("gated", 64, isDelta: false, heads: 8);
        Outcomes<Gated128x8>("gated", 128, isDelta: false, heads: 8);
        Outcomes<Gated64x32>("gated", 64, isDelta: false, heads: 32);
        Outcomes<Delta64x8>("delta", 64, isDelta: true, heads: 8);
        Outcomes<Delta128x8>("delta", 128, isDelta: true, heads: 8);
        Outcomes<MLstm64>("mLSTM", 64, null);
        Outcomes<MLstm128>("mLSTM", 128, null);
        Outcomes<Kalman16>("Kalman", 16, null);
        Outcomes<Kalman64>("Kalman", 64, null);
        Outcomes<Lipschitz64>("Lipschitz", 64, null);
        Outcomes<Lipschitz128>("Lipschitz", 128, null);
        Outcomes<Attention64>("attention", 64, null);
        Outcomes<Attention128>("attention", 128, null);
        double? ofLstm = interleaving is null ? null : LstmRate(interleaving);
        Table table = Table(outcomes, ofLstm);
        Console.WriteLine(table.ToConsole());
        foreach (ContestantError wrong in outcomes.SelectMany(o => o.Errors).Where(e => !(e.Error <= MatrixOutcome.Tolerance)))
            Console.WriteLine(FormattableString.Invariant($"APART: {wrong.Contestant} at {wrong.Where} by {wrong.Error:g3}"));
        if (arguments.GetValue(Write)) Report(table, clock.Kind, ofLstm!.Value);
        return outcomes.All(o => o.Verified) ? 0 : 1;

        // Those that a hand has written are there for two memories.
        void Outcomes<TCell>(string name, int hidden, bool? isDelta, int heads = 1)
            where TCell : struct, ICell<float>
        {
            foreach (Mode mode in s_modes)
            {
                var problem = new MatrixProblem(name, mode, hidden, heads);
                if (filter is null || problem.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                    outcomes.Add(Hold<TCell>(problem, isDelta, interleaving));
            }
        }
    }

    private static MatrixOutcome Hold<TCell>(MatrixProblem problem, bool? isDelta, Interleaving? interleaving)
        where TCell : struct, ICell<float>
    {
        using Contestant ours = new OurMatrix<TCell>(problem);
        using Contestant? naive = isDelta is { } rule && problem.Mode != Mode.Training ? new NaiveMatrix(problem, rule) : null;
        using Contestant? byHand = isDelta is { } delta && problem.Mode != Mode.Training ? new FusedMatrix(problem, delta) : null;
        Contestant[] others = [.. new[] { naive, byHand }.OfType<Contestant>()];
        IReadOnlyList<Result> want = ours.Results();
        double flops = MatrixOutcome.Work(problem.Mode, OurMatrix<TCell>.Flops);
        var outcome = new MatrixOutcome(problem, flops, [.. others.Select(o => Agreement.Of(o.Name, o.Results(), want))], []);
        if (interleaving is null || !outcome.Verified) return outcome;
        return outcome with { Timings = interleaving.Measure([.. others.Prepend(ours).Select(c => new Lane(c.Name, c.Run))]) };
    }

    /// <summary>What a training step of an LSTM of one sequence does a second, in billions.</summary>
    private static double LstmRate(Interleaving interleaving)
    {
        var workload = new Workload(CellKind.Lstm, 64, 128, MatrixProblem.TimeSteps, 1);
        using Contestant lstm = new OurTraining<Lstm64x128>(new Problem(workload));
        double median = interleaving.Measure([new Lane(lstm.Name, lstm.Run)])[0].Median;
        return MatrixOutcome.Work(Mode.Training, Lstm64x128.Info.FlopsPerStep) / median * 1e-9;
    }

    private static Table Table(IReadOnlyList<MatrixOutcome> outcomes, double? ofLstm)
    {
        var table = new Table("scenario", "ours a step", "GFLOP/s", Peers.Naive, "by hand", "of the LSTM's rate");
        foreach (MatrixOutcome outcome in outcomes)
        {
            string ours = outcome.Of(Peers.Ours) is { } timing
                ? Text.Duration(timing.Median / MatrixProblem.TimeSteps) : outcome.Verified ? "right" : "wrong";
            double? rate = outcome.Rate(Peers.Ours);
            bool isTraining = outcome.Problem.Mode == Mode.Training;
            double? ofLstms = isTraining ? rate / ofLstm : null;
            table.Add(
                outcome.Problem.Name, ours, rate is { } of ? Text.Number(of) + Mark(outcome.IsFast) : "", Times(outcome, Peers.Naive),
                Times(outcome, "by hand") + Mark(outcome.IsNearByHand),
                ofLstms is { } share ? Text.Percent(share) + Mark(share >= MatrixOutcome.LeastOfLstm) : "");
        }
        return table;
    }

    private static string Mark(bool? isMet) => isMet is { } met ? met ? "✓" : "✗" : "";

    private static string Times(MatrixOutcome outcome, string other) => outcome.Ratio(other) is { } ratio ? Text.Number(ratio) + "×" : "";

    private static void Report(Table table, string clock, double ofLstm)
    {
        var text = new StringBuilder();
        text.Append("## Memories that are matrices\n\n`dotnet run --project Benchmarks -c Release -- matrices --write`\n\n");
        text.Append(Machine.Describe()).Append(".\n\n");
        text.Append($"One sequence, one thread, single precision; medians of interleaved rounds in {clock}. Every vector is an input, so ");
        text.Append("that nothing but the memory is timed. Operations are those of the equations as they are planned, and a way back ");
        text.Append("counts twice as much as a way forward. × is the other's median over ours; \"by hand\" is one pass over the memory ");
        text.Append("with intrinsics, which keeps no states, as a tape does. ");
        text.Append("States of more than 32 KB are overwritten where nobody trains; those of more than 64 KB are on a tape for ");
        text.Append("training at checkpoints, and made again between two. ");
        text.Append("Training is beside the rate of an LSTM (64,128) of the same run, ");
        text.Append(FormattableString.Invariant($"{ofLstm:f0} GFLOP/s. ✓ and ✗ are the project's goals: by hand "));
        text.Append(FormattableString.Invariant($"{MatrixOutcome.LeastOfByHand(Mode.Run)} in `Run` and `Forward` and "));
        text.Append(FormattableString.Invariant($"{MatrixOutcome.LeastOfByHand(Mode.Step)} in `Step`, {MatrixOutcome.LeastOfLstm:p0} of "));
        text.Append(FormattableString.Invariant($"the LSTM's rate, and {MatrixOutcome.LeastRate} GFLOP/s from 64 units on. "));
        text.Append("Outputs are compared first ");
        text.Append(FormattableString.Invariant($"(allowed {MatrixOutcome.Tolerance:g1}).\n\n"));
        text.Append(table.ToMarkdown());
        ReportFile.Write("matrices", text.ToString());
    }
}

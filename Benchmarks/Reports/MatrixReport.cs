using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Matrices;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Memories that are matrices, as a table on the console and in docs/benchmarks.md.</summary>
internal static class MatrixReport
{
    /// <param name="ofLstm">The rate of an LSTM's training, billions of operations a second; null where nothing is timed.</param>
    public static Table Of(IReadOnlyList<MatrixOutcome> outcomes, double? ofLstm)
    {
        var table = new Table("scenario", "ours a step", "GFLOP/s", Peers.Naive, Peers.Tensors, Peers.ByHand, "of the LSTM's rate");
        foreach (MatrixOutcome outcome in outcomes)
        {
            string ours = outcome.Of(Peers.Ours) is { } timing
                ? Text.Duration(timing.Median / MatrixProblem.TimeSteps) : outcome.Verified ? "right" : "wrong";
            double? rate = outcome.Rate(Peers.Ours);
            bool isTraining = outcome.Problem.Mode == Mode.Training;
            double? ofLstms = isTraining ? rate / ofLstm : null;
            table.Add(
                outcome.Problem.Name, ours, rate is { } of ? Text.Number(of) + Mark(outcome.IsFast) : "", Times(outcome, Peers.Naive),
                Times(outcome, Peers.Tensors), Times(outcome, Peers.ByHand) + Mark(outcome.IsNearByHand),
                ofLstms is { } share ? Text.Percent(share) + Mark(share >= MatrixOutcome.LeastOfLstm) : "");
        }
        return table;
    }

    /// <summary>What is apart, a line each.</summary>
    public static IEnumerable<string> Mistakes(IReadOnlyList<MatrixOutcome> outcomes) => outcomes.SelectMany(outcome => outcome.Errors
        .Where(e => !(e.Error <= MatrixOutcome.Tolerance))
        .Select(e => FormattableString.Invariant($"APART: {outcome.Problem.Name}, {e.Contestant} at {e.Where} by {e.Error:g3}")));

    /// <summary>Writes docs/benchmarks.md.</summary>
    public static void Write(IReadOnlyList<MatrixOutcome> outcomes, string clock, double ofLstm)
    {
        var text = new StringBuilder();
        text.Append("## Memories that are matrices\n\n`dotnet run --project Benchmarks -c Release -- matrices --write`\n\n");
        text.Append(Machine.Describe()).Append(".\n\n");
        text.Append($"One sequence, one thread, single precision; medians of interleaved rounds in {clock}. Every vector is an input, so ");
        text.Append("that nothing but the memory is timed. Operations are those of the equations as they are planned, and a way back ");
        text.Append("counts twice as much as a way forward. × is the other's median over ours; \"by hand\" is one pass over the memory ");
        text.Append("with intrinsics, which keeps no states, as a tape does; TensorPrimitives go over it row by row. ");
        text.Append("States of more than 32 KB are overwritten where nobody trains; those of more than 64 KB are on a tape for ");
        text.Append("training at checkpoints, and made again between two. ");
        text.Append("Training is beside the rate of an LSTM (64,128) of the same run, ");
        text.Append(FormattableString.Invariant($"{ofLstm:f0} GFLOP/s. ✓ and ✗ are the project's goals: by hand "));
        text.Append(FormattableString.Invariant($"{MatrixOutcome.LeastOfByHand(Mode.Run)} in `Run` and `Forward` and "));
        text.Append(FormattableString.Invariant($"{MatrixOutcome.LeastOfByHand(Mode.Step)} in `Step`, {MatrixOutcome.LeastOfLstm:p0} of "));
        text.Append(FormattableString.Invariant($"the LSTM's rate, and {MatrixOutcome.LeastRate} GFLOP/s from 64 units on. "));
        text.Append("Outputs are compared first ");
        text.Append(FormattableString.Invariant($"(allowed {MatrixOutcome.Tolerance:g1}).\n\n"));
        text.Append(Of(outcomes, ofLstm).ToMarkdown());
        ReportFile.Write("matrices", text.ToString());
    }

    private static string Mark(bool? isMet) => isMet is { } met ? met ? "✓" : "✗" : "";

    private static string Times(MatrixOutcome outcome, string other) => outcome.Ratio(other) is { } ratio ? Text.Number(ratio) + "×" : "";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.ExportedC;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.OneDnn;

namespace RnnGen.Benchmarks.Reports;

/// <summary>The section "comparison" of the report, and its plot.</summary>
internal static class ComparisonReport
{
    private const string Plot = "benchmarks.svg";

    public static void Write(IReadOnlyList<Outcome> outcomes, string clock)
    {
        string picture = RatioPlot.Draw([.. outcomes.Select(RowOf)], Peers.All);
        File.WriteAllText(Path.Combine(ReportFile.Folder, Plot), picture, new UTF8Encoding(false));
        var text = new StringBuilder();
        text.Append("## Our kernels and their peers\n\n`dotnet run --project Benchmarks -c Release -- compare --all --write`\n\n");
        text.Append(Machine.Describe()).Append(".\n\n");
        text.Append($"One process, one thread, single precision; medians of interleaved rounds in {clock}. ");
        text.Append("ONNX Runtime with bound memory, its operator as exporters write it (Y and the final states are outputs); ");
        text.Append($"oneDNN {OneDnnEngine.Version ?? "was not there"}, by its C API, without the cost of ");
        text.Append("bringing weights into its layout (ours is counted). Exported C is what `rnngen export --c` writes, compiled by ");
        text.Append($"gcc {Gcc.Version ?? "(which was not there)"} with `{string.Join(' ', Gcc.Options[1..])}`: for information, ");
        text.Append("without a bar, as naive loops in C are, which are compiled in the same way. Before anything is timed, all ");
        text.Append("results are compared with a double-precision reference: ");
        text.Append(FormattableString.Invariant($"max|got − want| ≤ {Truth.Tolerance:g1} · max(1, max|want|) for every array. "));
        text.Append("× is the peer's median over ours; ✓ and ✗ tell whether the project's own bar is met (✗ names it). ");
        text.Append("Rows of two threads are in time of the wall clock, beside one thread. ");
        text.Append(FormattableString.Invariant($"Rows of bfloat16 weights may be off by {Variants.BFloat16Tolerance}. "));
        text.Append($"Rows of {Variants.Lengths}: lengths are drawn uniformly, sorted and known to the tape; beside them the same ");
        text.Append("kernels over all steps, padding included. ");
        text.Append("Flops are those of the products, padding not counted; the peak is measured in the same rounds. ");
        text.Append("\"bytes\" is what one call allocates.\n\n");
        text.Append($"![Ratios]({Plot})\n\n");
        foreach (Mode mode in Enum.GetValues<Mode>()) AppendMode(text, [.. outcomes.Where(o => o.Scenario.Mode == mode)], mode);
        text.Append(ComparisonTable.Summary(outcomes)).Append(".\n");
        ReportFile.Write("comparison", text.ToString());
    }

    private static PlotRow RowOf(Outcome outcome) => new(
        outcome.Scenario.Name, [.. from p in Peers.All let ratio = outcome.Ratio(p) where ratio is > 0 select new PlotDot(p, ratio.Value)]);

    private static void AppendMode(StringBuilder text, Outcome[] outcomes, Mode mode)
    {
        if (outcomes.Length == 0) return;
        string[] peers = [.. Peers.All.Where(p => outcomes.Any(o => o.Of(p) is not null))];
        var columns = new ComparisonTable(peers);
        var table = new Table(columns.Head);
        foreach (Outcome outcome in outcomes) table.Add(columns.Row(outcome));

        text.Append(mode switch
        {
            Mode.Step => "### Streaming: one step, one call",
            Mode.Run => "### One sequence of 256 steps, one call",
            Mode.Forward => "### Batches, inference",
            _ => "### Training step: forward and backward, all gradients",
        });
        text.Append("\n\n").Append(table.ToMarkdown()).Append('\n');
    }
}

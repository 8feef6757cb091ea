using System;
using System.Text;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.OneDnn;

namespace RnnGen.Benchmarks.Reports;

/// <summary>The section "networks" of the report.</summary>
internal static class NetworkReport
{
    public static void Write(Table table, string clock)
    {
        var text = new StringBuilder();
        text.Append("## Networks, their cells by hand, and peers\n\n`dotnet run --project Benchmarks -c Release -- layers --write`\n\n");
        text.Append(Machine.Describe()).Append(".\n\n");
        text.Append($"One process, one thread, single precision; medians of interleaved rounds in {clock}. ");
        text.Append("A network of ours is one definition; \"by hand\" are its cells, each run over the whole sequence, with what one ");
        text.Append("makes copied to where the next reads it, and back for the gradients. ");
        text.Append("ONNX Runtime (inference only): one operator a layer, or one for both directions, whose outputs it then brings ");
        text.Append("side by side as exporters write it. ");
        text.Append($"oneDNN {OneDnnEngine.Version ?? "was not there"}: one operation a layer on shared memory, or one for both ");
        text.Append("directions, without the cost of bringing weights into its layout (ours is counted). ");
        text.Append("Before anything is timed, all results are compared with those of the network, in training the gradients of every ");
        text.Append("parameter and of the inputs too: \"apart by\" is the largest distance in units of max(1, max|want|) of its array ");
        text.Append(FormattableString.Invariant($"(allowed {NetworkOutcome.Tolerance:g1}); "));
        text.Append("× is the other's median over the network's; ");
        text.Append("✗ where the network takes more than ");
        text.Append(FormattableString.Invariant($"{NetworkOutcome.Slowest} times its cells by hand.\n\n"));
        text.Append(table.ToMarkdown());
        ReportFile.Write("networks", text.ToString());
    }
}

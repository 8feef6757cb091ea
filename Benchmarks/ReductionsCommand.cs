using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reductions;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>reductions</c>: cells with sums over all units in every step, such as layer norms, beside the LSTM of their size.</summary>
internal static class ReductionsCommand
{
    /// <summary>Steps and passes sum in different orders.</summary>
    private const double Tolerance = 1e-5;

    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description = "Another build of RnnGen.Generator.dll, whose cells are timed in the same rounds.",
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Only rows whose names contain one of these, such as \"Step|Training\".",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    public static Command Create()
    {
        var command = new Command(
            "reductions", "Layer norms and softmax beside the LSTM of their size; DOTNET_EnableAVX512=0 measures vectors of 256 bits.")
        {
            Baseline, Filter, Seconds, Verify,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        var interleaving = new Interleaving(clock, arguments.GetValue(Seconds), rounds: 0);
        string? baseline = arguments.GetValue(Baseline);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"{SmallTable.Bits} bits; medians of {clock.Kind}. Rates are those of the LSTM of the same rounds.\n");
        var ours = new ReducingLanes(null);
        bool isRight = true;
        foreach (ContestantError error in ReducingCell.All.Select(ours.Error).Where(e => !(e.Error <= Tolerance)))
        {
            Console.WriteLine(FormattableString.Invariant($"APART: {error.Contestant}, {error.Where} by {error.Error:g3}"));
            isRight = false;
        }
        if (arguments.GetValue(Verify)) return isRight ? 0 : 1;
        ReducingLanes? before = baseline is null ? null : new ReducingLanes(baseline);
        var table = new Table(Head(before is not null));
        string[] filters = arguments.GetValue(Filter)!.Split('|');
        foreach ((Mode mode, int batch) in ReducingLanes.Rows.Where(row => filters.Any(Name(row.Mode, row.Batch).Contains)))
        {
            Lane[] lanes = [.. new[] { ours, before }.OfType<ReducingLanes>()
                .SelectMany(set => ReducingCell.All.Select(cell => set.Of(cell, mode, batch)))];
            foreach (string[] row in Cells(mode, batch, interleaving.Measure(lanes))) table.Add(row);
        }
        Console.WriteLine(table.ToMarkdown());
        return isRight ? 0 : 1;
    }

    private static string Name(Mode mode, int batch) => batch == 1 && mode != Mode.Training ? $"{mode}" : $"{mode} B{batch}";

    private static string[] Head(bool isBeside) =>
        ["(64,128)", "cell", "a pass", "rate", .. isBeside ? (string[])["before", "rate", "×"] : []];

    /// <param name="timings">Of all cells, the LSTM first; then the same of another build, if one is beside this.</param>
    private static IEnumerable<string[]> Cells(Mode mode, int batch, IReadOnlyList<Timing> timings)
    {
        int count = ReducingCell.All.Count;
        for (int cell = 0; cell < count; cell++)
        {
            string[] row = [Name(mode, batch), timings[cell].Name, .. Figures(cell, 0)];
            if (timings.Count == count) yield return row;
            else yield return [.. row, .. Figures(count + cell, count), Text.Number(timings[count + cell].Median / timings[cell].Median)];
        }

        string[] Figures(int of, int lstm) =>
            [Text.Duration(timings[of].Median), Text.Percent(timings[lstm].Median / timings[of].Median)];
    }
}

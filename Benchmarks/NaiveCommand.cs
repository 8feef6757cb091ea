using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>naive</c>: nothing may be slower than the loops that one writes first.</summary>
internal static class NaiveCommand
{
    private static readonly CellKind[] Kinds = [CellKind.Lstm, CellKind.Gru, CellKind.GruResetAfter, CellKind.Rnn];

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one pair.",
        DefaultValueFactory = _ => 0.05,
    };

    private static readonly Option<string> Cells = new("--cells")
    {
        Description = "Cells by the beginnings of their zoo names, with commas.",
        DefaultValueFactory = _ => "lstm,gru,rnn",
    };

    private static readonly Option<bool> Write = new("--write") { Description = "Write the table to docs/benchmarks.md." };

    public static Command Create()
    {
        var command = new Command("naive", "Against naive scalar loops over small and odd hidden sizes and batches.")
        {
            Seconds, Cells, Write,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string[] names = arguments.GetValue(Cells)!.Split(',');
        CellSpec[] specs =
        [
            .. from kind in Kinds
               from hidden in NaiveReport.Hidden
               let spec = new CellSpec(kind, NaiveReport.Input, hidden)
               where names.Any(n => spec.Definition.StartsWith(n, StringComparison.Ordinal))
               select spec,
        ];
        Console.WriteLine(Machine.Describe() + "\n");
        var cells = new CompiledCells(specs);
        var interleaving = new Interleaving(new ThreadClock(wall: false), arguments.GetValue(Seconds), rounds: 0);
        var table = new Table(NaiveReport.Head);
        var ratios = new List<double>();
        double error = 0;
        foreach (CellSpec spec in specs)
        {
            var report = new NaiveReport(spec, interleaving);
            cells.Accept(spec, report);
            table.Add([spec.Name, .. report.Ratios.Select(r => Text.Number(r) + (r >= 1 ? "" : " ✗"))]);
            Console.WriteLine($"{spec.Name}: {string.Join("  ", report.Ratios.Select(Text.Number))}");
            ratios.AddRange(report.Ratios);
            error = Math.Max(error, report.WorstError);
        }

        string summary = FormattableString.Invariant(
            $"{ratios.Count(r => r >= 1)} of {ratios.Count} are no slower, {ratios.Count(r => r >= 3)} at least three times faster; ")
            + FormattableString.Invariant($"lowest ratio {ratios.Min():0.00}; worst error {error:g2} (allowed {Truth.Tolerance:g1}).");
        Console.WriteLine("\n" + table.ToMarkdown() + "\n" + summary);
        if (arguments.GetValue(Write)) ReportFile.Write("naive loops", Section(table, summary));
        return ratios.All(r => r >= 1) ? 0 : 1;
    }

    private static string Section(Table table, string summary) =>
        "## Against naive loops\n\n`dotnet run --project Benchmarks -c Release -- naive --write`\n\n" + Machine.Describe() + ".\n\n"
        + FormattableString.Invariant($"How many times faster than naive scalar C# loops, input {NaiveReport.Input}, ")
        + FormattableString.Invariant($"{NaiveReport.TimeSteps} time steps (Step: one call per step); ")
        + "medians of interleaved rounds in processor time, results verified equal first.\n\n"
        + table.ToMarkdown() + "\n" + summary + "\n";
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Matrices;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>matrices</c>: memories that are matrices, beside peers, one pass by hand, and the LSTM of the same run.</summary>
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

    public static Command Create()
    {
        var command = new Command("matrices", "Memories that are matrices, beside peers and a pass by hand.")
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
        string filter = arguments.GetValue(Filter) ?? "";
        string? written = arguments.GetValue(Write) ? clock.Kind : null;
        return Hold(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase), interleaving, written) ? 0 : 1;
    }

    /// <summary>Compares, times and prints what is wanted.</summary>
    /// <param name="interleaving">Null where results are compared only.</param>
    /// <param name="written">What the clock is called, where docs/benchmarks.md is to be written.</param>
    /// <returns>Whether all results are equal.</returns>
    public static bool Hold(Func<string, bool> isWanted, Interleaving? interleaving, string? written)
    {
        IReadOnlyList<MatrixOutcome> outcomes = MatrixSuite.Hold(isWanted, interleaving);
        if (outcomes.Count == 0) return true;
        double? ofLstm = interleaving is null ? null : MatrixSuite.LstmRate(interleaving);
        Console.WriteLine(MatrixReport.Of(outcomes, ofLstm).ToConsole());
        foreach (string mistake in MatrixReport.Mistakes(outcomes)) Console.WriteLine(mistake);
        if (written is not null) MatrixReport.Write(outcomes, written, ofLstm!.Value);
        return outcomes.All(o => o.Verified);
    }
}

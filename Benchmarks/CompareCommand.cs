using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.ExportedC;
using RnnGen.Benchmarks.Matrices;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.OneDnn;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>compare</c>: our kernels and the peers, interleaved, with equal results.</summary>
internal static class CompareCommand
{
    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Scenarios whose names have all these words; | between alternatives.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Against = new("--peers")
    {
        Description = "Peers by the beginnings of their names, with commas: naive,exported,tensor,onnx,onednn,our; none for ours alone.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string[]> Scenarios = new("--scenario")
    {
        Description = "A scenario that is not in the table, by a name such as \"train GRU (48,96) T32 B16\"; may be repeated.",
    };

    private static readonly Option<string?> Generator = new("--generator")
    {
        Description = "Another build of RnnGen.Generator.dll to compile our cells with, at run time.",
    };

    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description = "A build of RnnGen.Generator.dll whose cells take part as a peer.",
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one scenario.",
        DefaultValueFactory = _ => 0.5,
    };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds per scenario instead of a time." };

    private static readonly Option<bool> All = new("--all") { Description = "The heavy scenarios too." };

    private static readonly Option<bool> Wall = new("--wall") { Description = "Wall clock instead of processor time." };

    private static readonly Option<bool> Write = new("--write") { Description = "Write the tables and the plot to docs/." };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    private static readonly Option<bool> List = new("--list") { Description = "Only name the scenarios." };

    public static Command Create()
    {
        var command = new Command("compare", "Our kernels beside their peers, interleaved in one process on one thread, results verified.")
        {
            Filter, Scenarios, Against, Generator, Baseline, Seconds, Rounds, All, Wall, Write, Verify, List,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Scenario[] scenarios = Choose(arguments);
        if (arguments.GetValue(List))
        {
            foreach (Scenario scenario in scenarios) Console.WriteLine(scenario.Name + (scenario.Heavy ? "  (heavy)" : ""));
            foreach (string memory in MatrixSuite.Names.Where(MemoriesOf(arguments))) Console.WriteLine(memory + "  (heavy)");
            return 0;
        }

        var clock = new ThreadClock(arguments.GetValue(Wall));
        Func<string, bool> invited = Invited(arguments.GetValue(Against)!);
        Interleaving? interleaving =
            arguments.GetValue(Verify) ? null : new Interleaving(clock, arguments.GetValue(Seconds), arguments.GetValue(Rounds));
        var competition = new Competition(
            interleaving,
            invited,
            arguments.GetValue(Baseline) is { } path ? Compile(scenarios, path, Peers.Baseline).Create : null);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Medians of {clock.Kind}; oneDNN {OneDnnEngine.Version ?? "is not installed (apt-get install libdnnl-dev)"}; "
            + $"gcc {Gcc.Version ?? "is not installed (apt-get install gcc libc6-dev), so that no C takes part"}.\n");
        var table = new ComparisonTable(
            [.. Peers.All.Where(p => p == Peers.Baseline ? arguments.GetValue(Baseline) is not null : invited(p))]);
        Console.WriteLine(Table.Line(table.Head, table.Widths));
        var outcomes = new List<Outcome>();
        foreach (Scenario scenario in scenarios)
        {
            Outcome outcome = competition.Hold(scenario);
            outcomes.Add(outcome);
            Console.WriteLine(Table.Line(table.Row(outcome), table.Widths));
            foreach (string mistake in ComparisonTable.Mistakes(outcome)) Console.WriteLine(mistake);
        }

        Console.WriteLine();
        Console.WriteLine(ComparisonTable.Summary(outcomes));
        if (arguments.GetValue(Write)) ComparisonReport.Write(outcomes, clock.Kind);
        bool isWhole = arguments.GetValue(All) && arguments.GetValue(Filter)!.Length == 0;
        bool areRight = MatricesCommand.Hold(MemoriesOf(arguments), interleaving, arguments.GetValue(Write) && isWhole ? clock.Kind : null);
        return areRight && outcomes.All(o => o.Verified) ? 0 : 1;
    }

    /// <summary>Memories that are matrices are heavy scenarios with a table of their own; none is compiled while this runs.</summary>
    private static Func<string, bool> MemoriesOf(ParseResult arguments)
    {
        string filter = arguments.GetValue(Filter)!;
        bool takePart = (arguments.GetValue(All) || arguments.GetValue(List)) && arguments.GetValue(Scenarios) is null or []
            && arguments.GetValue(Generator) is null && arguments.GetValue(Baseline) is null;
        return name => takePart && Scenario.Matches(name, filter);
    }

    /// <summary>The table's scenarios as filtered, or those given by name; with another generator their cells are compiled anew.</summary>
    private static Scenario[] Choose(ParseResult arguments)
    {
        string filter = arguments.GetValue(Filter)!;
        string[] names = arguments.GetValue(Scenarios) ?? [];
        bool all = arguments.GetValue(All) || arguments.GetValue(List) || filter.Contains('(', StringComparison.Ordinal);
        Scenario[] table = names.Length > 0 && filter.Length == 0
            ? []
            : [.. ScenarioTable.All.Where(s => s.Matches(filter) && (all || !s.Heavy))];
        Scenario[] named = [.. names.Select(ScenarioReader.Read)];
        string? generator = arguments.GetValue(Generator);
        if (generator is null && named.Length == 0) return table;
        CompiledContestants compiled = Compile(generator is null ? named : [.. table, .. named], generator, Peers.Ours);
        named = [.. named.Select(s => s with { Ours = p => compiled.Create(s, p) })];
        return generator is null ? [.. table, .. named] : [.. table.Select(s => s with { Ours = p => compiled.Create(s, p) }), .. named];
    }

    private static CompiledContestants Compile(Scenario[] scenarios, string? generator, string name) =>
        new(new CompiledCells(scenarios.Select(CompiledContestants.Spec), generator), name);

    private static Func<string, bool> Invited(string list)
    {
        string[] names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return peer => names.Length == 0 || names.Any(n => peer.StartsWith(n, StringComparison.OrdinalIgnoreCase));
    }
}

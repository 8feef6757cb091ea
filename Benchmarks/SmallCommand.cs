using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;
using RnnGen.Benchmarks.Small;

namespace RnnGen.Benchmarks;

/// <summary><c>small</c>: small streaming networks, nanoseconds a step, at the width of vectors that the process has.</summary>
internal static class SmallCommand
{
    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Only networks whose names contain one of these, such as \"(1,16)|GRU\".",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Levels = new("--levels")
    {
        Description = "Levels of activations, with commas.",
        DefaultValueFactory = _ => string.Join(',', Enum.GetNames<Activations>()),
    };

    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description = "Another build of RnnGen.Generator.dll, whose networks are timed in the same rounds.",
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 0.3,
    };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    public static Command Create()
    {
        var command = new Command(
            "small", "Small streaming networks, nanoseconds a step; DOTNET_EnableAVX512=0 measures vectors of 256 bits.")
        {
            Filter, Levels, Baseline, Seconds, Verify,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        string[] filters = arguments.GetValue(Filter)!.Split('|');
        string? baseline = arguments.GetValue(Baseline);
        Interleaving? interleaving = arguments.GetValue(Verify) ? null : new(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"{SmallTable.Bits} bits; nanoseconds a step, medians of {clock.Kind}.\n");
        bool isRight = true;
        foreach (Activations level in arguments.GetValue(Levels)!.Split(',').Select(Enum.Parse<Activations>))
        {
            SmallNet[] nets = [.. SmallNet.All(level).Where(net => filters.Any(f => net.Name.Contains(f, StringComparison.Ordinal)))];
            var ours = new SmallLanes(nets, null);
            SmallLanes? before = baseline is null ? null : new SmallLanes(nets, baseline);
            var table = new Table(SmallTable.Head(level, baseline is not null));
            foreach (SmallNet net in nets)
            {
                Lane[] lanes = [.. ours.Of(net), .. before?.Of(net) ?? []];
                foreach (ContestantError error in new[] { ours.Error, before?.Error }.OfType<ContestantError>())
                {
                    if (error.Error <= SmallTable.Tolerance(level)) continue;
                    Console.WriteLine(FormattableString.Invariant(
                        $"APART: {net.Name}, {error.Contestant}, {error.Where} by {error.Error:g3}"));
                    isRight = false;
                }
                if (interleaving is not null) table.Add(SmallTable.Row(net, interleaving.Measure(lanes)));
            }
            if (interleaving is not null) Console.WriteLine(table.ToMarkdown());
        }
        return isRight ? 0 : 1;
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Layers;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.OneDnn;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>layers</c>: a network may not be slower than its cells, run one after the other by hand.</summary>
internal static class LayersCommand
{
    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Write = new("--write") { Description = "Write the table to docs/benchmarks.md." };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only compare the results, time nothing." };

    public static Command Create()
    {
        var command = new Command("layers", "Networks beside their cells, run one after the other by hand, and beside peers.")
        {
            Seconds, Write, Verify,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Write) && result.GetValue(Verify)) result.AddError("--verify measures nothing that --write could write.");
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        Interleaving? interleaving = arguments.GetValue(Verify) ? null : new(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Medians of {clock.Kind}; oneDNN {OneDnnEngine.Version ?? "is not installed (apt-get install libdnnl-dev)"}.\n");
        var outcomes = new List<NetworkOutcome>();
        (Mode, int)[] rows = [(Mode.Forward, 32), (Mode.Training, 32), (Mode.Forward, 1), (Mode.Training, 1), (Mode.Run, 1)];
        foreach ((Mode mode, int batch) in rows)
        {
            var problem = new LayerProblem(mode, batch, 64, 128);
            using Contestant one = new OneCell<TwoLayers64x128>(problem);
            using Contestant two = mode == Mode.Run
                ? new TwoCells<LstmSequence64x128, LstmSequence128x128>(problem) : new TwoCells<Lstm64x128, Lstm128x128>(problem);
            outcomes.Add(Hold(problem.Name, one, two, mode == Mode.Run ? null : LayerSet.Of(problem), interleaving));
        }
        foreach ((Mode mode, int batch) in rows.Where(row => row.Item1 != Mode.Run))
        {
            var problem = new DirectionProblem(mode, batch, 64, 128);
            using Contestant one = new BothDirections<BothWays64x128>(problem);
            using Contestant two = new TwoDirections<Lstm64x128>(problem);
            outcomes.Add(Hold(problem.Name, one, two, LayerSet.Of(problem), interleaving));
        }
        Table table = NetworkTable.Of(outcomes);
        Console.WriteLine(table.ToConsole());
        foreach (string mistake in outcomes.SelectMany(NetworkTable.Mistakes)) Console.WriteLine(mistake);
        if (arguments.GetValue(Write)) NetworkReport.Write(table, clock.Kind);
        return outcomes.All(o => o.Verified && o.IsFast) ? 0 : 1;
    }

    /// <summary>Compares all results with those of the network, then times all interleaved.</summary>
    /// <param name="set">What the peers are given; null where they are not asked.</param>
    /// <param name="interleaving">Null to compare only.</param>
    private static NetworkOutcome Hold(string name, Contestant network, Contestant byHand, LayerSet? set, Interleaving? interleaving)
    {
        using Contestant? onnx = set is { Mode: Mode.Forward } ? new OnnxLayers(set) : null;
        using Contestant? oneDnn = set is not null && OneDnnEngine.Version is not null ? new OneDnnLayers(set) : null;
        Contestant[] others = [.. new[] { byHand, onnx, oneDnn }.OfType<Contestant>()];
        IReadOnlyList<Result> want = network.Results();
        var outcome = new NetworkOutcome(name, [.. others.Select(o => Agreement.Of(o.Name, o.Results(), want))], []);
        if (interleaving is null || !outcome.Verified) return outcome;
        return outcome with { Timings = interleaving.Measure([.. others.Prepend(network).Select(c => new Lane(c.Name, c.Run))]) };
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Cells;
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
    /// <summary>How much slower a network may be, and how far results may be apart.</summary>
    private const double Bar = 1.03, Tolerance = 1e-4;

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        var command = new Command("layers", "Networks beside their cells, run one after the other by hand.") { Seconds };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        var interleaving = new Interleaving(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Medians of {clock.Kind}.\n");
        Console.WriteLine($"oneDNN {OneDnnEngine.Version ?? "is not there"}; ONNX Runtime does not train.\n");
        var table = new Table("scenario", "network", "by hand", "ratio", Peers.OneDnn, "ratio", Peers.Onnx, "ratio", "apart by");
        bool isFast = true;
        (Mode, int)[] rows = [(Mode.Forward, 32), (Mode.Training, 32), (Mode.Forward, 1), (Mode.Training, 1), (Mode.Run, 1)];
        foreach ((Mode mode, int batch) in rows)
        {
            var problem = new LayerProblem(mode, batch, 64, 128);
            using Contestant one = new OneCell<TwoLayers64x128>(problem);
            using Contestant two = mode == Mode.Run
                ? new TwoCells<LstmSequence64x128, LstmSequence128x128>(problem) : new TwoCells<Lstm64x128, Lstm128x128>(problem);
            isFast &= Compare(problem.Name, one, two, mode == Mode.Run ? null : LayerSet.Of(problem), interleaving, table);
        }
        foreach ((Mode mode, int batch) in rows.Where(row => row.Item1 != Mode.Run))
        {
            var problem = new DirectionProblem(mode, batch, 64, 128);
            using Contestant one = new BothDirections<BothWays64x128>(problem);
            using Contestant two = new TwoDirections<Lstm64x128>(problem);
            isFast &= Compare(problem.Name, one, two, LayerSet.Of(problem), interleaving, table);
        }
        Console.WriteLine(table.ToConsole());
        return isFast ? 0 : 1;
    }

    private static bool Compare(
        string name, Contestant network, Contestant byHand, LayerSet? set, Interleaving interleaving, Table table)
    {
        using Contestant? oneDnn = set is not null && OneDnnEngine.Version is not null ? new OneDnnLayers(set) : null;
        using Contestant? onnx = set is { Mode: Mode.Forward } ? new OnnxLayers(set) : null;
        Contestant?[] others = [byHand, oneDnn, onnx];
        IReadOnlyList<Result> results = network.Results();
        double distance = others.Max(other => other is null ? 0 : Distance(other.Results(), results));
        IReadOnlyList<Timing> times = interleaving.Measure(
            [.. others.Prepend(network).OfType<Contestant>().Select(contestant => new Lane(contestant.Name, contestant.Run))]);
        double ratio = times[0].Median / times[1].Median;
        List<string> cells = [name, Text.Duration(times[0].Median)];
        var rest = new Queue<Timing>(times.Skip(1));
        foreach (Contestant? other in others)
        {
            // Of our network's time to that of its cells; of a peer's to ours.
            double? time = other is null ? null : rest.Dequeue().Median;
            double? value = other == byHand ? ratio : time / times[0].Median;
            cells.Add(time is { } known ? Text.Duration(known) : "");
            string mark = other == byHand && ratio > Bar ? " ✗" : "";
            cells.Add(value is { } shown ? FormattableString.Invariant($"{shown:0.000}") + mark : "");
        }
        table.Add([.. cells, FormattableString.Invariant($"{distance:g2}")]);
        return ratio <= Bar && distance <= Tolerance;
    }

    /// <summary>The largest difference, against 1 or the largest element of its tensor.</summary>
    private static double Distance(IReadOnlyList<Result> left, IReadOnlyList<Result> right) => left.Max(l =>
    {
        float[] other = right.Single(r => r.Name == l.Name).Values;
        double scale = Math.Max(1, other.Max(MathF.Abs));
        return l.Values.Zip(other, (a, b) => Math.Abs(a - b) / scale).Max();
    });
}

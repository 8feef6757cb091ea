using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Cells;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Layers;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>layers</c>: layers written as one cell may not be slower than a cell for each of them.</summary>
internal static class LayersCommand
{
    /// <summary>How much slower one cell may be, and how far results may be apart.</summary>
    private const double Bar = 1.03, Tolerance = 1e-4;

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples of one row.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        var command = new Command("layers", "Two layers of LSTM written as one cell beside two cells, one after the other.") { Seconds };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var clock = new ThreadClock(wall: false);
        var interleaving = new Interleaving(clock, arguments.GetValue(Seconds), rounds: 0);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"Medians of {clock.Kind}.\n");
        var table = new Table("scenario", "one cell", "two cells", "ratio", "apart by");
        bool isFast = true;
        (Mode, int)[] rows = [(Mode.Forward, 32), (Mode.Training, 32), (Mode.Forward, 1), (Mode.Training, 1), (Mode.Run, 1)];
        foreach ((Mode mode, int batch) in rows)
        {
            var problem = new LayerProblem(mode, batch, 64, 128);
            using Contestant one = new OneCell<TwoLayers64x128>(problem);
            using Contestant two = mode == Mode.Run
                ? new TwoCells<LstmSequence64x128, LstmSequence128x128>(problem) : new TwoCells<Lstm64x128, Lstm128x128>(problem);
            double distance = Distance(one.Results(), two.Results());
            IReadOnlyList<Timing> times = interleaving.Measure([new Lane(one.Name, one.Run), new Lane(two.Name, two.Run)]);
            double ratio = times[0].Median / times[1].Median;
            isFast &= ratio <= Bar && distance <= Tolerance;
            table.Add(
                problem.Name, Text.Duration(times[0].Median), Text.Duration(times[1].Median),
                FormattableString.Invariant($"{ratio:0.000}") + (ratio <= Bar ? "" : " ✗"), FormattableString.Invariant($"{distance:g2}"));
        }
        Console.WriteLine(table.ToConsole());
        return isFast ? 0 : 1;
    }

    /// <summary>The largest difference, against 1 or the largest element of its tensor.</summary>
    private static double Distance(IReadOnlyList<Result> left, IReadOnlyList<Result> right) => left.Max(l =>
    {
        float[] other = right.Single(r => r.Name == l.Name).Values;
        double scale = Math.Max(1, other.Max(MathF.Abs));
        return l.Values.Zip(other, (a, b) => Math.Abs(a - b) / scale).Max();
    });
}

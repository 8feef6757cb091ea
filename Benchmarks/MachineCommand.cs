using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>machine</c>: what one core can do, which bounds everything else: multiply-adds, and loads from each cache.</summary>
internal static class MachineCommand
{
    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time for the samples.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Create()
    {
        var command = new Command("machine", "Multiply-adds and loads of one core: the bounds of all kernels.") { Seconds };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Console.WriteLine(Machine.Describe() + "\n");
        int[] widths = [.. FmaPeak.Widths];
        List<(string Name, LoadBandwidth Loads)> buffers = [.. Buffers()];
        Lane[] lanes =
        [
            .. widths.Select(bits => new Lane($"{bits}-bit FMA peak", count => FmaPeak.Run(bits, count))),
            .. buffers.Select(b => new Lane(b.Name, b.Loads.Run)),
        ];
        var clock = new ThreadClock(wall: false);
        IReadOnlyList<Timing> timings = new Interleaving(clock, arguments.GetValue(Seconds), rounds: 0).Measure(lanes);

        // Two multiply-adds of the widest vectors in a cycle, each two operations on every lane.
        double cycle = 2 * 2 * (widths[0] / 32) / (FmaPeak.Flops(widths[0]) / timings[0].Median);
        var table = new Table("", "median", "best", "of a cycle");
        for (int i = 0; i < widths.Length; i++)
        {
            double flops = FmaPeak.Flops(widths[i]);
            table.Add(timings[i].Name, Rate(flops / timings[i].Median, "GFLOP/s"), Rate(flops / timings[i].Minimum, "GFLOP/s"),
                Text.Number(flops / timings[i].Median * cycle) + " operations");
        }

        foreach (((string name, LoadBandwidth loads), Timing timing) in buffers.Zip(timings.Skip(widths.Length)))
        {
            table.Add(name, Rate(loads.Bytes / timing.Median, "GB/s"), Rate(loads.Bytes / timing.Minimum, "GB/s"),
                Text.Number(loads.Bytes / timing.Median * cycle) + " bytes");
        }

        Console.WriteLine(table.ToConsole());
        if (buffers.Count == 0) Console.WriteLine("The system does not tell the sizes of the caches: no loads were measured.");
        Console.WriteLine(
            $"{clock.Kind}; loads of {FmaPeak.Width} vectors; a cycle is taken to be two {widths[0]}-bit multiply-adds at their median.");
        return 0;
    }

    /// <summary>Buffers that fit into a cache with room to spare, and into none of those before it.</summary>
    private static IEnumerable<(string Name, LoadBandwidth Loads)> Buffers()
    {
        if (Machine.CacheBytes(1) is not { } first || Machine.CacheBytes(2) is not { } second) yield break;
        yield return Buffer("first-level cache", first / 2);
        yield return Buffer("second-level cache", second / 2);
        yield return Buffer(Machine.CacheBytes(3) > 8 * second ? "third-level cache" : "behind the second-level cache", 8 * second);
    }

    private static (string Name, LoadBandwidth Loads) Buffer(string cache, long bytes) =>
        ($"loads from the {cache} ({bytes / 1024:0} KB)", new LoadBandwidth(bytes));

    private static string Rate(double perSecond, string unit) => $"{Text.Number(perSecond / 1e9)} {unit}";
}

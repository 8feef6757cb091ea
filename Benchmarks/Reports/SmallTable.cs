using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Small;
using RnnGen.Numerics;

namespace RnnGen.Benchmarks.Reports;

/// <summary>Small streaming networks: what a step takes by calls of <c>Step</c>, and in one call of <c>Run</c>.</summary>
internal static class SmallTable
{
    /// <summary>Of the vectors that kernels have in this process.</summary>
    public static int Bits => VectorWidth.Use512 ? 512 : VectorWidth.Use256 ? 256 : VectorWidth.Use128 ? 128 : 32;

    /// <summary>Steps and passes sum in different orders, and take the same activations.</summary>
    public static double Tolerance(Activations level) => level == Activations.Accurate ? 1e-5 : level == Activations.Fast ? 1e-5 : 1e-4;

    /// <param name="isBeside">Whether another build of the generator is timed beside this one.</param>
    public static string[] Head(Activations level, bool isBeside) => isBeside
        ? [$"{level}, {Bits} bits", "Step", "before", "×", "Run", "before", "×"]
        : [$"{level}, {Bits} bits", "Step", "Run"];

    /// <param name="timings">Step and Run, and where another build is beside them, its Step and Run.</param>
    public static string[] Row(SmallNet net, IReadOnlyList<Timing> timings)
    {
        double[] ns = [.. timings.Select((t, i) => 1e9 * t.Median / (i % 2 == 0 ? 1 : SmallProblem.TimeSteps))];
        return ns.Length == 2
            ? [net.Name, Text.Number(ns[0]), Text.Number(ns[1])]
            : [net.Name, Text.Number(ns[0]), Text.Number(ns[2]), Text.Number(ns[2] / ns[0]),
                Text.Number(ns[1]), Text.Number(ns[3]), Text.Number(ns[3] / ns[1])];
    }
}

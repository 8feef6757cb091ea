using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;
using RnnGen.Mpi;

namespace RnnGen.Benchmarks;

/// <summary><c>reduce</c>: what a sum over ranks takes; started by <c>mpirun</c>.</summary>
internal static class ReduceCommand
{
    private static readonly int[] s_lengths = [1 << 10, 1 << 16, 98_816, 394_240, 1_574_912];

    public static Command Create()
    {
        var command = new Command("reduce", "Sums of gradients over the ranks of RnnGen.Mpi: mpirun -n 2 dotnet Benchmarks.dll reduce.");
        command.SetAction(_ => MpiSession.Run(Run));
        return command;
    }

    private static int Run(MpiSession session)
    {
        var table = new Table("floats", "bytes", nameof(MpiReduction.RankOrder), nameof(MpiReduction.Library));
        foreach (int length in s_lengths)
        {
            var values = new float[length];
            table.Add(
                length.ToString("#,0", CultureInfo.InvariantCulture), Text.Bytes(length * sizeof(float)),
                Text.Duration(Best(session, values, MpiReduction.RankOrder)), Text.Duration(Best(session, values, MpiReduction.Library)));
        }

        if (session.Rank > 0) return 0;
        Console.WriteLine($"{Machine.Describe()}; {session.Library}, {session.Ranks} ranks; the best of many sums\n");
        Console.WriteLine(table.ToConsole());
        return 0;
    }

    /// <summary>Other programs only lengthen a sum: the best is what it takes.</summary>
    private static double Best(MpiSession session, float[] values, MpiReduction reduction)
    {
        double best = double.PositiveInfinity;
        int sums = Math.Clamp(50_000_000 / values.Length, 50, 2000);
        for (int i = 0; i < sums; i++)
        {
            session.Barrier();
            long begin = Stopwatch.GetTimestamp();
            session.Sum<float>(values, reduction);
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return best;
    }
}

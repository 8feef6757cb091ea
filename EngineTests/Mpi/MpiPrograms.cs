using System;
using System.Collections.Generic;
using System.IO;
using RnnGen.Mpi;

namespace RnnGen.EngineTests.Mpi;

/// <summary>What the processes do that tests start by mpirun.</summary>
internal static class MpiPrograms
{
    /// <summary>By name: the session and a folder in, the exit code out.</summary>
    public static IReadOnlyDictionary<string, Func<MpiSession, string, int>> All { get; } = Table();

    private static Dictionary<string, Func<MpiSession, string, int>> Table()
    {
        var all = new Dictionary<string, Func<MpiSession, string, int>>(StringComparer.Ordinal)
        {
            ["steps"] = Steps,
            ["collectives"] = Collectives,
        };
        foreach (string fault in MpiFaults.Disagreements.Keys) all.Add(fault, (session, _) => MpiFaults.Disagree(session, fault));
        foreach (string death in MpiFaults.Deaths.Keys) all.Add(death, (session, _) => MpiFaults.Die(session, death));
        return all;
    }

    /// <summary>All cases one after the other; each rank writes what it came to.</summary>
    private static int Steps(MpiSession session, string folder)
    {
        foreach (StepCase step in StepCase.All)
        {
            StepOutcome outcome = step.IsSingle
                ? StepWorker<NoisyCell, float>.OnRanks(step, session)
                : StepWorker<NoisyDoubleCell, double>.OnRanks(step, session);
            outcome.Save(StepOutcome.FileOf(folder, step.Name, session.Rank));
        }

        CarriedRun.OnRanks(session, folder);
        return 0;
    }

    /// <summary>Sums and the others against what follows from the ranks' numbers; throws where they differ.</summary>
    private static int Collectives(MpiSession session, string folder)
    {
        foreach (int length in (int[])[0, 1, 15, 16, 17, 1000, 70_001])
        {
            foreach (MpiReduction reduction in Enum.GetValues<MpiReduction>())
            {
                CheckSum<float>(session, length, reduction);
                CheckSum<double>(session, length, reduction);
            }
        }

        Span<long> values = [session.Rank, 10 * session.Rank];
        session.Broadcast(values, session.Ranks - 1);
        Require(values[0] == session.Ranks - 1 && values[1] == 10 * (session.Ranks - 1), "a broadcast");
        var all = new int[2 * session.Ranks];
        session.AllGather<int>([session.Rank, -session.Rank], all);
        for (int rank = 0; rank < session.Ranks; rank++) Require(all[2 * rank] == rank && all[2 * rank + 1] == -rank, "a gathering");
        Require(session.Any(session.Rank == session.Ranks - 1) && !session.Any(false), "a question");
        RequireNullReferences();
        session.Barrier();
        File.WriteAllText(Path.Combine(folder, $"{session.Rank}"), session.Library);
        return 0;
    }

    private static void CheckSum<T>(MpiSession session, int length, MpiReduction reduction)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T Value(int rank, int i) => T.CreateChecked(Math.Sin(1 + rank * 31 + i)) * (i % 3 == 0 ? T.CreateChecked(1e6) : T.One);
        var sum = new T[length];
        for (int i = 0; i < length; i++) sum[i] = Value(session.Rank, i);
        session.Sum<T>(sum, reduction);
        for (int i = 0; i < length; i++)
        {
            T inOrder = Value(0, i);
            for (int rank = 1; rank < session.Ranks; rank++) inOrder += Value(rank, i);
            T bound = reduction == MpiReduction.RankOrder ? T.Zero : T.Abs(inOrder) * T.CreateChecked(1e-4);
            Require(T.Abs(sum[i] - inOrder) <= bound, $"{reduction} of {typeof(T).Name}, element {i} of {length}");
        }
    }

    /// <summary>Libraries under MPI like to take over the signals that .NET makes exceptions of.</summary>
    private static void RequireNullReferences()
    {
        try
        {
            string? nothing = Environment.GetEnvironmentVariable("RNNGEN_NOT_SET");
            Require(nothing!.Length < 0, "nothing has a length");
        }
        catch (NullReferenceException)
        {
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException($"Wrong: {what}.");
    }
}

using System;

namespace RnnGen.Tests.Hosting;

/// <summary>Measures what code allocates.</summary>
/// <remarks>
/// The least of several samples: what allocates with each call does so in all of them. Now and then the runtime counts more than there was:
/// when another thread of the process collects garbage, the rest of this thread's block of some kilobytes is counted as if it were used.
/// </remarks>
internal static class Allocation
{
    private const int Samples = 20, WarmUps = 3;

    /// <summary>The bytes that this thread allocates in so many calls, after some that are not counted.</summary>
    public static long OfThread(Action action, int calls = 10) => Least(GC.GetAllocatedBytesForCurrentThread, action, calls);

    /// <summary>The bytes that all threads of the process allocate in so many calls, after some that are not counted.</summary>
    public static long OfProcess(Action action, int calls = 10) =>
        Least(static () => GC.GetTotalAllocatedBytes(precise: true), action, calls);

    private static long Least(Func<long> count, Action action, int calls)
    {
        for (int i = 0; i < WarmUps; i++) action();
        long least = long.MaxValue;
        for (int sample = 0; sample < Samples && least > 0; sample++)
        {
            long before = count();
            for (int i = 0; i < calls; i++) action();
            least = Math.Min(least, count() - before);
        }

        return least;
    }
}

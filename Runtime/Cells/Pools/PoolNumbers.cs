using System.Threading;

namespace RnnGen;

/// <summary>Numbers the pools of a process, whatever their cells, so that a handle of another one is found out.</summary>
internal static class PoolNumbers
{
    private static int s_last;

    public static int Next() => Interlocked.Increment(ref s_last);
}

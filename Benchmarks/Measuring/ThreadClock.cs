using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>
/// Seconds of processor time of this thread, which other programs on the machine cannot inflate by taking the processor away;
/// seconds of the wall clock where the system does not tell, or on request.
/// </summary>
internal sealed unsafe partial class ThreadClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    private readonly bool _processorTime;

    public ThreadClock(bool wall) => _processorTime = !wall && OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public string Kind => _processorTime ? "processor time of the thread" : "wall clock";

    public double Seconds
    {
        get
        {
            if (!_processorTime) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            long* time = stackalloc long[2]; // seconds, nanoseconds
            return clock_gettime(ThreadProcessorTime, time) == 0
                ? time[0] + 1e-9 * time[1]
                : throw new InvalidOperationException("The system's clock of the thread cannot be read.");
        }
    }

    [LibraryImport("libc", SetLastError = false)]
    private static partial int clock_gettime(int clock, long* time);
}

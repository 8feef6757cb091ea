using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime;
using System.Threading;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>
/// Times several lanes side by side: in each round every lane takes one sample, and the lane that begins moves on by one from round
/// to round, so that what the machine does meanwhile hits all alike. Lanes far slower than the first sit out the later rounds.
/// </summary>
/// <param name="seconds">The time that the samples of one comparison may take, about.</param>
/// <param name="rounds">The number of rounds; 0 leaves it to <paramref name="seconds"/>.</param>
internal sealed class Interleaving(ThreadClock clock, double seconds, int rounds)
{
    /// <summary>Long against the clock's own cost and the first touch of the caches, short against a time slice of the system.</summary>
    private const double SampleSeconds = 1e-3;

    private const int FewestRounds = 7, MostRounds = 400;

    private const int PauseMilliseconds = 10, MostPasses = 40;

    /// <summary>One call this long is neither warmed up nor sampled often.</summary>
    private const double LongCall = 0.25;

    /// <summary>The same in time of the wall clock: for lanes that work on several threads.</summary>
    public Interleaving ByTheWall => new(new ThreadClock(wall: true), seconds, rounds);

    public IReadOnlyList<Timing> Measure(IReadOnlyList<Lane> lanes)
    {
        double[] calls = WarmUp(lanes);
        int[] iterations = [.. calls.Select(c => (int)Math.Clamp(SampleSeconds / c, 1, 1e7))];
        double[] samples = [.. calls.Select((c, i) => c * iterations[i])];
        bool[] slow = [.. samples.Select(s => s > 0.02 && s > 4 * samples[0])];
        double round = samples.Where((_, i) => !slow[i]).Sum();
        int count = rounds > 0 ? rounds : (int)Math.Clamp(seconds / round, FewestRounds, MostRounds);
        int[] quota = [.. samples.Select((s, i) => slow[i] ? (int)Math.Clamp(0.4 * seconds / s, 1, count) : count)];

        var taken = lanes.Select(_ => new List<double>()).ToArray();
        for (int r = 0; r < count; r++)
            for (int k = 0; k < lanes.Count; k++)
            {
                int lane = (r + k) % lanes.Count;
                if (taken[lane].Count < quota[lane]) taken[lane].Add(Sample(lanes[lane], iterations[lane]));
            }

        return [.. lanes.Select((l, i) => Timing.Of(l.Name, taken[i]))];
    }

    /// <summary>
    /// Seconds per call once the run time has compiled the managed lanes for good. It does so beside us after some 30 calls, first
    /// with counters, then without (it counts from the first call on: runtimeconfig.template.json): done is when a pause brings no
    /// new code.
    /// </summary>
    private double[] WarmUp(IReadOnlyList<Lane> lanes)
    {
        var calls = new double[lanes.Count];
        for (int i = 0; i < lanes.Count; i++) calls[i] = Sample(lanes[i], 1);
        int quiet = 0;
        for (int pass = 0; pass < MostPasses && quiet < 3; pass++)
        {
            long methods = JitInfo.GetCompiledMethodCount();
            for (int i = 0; i < lanes.Count; i++)
                for (int call = 0; call < 32 && calls[i] < LongCall / (call + 1); call++) calls[i] = Sample(lanes[i], 1);
            do Thread.Sleep(PauseMilliseconds);
            while (OtherThreads.AnyBusy());
            quiet = JitInfo.GetCompiledMethodCount() == methods ? quiet + 1 : 0;
        }

        for (int i = 0; i < lanes.Count; i++)
        {
            int several = (int)Math.Clamp(SampleSeconds / calls[i], 1, 1e5);
            if (several > 1) calls[i] = Sample(lanes[i], several);
        }

        return calls;
    }

    private double Sample(Lane lane, int iterations)
    {
        double start = clock.Seconds;
        lane.Run(iterations);
        return Math.Max(clock.Seconds - start, 1e-9) / iterations;
    }
}

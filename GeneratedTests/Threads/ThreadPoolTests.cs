using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using RnnGen.Definitions;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Threads;

/// <summary>What threads have in common: the heap, the pool, the parameters. Nothing else runs meanwhile.</summary>
[Collection(nameof(ThreadPoolTests))]
[CollectionDefinition(nameof(ThreadPoolTests), DisableParallelization = true)]
public class ThreadPoolTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void No_thread_allocates(int threads)
    {
        var training = new ThreadedPass<Lstm, float>(6, 16, Adjoint.All, threads);
        var groups = new ThreadedPass<Lstm, float>(6, 40, Adjoint.All, threads);
        var inference = new ThreadedPass<LstmSoftmaxDouble, double>(6, 16, Adjoint.None, threads);
        int[] lengths = [.. Enumerable.Range(0, 16).Select(row => 1 + row % 6)];
        var uneven = new ThreadedPass<Lstm, float>(6, 16, Adjoint.All, threads);
        Assert.Equal(0, Allocation.OfProcess(() =>
        {
            (lengths[0], lengths[1]) = (lengths[1], lengths[0]);
            uneven.Tape.Lengths = lengths;
            uneven.Run();
            training.Run();
            groups.Run();
            inference.Run();
        }));
    }

    [Fact]
    public void The_measure_sees_what_another_thread_allocates()
    {
        object? kept = null;
        var tape = new Lstm.Tape(1, 2, threads: 2);
        Action<CellTape<float>, int> work = (_, shard) => kept = shard == 1 ? new byte[100] : kept;
        Assert.True(Allocation.OfProcess(() => tape.RunShards(work), calls: 10) >= 10 * 100);
        Assert.NotNull(kept);
    }

    [Fact]
    public void A_busy_pool_stops_nobody()
    {
        using var release = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(4 * Environment.ProcessorCount);
        for (int i = 0; i < blocked.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                release.Wait();
                blocked.Signal();
            });
        }

        try
        {
            long waiting = 0;
            var caller = new Thread(() =>
            {
                var pass = new ThreadedPass<Lstm, float>(3, 8, Adjoint.All, threads: 4);
                long before = ThreadPool.PendingWorkItemCount;
                for (int i = 0; i < 100; i++) pass.Run();
                waiting = ThreadPool.PendingWorkItemCount - before;
            });
            caller.Start();
            Assert.True(caller.Join(s_long), "Forward and Backward wait for a pool that is busy.");
            Assert.InRange(waiting, long.MinValue, 3); // each helper waits in the queue once, not once a call
        }
        finally
        {
            release.Set();
            Assert.True(blocked.Wait(s_long));
        }
    }

    [Fact]
    public void Tapes_work_beside_each_other()
    {
        const int Callers = 6;
        Dictionary<string, float[]> want = Run();
        var got = new Dictionary<string, float[]>[Callers];
        Thread[] callers = [.. Enumerable.Range(0, Callers).Select(i => new Thread(() => got[i] = Run()))];
        foreach (Thread caller in callers) caller.Start();
        foreach (Thread caller in callers) Assert.True(caller.Join(s_long));
        Assert.All(got, results => Assert.Equal(want, results));

        static Dictionary<string, float[]> Run()
        {
            var pass = new ThreadedPass<LstmSoftmax, float>(4, 9, Adjoint.All, threads: 3);
            for (int i = 0; i < 50; i++) pass.Run();
            return pass.Results();
        }
    }

    [SeveralProcessorsFact]
    public void Shards_run_at_the_same_time()
    {
        var tape = new Lstm.Tape(1, 2, threads: 2);
        int running = 0;
        bool met = true;
        tape.RunShards((_, _) =>
        {
            Interlocked.Increment(ref running);
            if (!SpinWait.SpinUntil(() => Volatile.Read(ref running) == 2, s_long)) met = false;
        });
        Assert.True(met);
    }
}

using System;
using System.Linq;
using System.Threading;
using RnnGen.Definitions;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>One pool whose sessions are divided among threads, while others begin and end and the pool grows.</summary>
public class PoolThreadTests
{
    private const int Threads = 4, Sessions = 70, Rounds = 40;

    [Fact]
    public void Threads_with_sessions_of_their_own_do_not_meet()
    {
        CellWeights<float> weights = Weights<LstmSoftmax>();
        CellStatePool<float> one = Pool<LstmSoftmax>(Threads * Sessions);
        float[][] results = new float[Threads][];
        using var start = new Barrier(Threads + 1);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            results[t] = Steps<LstmSoftmax>(weights, one, t);
        }))];
        foreach (Thread thread in threads) thread.Start();
        start.SignalAndWait();
        for (int i = 1; i <= 50; i++) one.Grow(Threads * Sessions + i);
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, one.Count);
        for (int t = 0; t < Threads; t++)
            Assert.Equal(Steps<LstmSoftmax>(weights, Pool<LstmSoftmax>(Sessions), t), results[t]);
    }

    /// <summary>Sessions of a thread: each round steps some of them, and one is returned for another one.</summary>
    private static float[] Steps<TCell>(CellWeights<float> weights, CellStatePool<float> pool, int thread)
        where TCell : struct, ICell<float>
    {
        var random = new Random(thread);
        StateHandle[] handles = [.. Enumerable.Range(0, Sessions).Select(_ => pool.Rent())];
        float[] inputs = new float[2 * Sessions * TCell.Info.InputLength], outputs = new float[2 * Sessions * TCell.Info.OutputLength];
        float[] last = new float[Rounds * outputs.Length];
        for (int round = 0; round < Rounds; round++)
        {
            TapeDraw.Fill<float>(inputs, 100 * thread + round);
            random.Shuffle(handles);
            if (round % 2 == 0) TCell.Run(weights, pool, handles, 2, inputs, outputs);
            else TCell.Step(weights, pool, handles, inputs.AsSpan(0, inputs.Length / 2), outputs.AsSpan(0, outputs.Length / 2));
            outputs.CopyTo(last.AsSpan(round * outputs.Length));
            pool.Return(handles[0]);
            handles[0] = pool.Rent();
        }

        foreach (StateHandle handle in handles) pool.Return(handle);
        return last;
    }

    private static CellWeights<float> Weights<TCell>()
        where TCell : struct, ICell<float> => TCell.Pack(TapeDraw.Parameters<TCell, float>(1));

    private static CellStatePool<float> Pool<TCell>(int capacity)
        where TCell : struct, ICell<float> => TCell.CreateStatePool(capacity);
}

using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Xunit;
using Cell = RnnGen.Tests.Runtime.ElmanCell<float>;

namespace RnnGen.Tests.Threads;

/// <summary>How a tape divides rows, memory and work among its shards.</summary>
public class ShardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Shards_divide_the_rows_evenly(int threads)
    {
        CellTape<float> tape = Tape(7, threads);
        for (nint rows = threads; rows < 50; rows++)
        {
            nint[] bounds = [.. Enumerable.Range(0, threads + 1).Select(shard => tape.FirstOfShard(shard, rows))];
            Assert.Equal((0, rows), (bounds[0], bounds[^1]));
            nint[] counts = [.. bounds.Zip(bounds.Skip(1), (begin, end) => end - begin)];
            Assert.InRange(counts.Min(), 1, rows);
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }

    [Fact]
    public void Each_shard_has_lines_of_its_own()
    {
        CellTape<float> tape = Tape(4, 4);
        for (int shard = 1; shard < 4; shard++)
        {
            nint pitch = Unsafe.ByteOffset(ref tape.ShardStart(shard - 1), ref tape.ShardStart(shard));
            Assert.InRange(pitch, 13 * sizeof(float) + 64, 200);
            Assert.Equal(0, pitch % 64);
        }

        ref float last = ref Unsafe.Add(ref tape.ShardStart(3), 12);
        Assert.True(Unsafe.ByteOffset(ref tape.ScratchStart, ref tape.ShardStart(0)) >= 11 * sizeof(float));
        last = 1; // within the buffer
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_shard_is_done_once_each_time(int threads)
    {
        CellTape<float> tape = Tape(4, threads);
        var counts = new int[threads];
        Action<CellTape<float>, int> work = (of, shard) =>
        {
            Assert.Same(tape, of);
            counts[shard]++; // the next call sees it: its threads come after those of this one
        };
        const int Calls = 50_000;
        for (int call = 1; call <= Calls; call++)
        {
            tape.RunShards(work);
            foreach (int count in counts) Assert.Equal(call, count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_shard_throws_reaches_the_caller(int threads)
    {
        CellTape<float> tape = Tape(4, threads);
        for (int i = 0; i < 100; i++)
        {
            int done = 0;
            var error = Assert.Throws<InvalidOperationException>(() => tape.RunShards((_, shard) =>
            {
                Interlocked.Increment(ref done);
                if (shard == threads - 1) throw new InvalidOperationException("one shard");
            }));
            Assert.Equal("one shard", error.Message);
            Assert.Equal(threads, done);
            tape.RunShards((_, _) => Interlocked.Increment(ref done));
            Assert.Equal(2 * threads, done);
        }
    }

    private static CellTape<float> Tape(int batch, int threads) => Cell.CreateTape(2, batch, Adjoint.None, threads);
}

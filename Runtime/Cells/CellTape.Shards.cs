using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <content>How emitted code divides a pass among threads.</content>
public abstract partial class CellTape<T>
{
    private readonly ForkJoin<CellTape<T>>? _forkJoin;

    /// <summary>The first element of a shard's own private memory, on 64 bytes; no two shards share a line.</summary>
    /// <param name="shard">0 up to <see cref="Threads"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T ShardStart(int shard) => ref Unsafe.Add(ref At(_layout.Shards), (nint)shard * _layout.ShardPitch);

    /// <summary>
    /// The first of a shard's rows; that of the shard after the last is their number. Depends on nothing but the numbers.
    /// </summary>
    /// <param name="shard">0 up to and including <see cref="Threads"/>.</param>
    /// <param name="rows">
    /// The number of rows, or of groups of them; where it is less than <see cref="Threads"/> some shards are empty.
    /// </param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint FirstOfShard(int shard, nint rows) => shard == 0 ? 0 : shard == Threads ? rows : rows * shard / Threads;

    /// <summary>Does the work of every shard, on this thread and those of the pool, and returns when all have ended.</summary>
    /// <param name="work">Takes this tape and the number of a shard. Keep the delegate: then nothing is allocated.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RunShards(Action<CellTape<T>, int> work)
    {
        if (_forkJoin is null)
        {
            work(this, 0);
        }
        else
        {
            _forkJoin.Run(work);
        }
    }
}

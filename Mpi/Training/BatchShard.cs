using System;
using System.Numerics;

namespace RnnGen.Mpi;

/// <summary>The rows of a batch that one rank works on: <see cref="First"/> to First + Count - 1 of <see cref="Batch"/>.</summary>
/// <param name="First">The first row; the end of the batch where there is none.</param>
/// <param name="Count">How many; 0 where there are more ranks than rows.</param>
/// <param name="Batch">The rows of all ranks.</param>
public readonly record struct BatchShard(int First, int Count, int Batch)
{
    /// <summary>
    /// Divides a batch: neighbouring rows stay together, and the first ranks have one more where it does not come out even.
    /// </summary>
    /// <param name="batch">The rows of all ranks, at least 1.</param>
    /// <param name="rank">Of this share.</param>
    /// <param name="ranks">How many shares there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static BatchShard Of(int batch, int rank, int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ranks);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, ranks);
        int each = batch / ranks, more = batch % ranks;
        return new BatchShard(rank * each + Math.Min(rank, more), each + (rank < more ? 1 : 0), batch);
    }

    /// <summary>The rows that the largest share has: the batch of the tape that serves any rank.</summary>
    /// <inheritdoc cref="Of"/>
    public static int Largest(int batch, int ranks) => Of(batch, 0, ranks).Count;

    /// <summary>
    /// Prepares a tape for these rows: <see cref="CellTape{T}.Rows"/> and <see cref="CellTape{T}.FirstRow"/>, so that what the cell draws
    /// is what one tape of the whole batch would draw. A tape has one row at least; nothing of it counts where the shard has none.
    /// </summary>
    /// <param name="tape">Its batch is at least <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tape has too few rows.</exception>
    public void Take<T>(CellTape<T> tape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        tape.Rows = Math.Max(1, Count);
        tape.FirstRow = First;
    }
}

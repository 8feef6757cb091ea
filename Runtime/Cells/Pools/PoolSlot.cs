using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// A slot of a pool: the states of one session. It never moves, and is one object for as long as the pool lives, so that a call that has
/// found it may go on while the pool grows.
/// </summary>
internal sealed class PoolSlot<T>(AlignedBuffer<T> buffer, int offset, int index, int bankLength)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its number in the pool.</summary>
    public int Index => index;

    /// <summary>The number of its session: the one that it has, or the last one where it is free.</summary>
    public long Generation { get; private set; }

    public bool IsRented { get; private set; }

    /// <summary>Whether the states have values: a learned initial value comes with the first step.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The last call that has named it.</summary>
    public long Call { get; set; }

    /// <summary>All states, at the offsets of <see cref="CellInfo.States"/>.</summary>
    public Span<T> Bank => buffer.Span.Slice(offset, bankLength);

    public void Rent(CellInfo info)
    {
        Generation++;
        IsRented = true;
        Reset(info);
    }

    public void Return() => IsRented = false;

    public void Reset(CellInfo info) => HasBegun = StateBank.Reset(info, Bank);

    /// <summary>All states have values, or are about to be written.</summary>
    public void Begin() => HasBegun = true;

    public void Begin(CellWeights<T> weights)
    {
        weights.CopyInitialStates(Bank);
        HasBegun = true;
    }
}

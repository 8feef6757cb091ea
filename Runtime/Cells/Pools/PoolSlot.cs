using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// A slot of a pool: the states of one session. It never moves, and is one object for as long as the pool lives, so that a call that has
/// found it may go on while the pool grows.
/// </summary>
internal sealed class PoolSlot<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _buffer;
    private readonly int _offset, _length;

    /// <param name="buffer">Where the states of some slots lie side by side.</param>
    /// <param name="offset">Where those of this one begin.</param>
    /// <param name="length">Of all states.</param>
    /// <param name="index">The number of the slot in the pool.</param>
    public unsafe PoolSlot(AlignedBuffer<T> buffer, int offset, int length, int index)
    {
        (_buffer, _offset, _length, Index) = (buffer, offset, length, index);
        Address = (nint)Unsafe.AsPointer(ref Unsafe.Add(ref buffer.Start, offset));
    }

    /// <summary>Its number in the pool.</summary>
    public int Index { get; }

    /// <summary>Where its states lie, in memory that is pinned and lives as long as this object.</summary>
    public nint Address { get; }

    /// <summary>The number of its session: the one that it has, or the last one where it is free.</summary>
    public long Generation { get; private set; }

    public bool IsRented { get; private set; }

    /// <summary>Whether the states have values: a learned initial value comes with the first step.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The last call that has named it.</summary>
    public long Call { get; set; }

    /// <summary>All states, at the offsets of <see cref="CellInfo.States"/>.</summary>
    public Span<T> Bank => _buffer.Span.Slice(_offset, _length);

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

using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// All states of one running sequence. It holds them twice, so that a step reads the values of the step before from one bank while
/// it writes the other; callers see the current bank. One thread at a time.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class CellState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _buffer;
    private readonly int _bankLength;
    private int _current;

    /// <summary>Allocates a state, all zero. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="scratchLength">The elements of private memory that the cell's kernels ask for.</param>
    protected CellState(CellInfo info, int scratchLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scratchLength);
        Info = CellTensors.Checked<T>(info);

        // A line of slack after each bank: a kernel may read one vector past a state's end.
        _bankLength = checked((int)info.Pad((long)info.StateLength + 1));
        _buffer = new AlignedBuffer<T>(checked(2L * _bankLength + scratchLength));
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>The bank that is current: 0 or 1, changing with every step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int Bank => _current == 0 ? 0 : 1;

    /// <summary>The current bank's first element, on 64 bytes; states lie at the offsets of <see cref="CellInfo.States"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T CurrentStart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _buffer.Start, (nint)(uint)_current);
    }

    /// <summary>The other bank's first element, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T NextStart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _buffer.Start, (nint)(uint)(_bankLength - _current));
    }

    /// <summary>The first element of the kernels' private memory, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Scratch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _buffer.Start, (nint)(uint)_bankLength * 2);
    }

    /// <summary>The state of that index in <see cref="CellInfo.States"/>. After the next step the span is stale: ask again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public Span<T> this[int index] => State(index);

    /// <summary>The state of that index in <see cref="CellInfo.States"/>. After the next step the span is stale: ask again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public Span<T> State(int index)
    {
        Slot slot = CellTensors.At(Info.StateSlots, index, "state", Info);
        return _buffer.Span.Slice(_current + slot.Offset, slot.Length);
    }

    /// <summary>Back to the initial value: all states zero.</summary>
    public void Reset()
    {
        _buffer.Span[..(2 * _bankLength)].Clear();
        _current = 0;
    }

    /// <summary>Copies all states to another state object of the same cell.</summary>
    /// <exception cref="ArgumentException">It belongs to another cell.</exception>
    public void CopyTo(CellState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CellTensors.RequireSameCell(Info, other.Info, nameof(other));
        int length = Info.StateLength;
        _buffer.Span.Slice(_current, length).CopyTo(other._buffer.Span.Slice(other._current, length));
    }

    /// <summary>Makes the next bank the current one. Called by emitted code when a step is done.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flip() => _current = _bankLength - _current;
}

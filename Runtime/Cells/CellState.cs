using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RnnGen.Numerics;

namespace RnnGen;

/// <summary>
/// All states of one running sequence, in memory that never moves: a span of a state shows its current values, before and after every
/// step. One thread at a time.
/// </summary>
/// <remarks>
/// A state may be written (to start a sequence elsewhere than at zero), and given to the cell as an input: the step, or all steps of a run,
/// read it as it is before the first of them. Outputs need memory of their own.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public abstract partial class CellState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _buffer;
    private readonly int _bankLength;
    private readonly nint _bankBytes;
    private int _stepsToFlush = StateFlush.Period;

    /// <summary>Allocates a state, all zero. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="scratchLength">The elements of private memory that the cell's kernels ask for.</param>
    protected CellState(CellInfo info, int scratchLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scratchLength);
        Info = CellTensors.Checked<T>(info);

        // The states; a spare bank for the kernels; a bank for inputs that lie in the states. A line of slack after each: a kernel may
        // read one vector past a state's end.
        _bankLength = checked((int)info.Pad((long)info.StateLength + 1));
        _bankBytes = (nint)_bankLength * Unsafe.SizeOf<T>();
        _buffer = new AlignedBuffer<T>(checked(3L * _bankLength + scratchLength));
        Reset();
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>The first element of all states, on 64 bytes; they lie at the offsets of <see cref="CellInfo.States"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _buffer.Start;
    }

    /// <summary>A spare bank, for a copy of states whose old values a step still reads when it writes the new ones.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Spare
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref Start, _bankBytes);
    }

    /// <summary>The first element of the kernels' private memory, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Scratch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref Start, 3 * _bankBytes);
    }

    /// <summary>The direction in which the next step reads large weights, changing with every step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Back { get; set; }

    /// <summary>Counts steps, unless the states are to be flushed at their end or before.</summary>
    /// <returns>Whether they are counted.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryCountSteps(int steps)
    {
        if (_stepsToFlush <= steps) return false;
        _stepsToFlush -= steps;
        return true;
    }

    /// <summary>The steps of a call, or as many of them as there are until the states are flushed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int StepsToFlush(int steps) => Math.Min(steps, _stepsToFlush);

    /// <summary>The states are flushed now; steps are counted anew.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginFlush() => _stepsToFlush = StateFlush.Period;

    /// <summary>
    /// Whether the states have values. False from the beginning, and after <see cref="Reset()"/>, where an initial value is learned: the
    /// next step gets it from its weights, and until then there is nothing to read or to write.
    /// </summary>
    public bool HasBegun { get; private set; }

    /// <summary>The current values of the state of that index in <see cref="CellInfo.States"/>. The span stays valid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    /// <exception cref="InvalidOperationException">Its initial value is learned, and it has not begun.</exception>
    public Span<T> this[int index] => State(index);

    /// <summary>The current values of the state of that index in <see cref="CellInfo.States"/>. The span stays valid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public Span<T> State(int index)
    {
        Slot slot = CellTensors.At(Info.StateSlots, index, "state", Info);
        return HasBegun ? _buffer.Span.Slice(slot.Offset, slot.Length) : throw NotBegun(slot);
    }

    /// <summary>Back to the initial values: zero, or what the definition says. Learned ones are there with the next step.</summary>
    public void Reset()
    {
        HasBegun = StateBank.Reset(Info, Bank);
        _stepsToFlush = StateFlush.Period;
        _buffer.Span.Slice(_bankLength, _bankLength).Clear();
    }

    /// <summary>Back to the initial values, learned ones as these weights have them.</summary>
    /// <exception cref="ArgumentException">The weights belong to another cell.</exception>
    public void Reset(CellWeights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        CellTensors.RequireSameCell(Info, weights.Info, nameof(weights));
        Reset();
        HasBegun = true;
        weights.CopyInitialStates(_buffer.Span);
    }

    /// <summary>All states, at the offsets of <see cref="CellInfo.States"/>, whether they have begun or not.</summary>
    internal Span<T> Bank => _buffer.Span[.._bankLength];

    /// <summary>The same where they have.</summary>
    /// <exception cref="InvalidOperationException">A learned initial value has not come yet.</exception>
    internal Span<T> BegunBank => HasBegun ? Bank : throw NotBegun(Info.StateSlots[0]);

    /// <summary>All states are about to be written: no initial value comes any more.</summary>
    internal void BeginElsewhere()
    {
        HasBegun = true;
        FlushNext();
    }

    /// <summary>
    /// The next step flushes: so do the stream that was saved and the one that was loaded, and both go on bit for bit.
    /// </summary>
    internal void FlushNext() => _stepsToFlush = 1;

    /// <summary>Copies all states to another state object of the same cell.</summary>
    /// <exception cref="ArgumentException">It belongs to another cell.</exception>
    public void CopyTo(CellState<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CellTensors.RequireSameCell(Info, other.Info, nameof(other));
        _buffer.Span[..Info.StateLength].CopyTo(other._buffer.Span);
        (other.HasBegun, other._stepsToFlush) = (HasBegun, _stepsToFlush);
    }

    /// <summary>The same elements in memory that no kernel writes, where an input lies in the states; else the input itself.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Apart(ref T input) => ref Holds(ref input) ? ref CopyOf(ref input) : ref input;

    /// <summary>Refuses an output that lies in the states.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RequireApart(ReadOnlySpan<T> output, string argument)
    {
        if (Holds(ref MemoryMarshal.GetReference(output)) && output.Length > 0) CellErrors.OutputInState(argument);
    }

    private InvalidOperationException NotBegun(Slot slot) => new(
        $"The states of {Info.Name} begin with parameters, which weights have: call Reset(weights) before '{slot.Name}' is read or "
        + "written, or take a step.");

    /// <summary>Whether an element is one of the states'. A span of a state never begins before them or reaches beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(ref T element) => (nuint)Unsafe.ByteOffset(ref Start, ref element) < (nuint)_bankBytes;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref T CopyOf(ref T input)
    {
        _buffer.Span[.._bankLength].CopyTo(_buffer.Span[(2 * _bankLength)..]);
        return ref Unsafe.Add(ref input, 2 * _bankLength);
    }
}

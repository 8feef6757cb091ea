using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <content>What only emitted code calls.</content>
public abstract partial class CellTape<T>
{
    /// <summary>The first value that <c>Forward</c> saved, on 64 bytes; its layout belongs to the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T SavedStart
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ref IsWhole || _other is null ? ref At(_layout.Saved) : ref _other.Start;
    }

    /// <summary>The first element of the kernels' private memory, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T ScratchStart
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ref IsWhole || _other is null
            ? ref At(_layout.Scratch)
            : ref Unsafe.Add(ref _other.Start, (nint)_otherSavedLength);
    }

    /// <summary>A part of the kernels' private memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within the private memory.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> Scratch(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        long most = IsWhole || _other is null ? _scratchLength : _otherScratchLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, most, nameof(length));
        return Private(offset, length);
    }

    /// <summary>Whether the tape holds all of these adjoint tensors.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Has(Adjoint adjoints) => (Adjoints & adjoints) == adjoints;

    /// <summary>The first element of an input; what is drawn follows the inputs that users give.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T InputStart(int index) =>
        ref At(index < _layout.Inputs.Length ? _layout.Inputs[index] : _layout.Noise[index - _layout.Inputs.Length]);

    /// <summary>
    /// The first element of a state: block 0 of [T + 1, B, F], the initial state; block t + 1 is the state after step t. Where the tape
    /// does not hold all steps, block 1 of two is the state after the last.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T StateStart(int index) => ref At(_layout.States[index]);

    /// <summary>The first element of an output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T OutputStart(int index) => ref At(_layout.Outputs[index]);

    /// <summary>The first element of the seed at an output, or a null reference where the tape leaves it out.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T OutputAdjointStart(int index) => ref At(_layout.OutputAdjoints[index]);

    /// <summary>The first element of the seed at a state after each step, or a null reference where the tape leaves it out.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T StateAdjointStart(int index) => ref At(_layout.StateAdjoints[index]);

    /// <summary>The first element of the seed at a final state, or a null reference where the tape leaves it out.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T FinalStateAdjointStart(int index) => ref At(_layout.FinalStateAdjoints[index]);

    /// <summary>The first element of the adjoint of an input, or a null reference where the tape leaves it out.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T InputAdjointStart(int index) => ref At(_layout.InputAdjoints[index]);

    /// <summary>The first element of the adjoint of an initial state, or a null reference where the tape leaves it out.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ref T InitialStateAdjointStart(int index) => ref At(_layout.InitialStateAdjoints[index]);

    /// <summary>Notes that <c>Forward</c> has filled the tape, and does what is left behind the ends of shorter sequences.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void MarkForward()
    {
        if (!IsWhole)
        {
            EndForward();
        }

        _content = Content.Forward;
    }

    /// <summary>
    /// Notes that <c>Backward</c> has overwritten what <c>Forward</c> saved, so that it cannot run again on it, and does what is left
    /// behind the ends of shorter sequences.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ConsumeForward()
    {
        if (!IsWhole)
        {
            EndBackward();
        }

        _content = Content.Consumed;
    }

    /// <summary>Checks that there is a forward pass to go back over, and prepares it.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says why.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireForward()
    {
        if (Adjoints == Adjoint.None || _content != Content.Forward)
        {
            throw new InvalidOperationException(Adjoints == Adjoint.None
                ? "This tape was made with Adjoint.None and saves nothing for Backward."
                : _content switch
                {
                    Content.Consumed => "Backward has used up the values that Forward saved: run Forward again first.",
                    Content.Rescheduled => "Rows, Lengths or BurnIn have changed since Forward: run Forward again first.",
                    Content.Carried => "Carry has replaced the initial states that Backward reads: call it after Backward.",
                    _ => "Backward needs the values of a Forward on this tape: run Forward first.",
                });
        }

        PlaceInitialStates();
    }

    /// <summary>The same, as the kernels ask for it: all that it checks is that it lies on the tape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<T> Private(long offset, int length) => IsWhole || _other is null
        ? _buffer.Span.Slice((int)(_layout.Scratch + offset), length)
        : _other.Span.Slice((int)(_otherSavedLength + offset), length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At(int offset) => ref offset >= 0 ? ref Unsafe.Add(ref _buffer.Start, offset) : ref Unsafe.NullRef<T>();
}

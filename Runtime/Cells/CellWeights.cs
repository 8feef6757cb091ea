using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// Parameters in the layout that the cell's kernels read: a copy, made by <c>Pack</c> and refreshed by <c>Update</c> of the cell's
/// own class. Read-only for the kernels, so that any number of threads may share it while nobody updates.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class CellWeights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _packed;

    /// <summary>Learned initial states, at their places in a bank of states; empty where there are none.</summary>
    private readonly T[] _initial;

    /// <summary>Allocates packed weights, all zero. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="packedLength">Their length in elements, with padding.</param>
    protected CellWeights(CellInfo info, int packedLength)
    {
        Info = CellTensors.Checked<T>(info);
        _packed = new AlignedBuffer<T>(packedLength);
        bool learns = false;
        foreach (Slot slot in info.StateSlots)
        {
            learns |= slot.InitialParameter is not null;
        }

        _initial = learns ? new T[info.StateLength] : [];
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>The packed values; their layout belongs to the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<T> Packed => _packed.Span;

    /// <summary>The first packed value, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _packed.Start;
    }

    /// <summary>Writes the learned initial states to their places in a bank of states.</summary>
    internal void CopyInitialStates(Span<T> states)
    {
        foreach (Slot slot in Info.StateSlots)
        {
            if (slot.InitialParameter is not null)
            {
                _initial.AsSpan(slot.Offset, slot.Length).CopyTo(states[slot.Offset..]);
            }
        }
    }

    /// <summary>Takes over the parameters that are initial states. Called by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void KeepInitialStates(CellParameters<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (Slot slot in Info.StateSlots)
        {
            if (slot.InitialParameter is { } name)
            {
                parameters[name].CopyTo(_initial.AsSpan(slot.Offset));
            }
        }
    }
}

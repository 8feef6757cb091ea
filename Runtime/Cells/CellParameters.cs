using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// The parameters of a cell, or gradients of the same shapes: natural row-major tensors in one buffer. Every tensor starts on 64
/// bytes; the padding between them is zero and has to stay zero. May be shared between threads while nobody writes.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract partial class CellParameters<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _values;

    /// <summary>Allocates parameters, all zero. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    protected CellParameters(CellInfo info)
    {
        Info = CellTensors.Checked<T>(info);
        _values = new AlignedBuffer<T>(info.ParameterLength);
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>All values with the padding between tensors: [<see cref="CellInfo.ParameterLength"/>]. Padding has to stay zero.</summary>
    public Span<T> Values => _values.Span;

    /// <summary>The first value, on 64 bytes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _values.Start;
    }

    /// <summary>The parameter of that name, row-major.</summary>
    /// <exception cref="KeyNotFoundException">The cell has no such parameter; the message lists those it has.</exception>
    public Span<T> this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            int index = CellTensors.IndexOf(Info.ParameterSlots, name);
            return index >= 0
                ? this[index]
                : throw new KeyNotFoundException(
                    $"{Info.Name} has no parameter '{name}'; it has {CellTensors.Names(Info.ParameterSlots)}.");
        }
    }

    /// <summary>The parameter of that index in <see cref="CellInfo.Parameters"/>, row-major.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter.</exception>
    public Span<T> this[int index]
    {
        get
        {
            Slot slot = CellTensors.At(Info.ParameterSlots, index, "parameter", Info);
            return Values.Slice(slot.Offset, slot.Length);
        }
    }

    /// <summary>Sets all values to zero.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Copies all values to another parameters object of the same cell.</summary>
    /// <exception cref="ArgumentException">It belongs to another cell.</exception>
    public void CopyTo(CellParameters<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        CellTensors.RequireSameCell(Info, other.Info, nameof(other));
        Values.CopyTo(other.Values);
    }
}

using System;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>Some elements that a kernel may touch, and nothing beside them.</summary>
/// <param name="name">For errors.</param>
public sealed class Memory(string name, double[] elements)
{
    public string Name { get; } = name;

    public double[] Elements { get; } = elements;

    /// <exception cref="OutOfMemoryBoundsException">There is no such element.</exception>
    public double this[long index]
    {
        get => Elements[Checked(index)];
        set => Elements[Checked(index)] = value;
    }

    private int Checked(long index) => index >= 0 && index < Elements.Length
        ? (int)index
        : throw new OutOfMemoryBoundsException($"Element {index} of '{Name}', which has {Elements.Length}.");
}

/// <summary>Where a reference refers to; it may lie outside as long as nothing is read or written there.</summary>
public readonly record struct Reference(Memory Memory, long Offset)
{
    public Reference(Memory memory) : this(memory, 0) { }

    /// <exception cref="OutOfMemoryBoundsException">There is no such element.</exception>
    public double this[long index]
    {
        get => Memory[Offset + index];
        set => Memory[Offset + index] = value;
    }

    /// <summary>Reads the first elements, and zeros behind them.</summary>
    public void Read(double[] to, int count)
    {
        for (int i = 0; i < count; i++) to[i] = Memory[Offset + i];
        Array.Clear(to, count, to.Length - count);
    }

    /// <summary>Writes the first elements.</summary>
    public void Write(double[] from, int count)
    {
        for (int i = 0; i < count; i++) Memory[Offset + i] = from[i];
    }
}

/// <summary>A kernel that reads or writes outside of what it was lent.</summary>
public sealed class OutOfMemoryBoundsException(string message) : Exception(message);

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
        get => Elements[Checked(index, 1)];
        set => Elements[Checked(index, 1)] = value;
    }

    /// <summary>The first of so many elements, none of which is missing.</summary>
    /// <exception cref="OutOfMemoryBoundsException">One of them is.</exception>
    internal int Checked(long first, long count)
    {
        if (count <= 0) return 0;
        if (first >= 0 && count <= Elements.Length - first) return (int)first;
        throw new OutOfMemoryBoundsException(
            $"Element {(first < 0 ? first : Math.Max(first, Elements.Length))} of '{Name}', which has {Elements.Length}.");
    }
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

    /// <summary>Reads the first elements, into others from a place on.</summary>
    /// <exception cref="OutOfMemoryBoundsException">There are not so many.</exception>
    internal void Read(double[] to, int at, int count) => Array.Copy(Memory.Elements, Memory.Checked(Offset, count), to, at, count);

    /// <summary>Writes the first elements.</summary>
    /// <exception cref="OutOfMemoryBoundsException">There are not so many.</exception>
    internal void Write(double[] from, int at, int count) => Array.Copy(from, at, Memory.Elements, Memory.Checked(Offset, count), count);
}

/// <summary>A kernel that reads or writes outside of what it was lent.</summary>
public sealed class OutOfMemoryBoundsException(string message) : Exception(message);

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
}

/// <summary>A kernel that reads or writes outside of what it was lent.</summary>
public sealed class OutOfMemoryBoundsException(string message) : Exception(message);

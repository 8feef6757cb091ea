using System;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>What the names of a running kernel stand for. Names have numbers: a kernel looks none up while it runs.</summary>
/// <param name="slots">How many names of each kind there are.</param>
/// <param name="lanes">Elements of a vector.</param>
internal sealed class InterpreterFrame(SlotCounts slots, int lanes)
{
    public long[] Counts { get; } = new long[slots.Counts];

    public bool[] Flags { get; } = new bool[slots.Flags];

    public double[] Scalars { get; } = new double[slots.Scalars];

    public Reference[] References { get; } = new Reference[slots.References];

    /// <summary>All vectors, one behind the other: those with names, and those that operands are evaluated in.</summary>
    public double[] Vectors { get; } = new double[slots.Vectors * lanes];

    /// <summary>Of each vector that was made without a value, whether one was assigned to it.</summary>
    public bool[] HasValue { get; } = new bool[slots.Vectors];

    /// <summary>Keeps no memory of the caller's alive.</summary>
    public void Forget()
    {
        Array.Clear(References, 0, References.Length);
        Array.Clear(HasValue, 0, HasValue.Length);
    }
}

/// <summary>How many names of each kind a kernel has.</summary>
internal readonly record struct SlotCounts(int Counts, int Flags, int Scalars, int References, int Vectors);

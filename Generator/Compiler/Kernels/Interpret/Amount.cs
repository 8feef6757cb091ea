using System;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>A number of elements as a kernel computes it: a constant, and what changes.</summary>
/// <param name="Rest">Null where nothing does.</param>
internal readonly record struct Amount(long Constant, Func<InterpreterFrame, long>? Rest)
{
    public long Of(InterpreterFrame frame) => Rest is null ? Constant : Constant + Rest(frame);

    /// <summary>The number where it is a constant, else null.</summary>
    public long? Known => Rest is null ? Constant : null;

    public static implicit operator Amount(long constant) => new(constant, null);

    public static Amount operator +(Amount left, Amount right)
    {
        long constant = left.Constant + right.Constant;
        return left.Rest is { } first && right.Rest is { } second
            ? new(constant, frame => first(frame) + second(frame))
            : new(constant, left.Rest ?? right.Rest);
    }

    public static Amount operator *(Amount left, Amount right)
    {
        if (left.Known is { } factor) return right.Times(factor);
        if (right.Known is { } other) return left.Times(other);
        return new(0, frame => left.Of(frame) * right.Of(frame));
    }

    public static Amount operator -(Amount left, Amount right) => left + right.Times(-1);

    private Amount Times(long factor)
    {
        if (factor == 1) return this;
        return Rest is { } rest ? new Amount(Constant * factor, frame => rest(frame) * factor) : Constant * factor;
    }
}

/// <summary>Where a kernel reads or writes.</summary>
/// <param name="Slot">Of the reference.</param>
internal readonly record struct Place(int Slot, Amount Offset)
{
    /// <param name="behind">So many elements further.</param>
    public Reference Of(InterpreterFrame frame, long behind = 0)
    {
        Reference reference = frame.References[Slot];
        return new Reference(reference.Memory, reference.Offset + Offset.Of(frame) + behind);
    }
}

using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// The memory that a value can lie in. Rows are batch rows of one time step, or all rows of a sequence; each region says its own stride.
/// </summary>
public enum Region
{
    /// <summary>A parameter copied as it is into the packed weights: the same for every row.</summary>
    Copy,

    /// <summary>An input tensor, [rows, features] without padding.</summary>
    Input,

    /// <summary>A state before the step.</summary>
    Previous,

    /// <summary>A state after the step.</summary>
    Next,

    Output,

    /// <summary>The adjoint that arrives at an output.</summary>
    OutputSeed,

    /// <summary>The adjoint that arrives at a state after the step: from outside and from the following step.</summary>
    NextSeed,

    /// <summary>The adjoint that leaves at a state before the step.</summary>
    PreviousAdjoint,

    InputAdjoint,

    /// <summary>Kept by the forward pass for the backward pass, for every row of the sequence; rows are padded.</summary>
    Saved,

    /// <summary>Made by one sweep of the backward pass for a later one, for every row of the sequence; rows are padded.</summary>
    Work,

    /// <summary>Handed from stage to stage within a sweep; rows are padded.</summary>
    Scratch,
}

public static class Regions
{
    /// <summary>Memory of the kernels' own: one tensor, whose rows are padded.</summary>
    public static bool IsPrivate(this Region region) => region is Region.Saved or Region.Work or Region.Scratch;
}

/// <summary>Where a value's elements lie.</summary>
/// <param name="Index">Which tensor of the region (parameter, input, state, output); 0 in the private regions.</param>
/// <param name="Offset">Elements from the start of a row.</param>
/// <param name="Length">Elements of the value.</param>
/// <param name="Padded">Whole vectors may be read and written at the end: what follows is this value's own padding.</param>
public sealed record Location(Region Region, int Index, int Offset, int Length, bool Padded)
{
    /// <summary>All of a tensor that a user sees.</summary>
    public static Location Whole(Region region, int index, Value value) => new(region, index, 0, value.Shape.Length, Padded: false);

    /// <summary>Whether an element lies in both.</summary>
    public bool Overlaps(Location other) => Region == other.Region && Index == other.Index
        && Offset < other.Offset + other.Length && other.Offset < Offset + Length;

    /// <summary>A part of this value, seen in place.</summary>
    public Location Part(int start, int length) =>
        this with { Offset = Offset + start, Length = length, Padded = Padded && start == 0 && length == Length };
}

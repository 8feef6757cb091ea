using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>What a kernel at the head of a cell receives, by where it comes from. A closed hierarchy.</summary>
public abstract record Source
{
    private Source() { }

    /// <summary>The time steps that a kernel takes: those of a rectangle, or T.</summary>
    public sealed record TimeSteps : Source;

    /// <summary>The time steps before a rectangle.</summary>
    public sealed record Early : Source;

    /// <summary>The time steps before the stretch, or strip, in which a rectangle is; without any it is one of all steps.</summary>
    public sealed record Origin(Span Of) : Source;

    /// <summary>The time steps of the stretch, or strip, before the rectangle.</summary>
    public sealed record Within(Span Of) : Source;

    /// <summary>The stretches before that in which a rectangle is.</summary>
    public sealed record Stretch : Source;

    /// <summary>Private memory of the shard, for the states of a stretch and those before it.</summary>
    /// <param name="Width">Elements of a step.</param>
    public sealed record OfStretch(int Start, int Width, int Length) : Source;

    /// <summary>B, the number of sequences.</summary>
    public sealed record Batch : Source;

    /// <summary>The sequences, rows or groups before those that a kernel takes.</summary>
    public sealed record Begin : Source;

    /// <summary>The sequences, rows or groups that a kernel takes: those of a rectangle, or of a shard.</summary>
    public sealed record Count : Source;

    /// <summary>The sequences, rows or groups behind those that a kernel takes.</summary>
    public sealed record After : Source;

    /// <summary>The sequences of the last group, at least 1.</summary>
    public sealed record LastGroup : Source;

    /// <summary>Whether the tape holds such adjoints.</summary>
    public sealed record Has(Adjoints Adjoints) : Source;

    /// <param name="Length">Elements of a row.</param>
    /// <param name="Held">Of a state: at which steps the tape holds it.</param>
    /// <param name="InGroups">
    /// It is read in groups of as many rows as a vector has lanes, so that what lies behind the last row is read too. Where tapes have
    /// groups, their private memory lies behind every tensor and is longer than that.
    /// </param>
    public sealed record Tensor(TapeTensor Kind, int Index, int Length, bool InGroups = false, HeldSteps Held = HeldSteps.All) : Source;

    /// <summary>A tensor where the tape holds it, else private memory in its place.</summary>
    public sealed record TensorOr(Adjoints Adjoints, Tensor Wanted, Source Otherwise) : Source;

    /// <summary>Private memory of the tape.</summary>
    public sealed record Private(TapeExtent Start, TapeExtent Length) : Source;

    /// <summary>Private memory of the tape for the time steps of a strip.</summary>
    /// <param name="Width">Elements of a step.</param>
    public sealed record OfStrip(TapeExtent Start, int Width, TapeExtent Length) : Source;

    /// <summary>Private memory of the tape that is of one length where values are saved, and of another where they are not.</summary>
    public sealed record PrivateByUse(TapeExtent Start, TapeExtent ToSave, TapeExtent Otherwise) : Source;

    /// <summary>Private memory of the shard, or of the first one where nothing is divided.</summary>
    public sealed record OfShard(int Start, int Length) : Source;

    /// <summary>Private memory of the first shard, for all of them.</summary>
    public sealed record OfFirstShard(int Start, int Length) : Source;

    /// <summary>Private memory of a pool.</summary>
    public sealed record OfPool(int Start, int Length) : Source;

    /// <summary>All parameters.</summary>
    public sealed record Parameters(int Length) : Source;

    /// <summary>The gradients of all parameters.</summary>
    public sealed record Gradients(int Length) : Source;

    /// <summary>Of a stream or a pool: the packed weights.</summary>
    public sealed record Weights(int Length) : Source;

    /// <summary>Of a stream: all states.</summary>
    public sealed record States(int Length) : Source;

    /// <summary>Of a stream: memory for a copy of all states.</summary>
    public sealed record SpareStates(int Length) : Source;

    /// <summary>Of a stream: private memory.</summary>
    public sealed record OfState(int Start, int Length) : Source;

    /// <summary>Of a stream: steps of a call.</summary>
    public sealed record Steps : Source;

    /// <summary>Of a stream: 1 where the next step reads large weights from the end, else 0.</summary>
    public sealed record Direction : Source;

    /// <summary>Of a stream: an input of all steps.</summary>
    public sealed record Input(int Index, int Length) : Source;

    /// <summary>Of a stream: elements from step to step of an input.</summary>
    public sealed record InputStride(int Index) : Source;

    /// <summary>Of a stream: an output of all steps.</summary>
    public sealed record Output(int Index, int Length) : Source;

    /// <summary>Of a stream: elements from step to step of an output.</summary>
    public sealed record OutputStride(int Index) : Source;
}

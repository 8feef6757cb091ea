using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>What an axis of a sequence means.</summary>
internal enum AxisRole
{
    /// <summary>Not said yet: the first operator that asks decides.</summary>
    Unknown,
    Time,
    Batch,
    Direction,
    Feature,

    /// <summary>The one step that is left of a sequence.</summary>
    Step,

    /// <summary>Several axes in one, row-major.</summary>
    Rows,
}

/// <summary>One axis: the same object wherever a tensor of the graph has it, so that what is learned of it holds everywhere.</summary>
/// <param name="role">What it means.</param>
/// <param name="size">Its extent where the graph says it.</param>
/// <param name="parts">Of Rows: the axes inside.</param>
internal sealed class Axis(AxisRole role, long? size, params Axis[] parts)
{
    public AxisRole Role { get; private set; } = role;

    public long? Size { get; } = size;

    /// <summary>Of Rows: the axes inside.</summary>
    public IReadOnlyList<Axis> Parts { get; } = parts;

    /// <summary>Whether it may be left out: it has one element, and is neither time nor features.</summary>
    public bool IsOne => Role == AxisRole.Step || (Size == 1 && Role is AxisRole.Unknown or AxisRole.Batch);

    /// <summary>Says what the axis means.</summary>
    /// <exception cref="ModelFormatException">It means something else already.</exception>
    public void Bind(AxisRole role, string where)
    {
        if (Role == AxisRole.Unknown) Role = role;
        if (Role != role)
            throw ModelFormatException.Unsupported(where, $"an axis is {role} here and {Role} before.");
    }
}

/// <summary>Layers that follow each other, from an input of the graph on.</summary>
/// <param name="Input">The name of that input.</param>
/// <param name="Before">Null for the input itself.</param>
/// <param name="Layer">Null for the input itself.</param>
/// <param name="Size">The features; null where the graph does not say.</param>
internal sealed record Chain(string Input, Chain? Before, ImportedLayer? Layer, long? Size)
{
    public bool IsInput => Layer is null;

    public Chain Then(ImportedLayer layer, long? size) => new(Input, this, layer, size);

    /// <summary>All layers, the first one first.</summary>
    public List<ImportedLayer> Layers()
    {
        var layers = new List<ImportedLayer>();
        for (Chain? chain = this; chain?.Layer is not null; chain = chain.Before) layers.Add(chain.Layer);
        layers.Reverse();
        return layers;
    }

    /// <summary>The direction of a layer that has one, else null.</summary>
    public RecurrentDirection? OnlyDirection => Layer is ImportedLayer.Recurrent { Directions: [var direction] } ? direction : null;

    // Chains are the same where they are one object: comparing all weights would say no more.
    public bool Equals(Chain? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What is known of a tensor of the graph.</summary>
internal abstract record OnnxValue
{
    /// <summary>A tensor whose elements stand in the file.</summary>
    internal sealed record Constant(ImportedTensor Tensor) : OnnxValue;

    /// <summary>A tensor of one value in every element, of a shape that depends on the input.</summary>
    internal sealed record Filled(double Value) : OnnxValue;

    /// <summary>A shape, or part of one: numbers and extents of axes.</summary>
    internal sealed record Extents(IReadOnlyList<Extent> Values) : OnnxValue
    {
        /// <summary>The numbers, as the shape of a constant; null where one is open.</summary>
        public long[]? Numbers => Values.All(value => value.Number is not null) ? [.. Values.Select(value => value.Number!.Value)] : null;
    }

    /// <summary>
    /// What layers hand on. Along an axis of directions lie several chains, each from one direction of a layer; without it there is one.
    /// </summary>
    internal sealed record Signal(IReadOnlyList<Axis> Axes, IReadOnlyList<Chain> Chains) : OnnxValue
    {
        public int IndexOf(AxisRole role) => Axes.ToList().FindIndex(axis => axis.Role == role);

        public Signal With(Chain chain) => new(Axes, [chain]);

        /// <summary>An input of the graph of which nothing has been made.</summary>
        public bool IsInput => Chains is [{ IsInput: true }];
    }

    /// <summary>A part of an input of the graph: no sequence.</summary>
    internal sealed record InputPart(string Input) : OnnxValue;

    /// <summary>The cell state of an LSTM.</summary>
    internal sealed record CellState : OnnxValue;
}

/// <summary>A number, or the extent of an axis.</summary>
internal readonly record struct Extent(long? Number, Axis? Axis)
{
    public static Extent Of(Axis axis) => new(axis.Size, axis);
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// What a parameter is made of: a tensor of a file by its name, and what is done to it. Nothing happens before <c>Load</c>.
/// <code>
/// TensorSource.Of("lstm.weight_hh_l0").Part(1, of: 4).Beside(TensorSource.Of("lstm.weight_ih_l0").Part(1, of: 4))
/// </code>
/// </summary>
public sealed class TensorSource
{
    private readonly string _text;
    private readonly Func<NamedTensors, IReadOnlyList<int>, ImportedTensor> _make;

    private TensorSource(IReadOnlyList<string> names, string text, Func<NamedTensors, IReadOnlyList<int>, ImportedTensor> make) =>
        (Names, _text, _make) = (names, text, make);

    /// <summary>Zeros of the parameter's own shape, where a file has no such tensor.</summary>
    public static TensorSource Zeros { get; } = new(
        [], "zeros", (_, shape) => new ImportedTensor("zeros", "F64", shape, new double[shape.Aggregate(1, (a, b) => a * b)]));

    /// <summary>The names of all tensors that it is made of.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A tensor of the file.</summary>
    public static TensorSource Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new([name], name, (tensors, _) => tensors.Find(name) ?? throw ModelFormatException.Damaged("", "is missing"));
    }

    /// <summary>A tensor of the file as it is.</summary>
    public static implicit operator TensorSource(string name) => Of(name);

    /// <summary>The sum of two tensors of one shape, such as two biases: in double precision, rounded once when it is loaded.</summary>
    public static TensorSource operator +(TensorSource left, TensorSource right) => left.Plus(right);

    /// <summary>The other sign.</summary>
    public static TensorSource operator -(TensorSource source) => source.Negate();

    /// <summary>One of equal parts along the rows: the gates of a tensor that stacks them.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="of">Of how many.</param>
    public TensorSource Part(int index, int of) => Then($"{_text}.Part({index}, {of})", tensor => tensor.Part(index, of));

    /// <summary>Rows <paramref name="start"/> up to <paramref name="end"/>, which is not one of them; elements of a vector.</summary>
    public TensorSource Rows(int start, int end) => Then($"{_text}.Rows({start}, {end})", tensor => tensor.RowRange(start, end - start));

    /// <summary>Columns <paramref name="start"/> up to <paramref name="end"/>, which is not one of them.</summary>
    public TensorSource Columns(int start, int end) =>
        Then($"{_text}.Columns({start}, {end})", tensor => tensor.ColumnRange(start, end - start));

    /// <summary>Rows become columns: the kernels of Keras and Flax are transposes of what stands left of <c>@</c>.</summary>
    public TensorSource Transpose() => Then($"{_text}.Transpose()", tensor => tensor.Transpose());

    /// <summary>One row of a tensor, as a tensor without its first extent: a direction, or a bias of several.</summary>
    /// <param name="index">Which row.</param>
    public TensorSource Row(int index) => Then(
        $"{_text}.Row({index})", tensor => tensor.RowRange(index, 1).Reshape([.. tensor.Shape.Skip(1)]));

    /// <summary>The other sign.</summary>
    public TensorSource Negate() => Then($"-{_text}", tensor => tensor.Negate());

    /// <summary>The sum with another one of the same shape.</summary>
    public TensorSource Plus(TensorSource other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return With(other, $"{_text} + {other._text}", (a, b) => a.Plus(b));
    }

    /// <summary>This one, and another one to the right of it: <c>[U W]</c> for a product with <c>[h'; x]</c>.</summary>
    public TensorSource Beside(TensorSource right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return With(right, $"{_text} beside {right._text}", (a, b) => a.Beside(b));
    }

    /// <summary>How it is made, as the code that says it.</summary>
    public override string ToString() => _text;

    /// <exception cref="ModelFormatException">A tensor is missing, or does not have the shape for what is done to it.</exception>
    internal ImportedTensor Make(NamedTensors tensors, IReadOnlyList<int> shape) => _make(tensors, shape);

    private TensorSource Then(string text, Func<ImportedTensor, ImportedTensor> change) =>
        new(Names, text, (tensors, shape) => change(_make(tensors, shape)));

    private TensorSource With(TensorSource other, string text, Func<ImportedTensor, ImportedTensor, ImportedTensor> join) => new(
        [.. Names, .. other.Names], text, (tensors, shape) => join(_make(tensors, shape), other._make(tensors, shape)));
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// A tensor of a source, row-major, in double precision: every element type of a source converts to it exactly. Its operations are the
/// changes of layout between formats: each gives a new tensor that keeps name and element type.
/// </summary>
public sealed class ImportedTensor
{
    private readonly int[] _shape;
    private readonly double[] _values;

    /// <summary>Makes a tensor; the array becomes its own.</summary>
    /// <param name="name">The name in the source, for messages.</param>
    /// <param name="dtype">The element type in the source, as safetensors spells it: <c>F32</c>, <c>BF16</c>, …</param>
    /// <param name="shape">The extents.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <exception cref="ModelFormatException">The shape has another number of elements.</exception>
    public ImportedTensor(string name, string dtype, IReadOnlyList<int> shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dtype);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        (Name, Dtype, _shape, _values) = (name, dtype, [.. shape], values);
        Int128 count = 1;
        foreach (int extent in _shape) count *= extent;
        if (_shape.Any(extent => extent < 0) || count != values.Length)
            throw ModelFormatException.Damaged($"tensor '{name}'", $"{values.Length} elements for the shape {ShapeText}.");
    }

    /// <summary>The name in the source.</summary>
    public string Name { get; }

    /// <summary>The element type in the source, as safetensors spells it.</summary>
    public string Dtype { get; }

    /// <summary>The extents.</summary>
    public IReadOnlyList<int> Shape => Array.AsReadOnly(_shape);

    /// <summary>The elements, row-major.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The number of dimensions.</summary>
    public int Rank => _shape.Length;

    /// <summary>The first extent.</summary>
    public int Rows => _shape.Length > 0 ? _shape[0] : 1;

    /// <summary>The second extent of a matrix.</summary>
    public int Columns => _shape.Length > 1 ? _shape[1] : 1;

    /// <summary>Such as <c>[12, 3]</c>.</summary>
    public string ShapeText => TextOf(_shape);

    /// <summary>Asks for a shape.</summary>
    /// <exception cref="ModelFormatException">It is another one.</exception>
    public ImportedTensor Require(params ReadOnlySpan<int> shape)
    {
        if (_shape.AsSpan().SequenceEqual(shape)) return this;
        throw ModelFormatException.Damaged($"tensor '{Name}'", $"its shape is {ShapeText}; expected {TextOf(shape.ToArray())}.");
    }

    /// <summary>The same elements in another shape.</summary>
    public ImportedTensor Reshape(params ReadOnlySpan<int> shape) => new(Name, Dtype, shape.ToArray(), _values);

    /// <summary>Rows <paramref name="start"/> up to <paramref name="start"/> + <paramref name="count"/>, of any rank.</summary>
    public ImportedTensor RowRange(int start, int count)
    {
        if (Rank == 0 || start < 0 || count < 0 || start > Rows - count)
            throw ModelFormatException.Damaged($"tensor '{Name}'", $"rows {start} to {start + (long)count} of the shape {ShapeText}.");
        int width = Rows == 0 ? 0 : _values.Length / Rows;
        return new ImportedTensor(Name, Dtype, [count, .. _shape.Skip(1)], _values.AsSpan(start * width, count * width).ToArray());
    }

    /// <summary>One of equal parts along the rows, as gates lie behind each other.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="parts">Of how many.</param>
    public ImportedTensor Part(int index, int parts)
    {
        if (Rank == 0 || Rows % parts != 0)
            throw ModelFormatException.Damaged($"tensor '{Name}'", $"the shape {ShapeText} has no {parts} equal parts of rows.");
        return RowRange(index * (Rows / parts), Rows / parts);
    }

    /// <summary>Columns of a matrix.</summary>
    public ImportedTensor ColumnRange(int start, int count)
    {
        RequireMatrix();
        if (start < 0 || count < 0 || start > Columns - count)
            throw ModelFormatException.Damaged($"tensor '{Name}'", $"columns {start} to {start + (long)count} of the shape {ShapeText}.");
        var values = new double[Rows * count];
        for (int row = 0; row < Rows; row++) _values.AsSpan(row * Columns + start, count).CopyTo(values.AsSpan(row * count));
        return new ImportedTensor(Name, Dtype, [Rows, count], values);
    }

    /// <summary>A matrix whose rows are the columns of this one.</summary>
    public ImportedTensor Transpose()
    {
        RequireMatrix();
        var values = new double[_values.Length];
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++) values[column * Rows + row] = _values[row * Columns + column];
        return new ImportedTensor(Name, Dtype, [Columns, Rows], values);
    }

    /// <summary>This matrix, and another one to the right of it.</summary>
    public ImportedTensor Beside(ImportedTensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        RequireMatrix();
        right.RequireMatrix();
        if (right.Rows != Rows)
            throw ModelFormatException.Damaged($"tensor '{Name}'", $"{ShapeText} beside '{right.Name}' {right.ShapeText}: unequal rows.");
        int width = Columns + right.Columns;
        var values = new double[Rows * width];
        for (int row = 0; row < Rows; row++)
        {
            _values.AsSpan(row * Columns, Columns).CopyTo(values.AsSpan(row * width));
            right._values.AsSpan(row * right.Columns, right.Columns).CopyTo(values.AsSpan(row * width + Columns));
        }
        return new ImportedTensor(Name, Dtype, [Rows, width], values);
    }

    /// <summary>The sum with a tensor of the same shape, such as that of two biases; rounded once, in double.</summary>
    public ImportedTensor Plus(ImportedTensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.Require(_shape);
        return new ImportedTensor(Name, Dtype, _shape, [.. _values.Zip(other._values, (a, b) => a + b)]);
    }

    /// <summary>The elements multiplied by a number; the same tensor for 1.</summary>
    public ImportedTensor Times(double factor) =>
        factor == 1 ? this : new ImportedTensor(Name, Dtype, _shape, Array.ConvertAll(_values, value => value * factor));

    /// <summary>The elements with the other sign.</summary>
    public ImportedTensor Negate() => new(Name, Dtype, _shape, Array.ConvertAll(_values, value => -value));

    /// <summary>Such as <c>lstm.weight_ih_l0: F32 [12, 3]</c>.</summary>
    public override string ToString() => $"{Name}: {Dtype} {ShapeText}";

    private static string TextOf(int[] shape) =>
        $"[{string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))}]";

    private void RequireMatrix()
    {
        if (Rank != 2) throw ModelFormatException.Damaged($"tensor '{Name}'", $"its shape is {ShapeText}; expected a matrix.");
    }
}

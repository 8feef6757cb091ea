using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>
/// A tensor while a graph runs: extents and elements, row-major. Whole numbers and truths are numbers too, which hold them exactly.
/// </summary>
/// <param name="Shape">The extents; none for a scalar.</param>
/// <param name="Values">The elements.</param>
internal sealed record GraphArray(int[] Shape, double[] Values)
{
    public int Rank => Shape.Length;

    public static GraphArray Scalar(double value) => new([], [value]);

    public static GraphArray Vector(IEnumerable<int> values) => Of([.. values.Select(value => (double)value)]);

    public static GraphArray Of(double[] values) => new([values.Length], values);

    /// <summary>The elements as whole numbers.</summary>
    public int[] Integers() => [.. Values.Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))];

    /// <summary>How many elements lie between neighbours along each axis.</summary>
    public int[] Strides()
    {
        var strides = new int[Rank];
        for (int axis = Rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Shape[axis];
        }
        return strides;
    }

    /// <summary>The same elements in another shape.</summary>
    public GraphArray As(params IEnumerable<int> shape)
    {
        int[] extents = [.. shape];
        return Count(extents) == Values.Length
            ? new GraphArray(extents, Values)
            : throw new GraphRunException($"{Values.Length} elements do not have the shape [{string.Join(", ", extents)}]");
    }

    public static long Count(IEnumerable<int> shape) => shape.Aggregate(1L, (count, extent) => extent < 0 || count > int.MaxValue
        ? throw new GraphRunException("a tensor beyond all bounds")
        : count * extent);
}

/// <summary>A graph cannot be run: the message says what the operator was given.</summary>
internal sealed class GraphRunException(string message) : Exception(message);

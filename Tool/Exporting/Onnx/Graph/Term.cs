using RnnGen.Compiler.Shapes;

namespace RnnGen.Tool.Exporting.Onnx.Graph;

/// <summary>A value of a step as a tensor of a graph. Axes of time and of the batch stand before those of the value.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Shape">Of the value.</param>
/// <param name="Lead">How many axes stand before: none for what hangs on parameters alone.</param>
/// <param name="IsSpread">
/// One number that stands for all elements, without being repeated: a scalar where nothing stands before, else axes of one element.
/// </param>
internal sealed record Term(string Name, Shape Shape, int Lead, bool IsSpread = false)
{
    /// <summary>The extents of the value's own axes, as the tensor has them where it is not spread.</summary>
    public static long[] Extents(Shape shape) => shape.Rank switch
    {
        0 => [],
        1 => [shape.Length],
        _ => [shape.Rows, shape.Columns],
    };

    /// <summary>The value's own axes, counted from the last one.</summary>
    public static long[] Axes(Shape shape) => shape.Rank switch
    {
        0 => [],
        1 => [-1],
        _ => [-2, -1],
    };
}

using RnnGen.Tool.Exporting.Onnx.Graph;
using Shape = RnnGen.Compiler.Shapes.Shape;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>
/// Products. MatMul takes a tensor's last two axes as a matrix, and a tensor of one axis as a vector: what has axes before its own is no
/// vector to it.
/// </summary>
internal static class OnnxProducts
{
    /// <param name="left">Whole, not spread.</param>
    /// <param name="right">Whole, not spread.</param>
    public static Term MatMul(OperationWriter w, Term left, Term right, Shape shape)
    {
        int lead = System.Math.Max(left.Lead, right.Lead);
        return new Term((left.Shape.Rank, right.Shape.Rank) switch
        {
            _ when lead == 0 => w.Last("MatMul", [left.Name, right.Name]),
            (1, 1) => Dot(w, left, right),
            // x W^T: rows of the batch are rows of a matrix.
            (2, 1) when left.Lead == 0 => w.Last("MatMul", [right.Name, w.Scope.Transposed(left.Name)]),
            (2, 1) when right.Lead > 0 => Squeezed(w, left.Name, w.Inner("Unsqueeze", right.Name, w.Integers(-1)), -1),
            (1, 2) when left.Lead > 0 && right.Lead > 0 => Squeezed(w, w.Inner("Unsqueeze", left.Name, w.Integers(-2)), right.Name, -2),
            _ => w.Last("MatMul", [left.Name, right.Name]),
        }, shape, lead);
    }

    private static string Dot(OperationWriter w, Term left, Term right) => w.Last(
        "ReduceSum", [w.Inner("Mul", left.Name, right.Name), w.Integers(-1)], NodeAttributes.Of("keepdims", 0));

    private static string Squeezed(OperationWriter w, string left, string right, long axis) =>
        w.Last("Squeeze", [w.Inner("MatMul", left, right), w.Integers(axis)]);
}

using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using Shape = RnnGen.Compiler.Shapes.Shape;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>
/// Diagonals: elements are taken where the numbers of row and column are equal, and 0 elsewhere. Nothing is multiplied, so that what is no
/// number stays where it is.
/// </summary>
internal static class OnnxDiagonals
{
    /// <summary>A vector on the diagonal of a matrix.</summary>
    /// <param name="vector">Whole, not spread.</param>
    public static Term Of(OperationWriter w, Term vector, Shape shape)
    {
        string row = w.Inner("Unsqueeze", vector.Name, w.Integers(-2));
        return new Term(w.Last("Where", [IsDiagonal(w, shape.Rows), row, w.Number(0)]), shape, vector.Lead);
    }

    /// <summary>The diagonal of a matrix: the sum of each of its rows without what stands beside it.</summary>
    /// <param name="matrix">Whole, not spread.</param>
    public static Term From(OperationWriter w, Term matrix, Shape shape)
    {
        string alone = w.Inner("Where", IsDiagonal(w, shape.Rows), matrix.Name, w.Number(0));
        return new Term(w.Last("ReduceSum", [alone, w.Integers(-1)], NodeAttributes.Of("keepdims", 0)), shape, matrix.Lead);
    }

    private static string IsDiagonal(OperationWriter w, int length)
    {
        string numbers = w.Inner("Range", w.Integer(0), w.Integer(length), w.Integer(1));
        return w.Inner("Equal", w.Inner("Unsqueeze", numbers, w.Integers(-2)), w.Inner("Unsqueeze", numbers, w.Integers(-1)));
    }
}

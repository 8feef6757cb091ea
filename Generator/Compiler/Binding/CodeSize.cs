using System.Linq;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// About how much code an expression takes, in halves of what a pointwise operation takes: forward and back, for rows and for one sequence.
/// What mixes elements has kernels of its own, a product the largest. Fitted to the files of cells of 100 to 1000 like operations: with
/// <see cref="Limits.Operations"/> all of them have about five million characters at most.
/// </summary>
internal static class CodeSize
{
    public const int Product = 40, Softmax = 25, Reduction = 15, Reordering = 15, Pointwise = 2;

    private const int Row = 12, Element = 4, Where = 3;

    public static int Of(BoundExpression expression) => expression switch
    {
        BoundExpression.Apply { Operator: Operators.Product } product => product.Operands.Sum(Of) + Product * product.Operands.Max(Parts),
        BoundExpression.Apply { Operator: SizedFunctions.GroupNorm } norm =>
            Of(norm.Operands[0]) + Own(norm) * (int)((BoundExpression.Number)norm.Operands[1]).Value,
        BoundExpression.Apply apply => apply.Operands.Sum(Of) + Own(apply),
        BoundExpression.Where where => where.Operands.Sum(Of) + Where,
        BoundExpression.Noise noise => noise.Operands.Sum(Of) + noise.Operands.Count * Pointwise,
        BoundExpression.Join join => join.Operands.Sum(Of) + join.Operands.Count,
        BoundExpression.Slice slice => Of(slice.Operand) + Pointwise,
        BoundExpression.Element element => Of(element.Operand) + (element.Shape.IsScalar ? Element : Row),
        _ => 0,
    };

    /// <summary>The least and the largest element of a vector are reductions, the lesser and the larger of two operands are not.</summary>
    private static int Own(BoundExpression.Apply apply) =>
        Operators.Get(apply.Operator) is { ReducesOne: true } && apply.Operands.Count == 1
            ? Reduction : Operators.Get(apply.Operator).Size;

    /// <summary>A product with a join is one with each part.</summary>
    private static int Parts(BoundExpression operand) => operand is BoundExpression.Join join ? join.Operands.Count : 1;
}

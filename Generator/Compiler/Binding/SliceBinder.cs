using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Shapes;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// z[start..end] and z[index], of elements of a vector or rows of a matrix. Bounds are checked with the numbers of the cell.
/// </summary>
internal sealed class SliceBinder(ExpressionBinder binder)
{
    public TypedExpression Bind(ExpressionSyntax.Slice syntax, TypedExpression operand, SizePolynomial start, SizePolynomial? end)
    {
        if (CheckOperand(syntax, operand) is not { } shape) return TypedExpression.Error(syntax);
        string name = binder.TextOf(syntax.Operand);
        if (end is null)
        {
            SymbolicShape element = shape.IsVector ? SymbolicShape.Scalar : SymbolicShape.Vector(shape.Extents[1]);
            return new(syntax, element, numbers => new BoundExpression.Element(
                operand.Build(numbers), IndexOf(numbers, syntax, name, start, shape), numbers.Shape(element, syntax.Span, $"'{name}'")));
        }
        SizePolynomial length = end - start;
        SymbolicShape part = shape.IsVector ? SymbolicShape.Vector(length) : SymbolicShape.Matrix(length, shape.Extents[1]);
        return new(syntax, part, numbers =>
        {
            BoundExpression built = operand.Build(numbers);
            if (RangeOf(numbers, syntax, name, start, end, shape) is not { } range)
                return new BoundExpression.Slice(built, 0, 1, Shape.Scalar);
            return new BoundExpression.Slice(built, range.Start, range.Length, numbers.Shape(part, syntax.Span, $"'{name}'"));
        });
    }

    private SymbolicShape.Known? CheckOperand(ExpressionSyntax.Slice syntax, TypedExpression operand)
    {
        switch (binder.Solver.Resolve(operand.Shape))
        {
            case SymbolicShape.Unknown unknown:
                binder.Diagnostics.Report(Rules.UndeterminedShape, operand.Syntax.Span, unknown.Parameter, " where it is sliced", "");
                return null;
            case SymbolicShape.Known { Extents.Count: > 0 } known:
                return known;
            default:
                var bracket = TextSpan.FromBounds(syntax.Operand.Span.End, syntax.Span.End);
                binder.Diagnostics.Report(Rules.WrongOperand, bracket, ["[ ]", "a vector or a matrix", .. binder.Describe(operand)]);
                return null;
        }
    }

    private static int IndexOf(
        Concretion numbers, ExpressionSyntax.Slice syntax, string name, SizePolynomial index, SymbolicShape.Known shape)
    {
        BigInteger value = numbers.Evaluate(index);
        BigInteger extent = numbers.Evaluate(shape.Extents[0]);
        if (value.Sign >= 0 && value < extent) return (int)value;
        Fail(numbers, syntax.Start, "The index", name, value, $"the first is 0 and the last {Concretion.Text(extent - 1)}");
        return 0;
    }

    private static (int Start, int Length)? RangeOf(Concretion numbers, ExpressionSyntax.Slice syntax, string name,
        SizePolynomial startSize, SizePolynomial endSize, SymbolicShape.Known shape)
    {
        BigInteger start = numbers.Evaluate(startSize);
        BigInteger end = numbers.Evaluate(endSize);
        BigInteger extent = numbers.Evaluate(shape.Extents[0]);
        if (start.Sign < 0) Fail(numbers, syntax.Start, "The start of the slice", name, start, "the first index is 0");
        else if (end > extent) Fail(numbers, syntax.End!, "The end of the slice", name, end, $"there are {Concretion.Text(extent)}");
        else if (start >= end)
            Fail(numbers, syntax.End!, "The end of the slice", name, end, $"the slice starts at {Concretion.Text(start)}");
        else return ((int)start, (int)(end - start));
        return null;
    }

    private static void Fail(Concretion numbers, SizeSyntax place, string what, string name, BigInteger value, string reason) =>
        numbers.Diagnostics.Report(Rules.OutOfRange, place.Span, what, name, Concretion.Text(value), reason);
}

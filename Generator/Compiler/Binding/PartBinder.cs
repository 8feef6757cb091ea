using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>
/// The functions of equal parts: part(v, k, n), of a vector or of the rows of a matrix, and groupnorm(v, n). That there are n equal parts
/// is checked with sizes as symbols, and k with the numbers of the cell.
/// </summary>
internal sealed class PartBinder(ExpressionBinder binder, SizeTable sizes)
{
    public TypedExpression Bind(ExpressionSyntax.Call call)
    {
        int count = SizedFunctions.Sizes(call.Function);
        TypedExpression value = binder.Bind(call.Arguments[0]);
        if (call.Sizes.Count != count)
        {
            if (call.Arguments[0] is ExpressionSyntax.Missing) return TypedExpression.Error(call);
            binder.Diagnostics.Report(Rules.WrongArgumentCount, call.FunctionSpan, call.Function, $"{count + 1} arguments",
                Concretion.Text(1 + call.Sizes.Count));
            return TypedExpression.Error(call);
        }
        SizePolynomial? index = count == 2 ? sizes.Bind(call.Sizes[0]) : SizePolynomial.Zero;
        SizeSyntax number = call.Sizes[count - 1];
        if (sizes.Bind(number) is not { } parts || index is null || value.IsError) return TypedExpression.Error(call);
        if (ExtentsOf(call, value) is not { } extents) return TypedExpression.Error(call);
        if (Divide(extents[0], parts) is not { } length)
        {
            string[] description = binder.Describe(value);
            binder.Diagnostics.Report(Rules.UnequalParts, number.Span, description[0], description[1] + description[2],
                binder.Solver.Display(parts));
            return TypedExpression.Error(call);
        }
        return count == 1 ? GroupNorm(call, value, parts) : Part(call, value, index, parts, length, extents);
    }

    private TypedExpression GroupNorm(ExpressionSyntax.Call call, TypedExpression value, SizePolynomial parts) =>
        new(call, value.Shape, numbers => new BoundExpression.Apply(
            call.Function,
            EquatableArray.Of(value.Build(numbers), new BoundExpression.Number((double)numbers.Evaluate(parts))),
            numbers.Shape(value.Shape, call.Span, $"'{binder.TextOf(call)}'")));

    private TypedExpression Part(
        ExpressionSyntax.Call call, TypedExpression value, SizePolynomial index, SizePolynomial parts, SizePolynomial length,
        EquatableArray<SizePolynomial> extents)
    {
        SymbolicShape shape = extents.Count == 1 ? SymbolicShape.Vector(length) : SymbolicShape.Matrix(length, extents[1]);
        return new(call, shape, numbers =>
        {
            BoundExpression built = value.Build(numbers);
            BigInteger at = numbers.Evaluate(index), count = numbers.Evaluate(parts), size = numbers.Evaluate(length);
            if (at.Sign < 0 || at >= count)
            {
                numbers.Diagnostics.Report(Rules.OutOfRange, call.Sizes[0].Span, "The part", binder.TextOf(call.Arguments[0]),
                    Concretion.Text(at), $"the first is 0 and the last {Concretion.Text(count - 1)}");
                return new BoundExpression.Slice(built, 0, 1, Shapes.Shape.Scalar);
            }
            return new BoundExpression.Slice(
                built, (int)(at * size), (int)size, numbers.Shape(shape, call.Span, $"'{binder.TextOf(call)}'"));
        });
    }

    private SizePolynomial? Divide(SizePolynomial extent, SizePolynomial parts) =>
        binder.Solver.Normalize(extent).DivideExactly(binder.Solver.Normalize(parts));

    private EquatableArray<SizePolynomial>? ExtentsOf(ExpressionSyntax.Call call, TypedExpression value)
    {
        SymbolicShape shape = binder.Solver.Resolve(value.Shape);
        bool isPart = call.Function == SizedFunctions.Part;
        if (shape is SymbolicShape.Known { Extents: { Count: > 0 } extents } && (isPart || extents.Count == 1)) return extents;
        binder.Diagnostics.Report(Rules.WrongOperand, call.FunctionSpan,
            [call.Function, isPart ? "a vector or a matrix" : "a vector", .. binder.Describe(value)]);
        return null;
    }
}

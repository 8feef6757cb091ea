using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>[a; b; …]: vectors and scalars make a vector, matrices of one width are stacked.</summary>
internal sealed class JoinBinder(ExpressionBinder binder)
{
    public TypedExpression Bind(ExpressionSyntax.Join syntax, IReadOnlyList<TypedExpression> items)
    {
        if (items.Any(item => item.IsError)) return TypedExpression.Error(syntax);
        foreach (TypedExpression item in items)
        {
            if (binder.Solver.Resolve(item.Shape) is not SymbolicShape.Unknown unknown) continue;
            binder.Diagnostics.Report(Rules.UndeterminedShape, item.Syntax.Span, unknown.Parameter, " where it is joined to others", "");
            return TypedExpression.Error(syntax);
        }
        var shapes = items.Select(item => (SymbolicShape.Known)binder.Solver.Resolve(item.Shape)).ToList();
        if (!Check(items, shapes)) return TypedExpression.Error(syntax);
        SizePolynomial extent = shapes.Aggregate(SizePolynomial.Zero, (sum, shape) =>
            sum + (shape.IsScalar ? SizePolynomial.Constant(BigInteger.One) : shape.Extents[0]));
        SymbolicShape joined = shapes[0].IsMatrix ? SymbolicShape.Matrix(extent, shapes[0].Extents[1]) : SymbolicShape.Vector(extent);
        string what = $"'{binder.TextOf(syntax)}'";
        return new(syntax, joined, numbers => new BoundExpression.Join(
            items.Select(item => item.Build(numbers)).ToEquatableArray(), numbers.Shape(joined, syntax.Span, what)));
    }

    private bool Check(IReadOnlyList<TypedExpression> items, List<SymbolicShape.Known> shapes)
    {
        for (int i = 1; i < items.Count; i++)
        {
            string? reason = null;
            if (shapes[i].IsMatrix != shapes[0].IsMatrix) reason = "matrices are joined to matrices only";
            else if (shapes[i].IsMatrix && !binder.Solver.Unify(shapes[0].Extents[1], shapes[i].Extents[1]))
                reason = "matrices that are stacked have one width";
            if (reason is null) continue;
            string[] arguments = [.. binder.Describe(items[i]), .. binder.Describe(items[0]), reason];
            binder.Diagnostics.Report(Rules.JoinMismatch, items[i].Syntax.Span, arguments);
            return false;
        }
        return true;
    }
}

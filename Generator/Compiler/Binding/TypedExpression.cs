using System;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>An expression whose names are known and whose shape may still have unknowns.</summary>
/// <param name="Build">Gives its last form, once all is known.</param>
internal sealed record TypedExpression(ExpressionSyntax Syntax, SymbolicShape Shape, Func<Concretion, BoundExpression> Build)
{
    public bool IsError => Shape is SymbolicShape.Erroneous;

    public static TypedExpression Error(ExpressionSyntax syntax) =>
        new(syntax, SymbolicShape.Error, _ => throw new InvalidOperationException("An expression in error has no last form."));
}

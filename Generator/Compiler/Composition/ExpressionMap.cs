using System;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>An expression of which each part is replaced, the innermost first, from left to right.</summary>
internal static class ExpressionMap
{
    public static ExpressionSyntax Of(ExpressionSyntax expression, Func<ExpressionSyntax, ExpressionSyntax> replace)
    {
        return replace(expression switch
        {
            ExpressionSyntax.Negate negate => negate with { Operand = Map(negate.Operand) },
            ExpressionSyntax.Binary binary => binary with { Left = Map(binary.Left), Right = Map(binary.Right) },
            ExpressionSyntax.Comparison comparison => comparison with { Left = Map(comparison.Left), Right = Map(comparison.Right) },
            ExpressionSyntax.Call call => call with { Arguments = call.Arguments.Select(Map).ToEquatableArray() },
            ExpressionSyntax.Join join => join with { Items = join.Items.Select(Map).ToEquatableArray() },
            ExpressionSyntax.Slice slice => slice with { Operand = Map(slice.Operand) },
            _ => expression,
        });

        ExpressionSyntax Map(ExpressionSyntax part) => Of(part, replace);
    }
}

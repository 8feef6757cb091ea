using System;
using System.Linq;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>How the expressions are written that no definition has: names, numbers, and joins of them.</summary>
internal static class SyntaxText
{
    public static string Of(ExpressionSyntax expression) => expression switch
    {
        ExpressionSyntax.Name name => name.Identifier + (name.IsPrevious ? "'" : ""),
        ExpressionSyntax.Number number => number.Text,
        ExpressionSyntax.Join join => $"[{string.Join("; ", join.Items.Select(Of))}]",
        _ => throw new InvalidOperationException($"{expression} is written in a definition."),
    };
}

using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>An expression as it is written. Parentheses leave no node: the tree has their meaning.</summary>
/// <param name="Depth">The number of nodes on the longest way down.</param>
public abstract record ExpressionSyntax(TextSpan Span, int Depth)
{
    public sealed record Number(TextSpan Span, double Value, string Text) : ExpressionSyntax(Span, 1);

    /// <param name="IsPrevious">Written with a prime: the value of the step before.</param>
    public sealed record Name(TextSpan Span, string Identifier, bool IsPrevious) : ExpressionSyntax(Span, 1);

    public sealed record Negate(TextSpan Span, TextSpan Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span, Operand.Depth + 1);

    /// <param name="Symbol">+ - * / @</param>
    public sealed record Binary(TextSpan Span, string Symbol, TextSpan Operator, ExpressionSyntax Left, ExpressionSyntax Right)
        : ExpressionSyntax(Span, DepthOf(Left, Right));

    /// <param name="Symbol">&lt; &gt; &lt;= &gt;= == !=</param>
    public sealed record Comparison(TextSpan Span, string Symbol, TextSpan Operator, ExpressionSyntax Left, ExpressionSyntax Right)
        : ExpressionSyntax(Span, DepthOf(Left, Right));

    public sealed record Call(TextSpan Span, string Function, TextSpan FunctionSpan, EquatableArray<ExpressionSyntax> Arguments)
        : ExpressionSyntax(Span, DepthOf(Arguments))
    {
        /// <summary>The word 'fixed' follows the arguments of a function that draws random numbers.</summary>
        public bool IsFixed { get; init; }

        /// <summary>The arguments that are sizes, behind the others.</summary>
        public EquatableArray<SizeSyntax> Sizes { get; init; }
    }

    /// <summary>[a; b; …]</summary>
    public sealed record Join(TextSpan Span, EquatableArray<ExpressionSyntax> Items) : ExpressionSyntax(Span, DepthOf(Items));

    /// <summary>z[start..end], or z[start] where <paramref name="End"/> is null.</summary>
    public sealed record Slice(TextSpan Span, ExpressionSyntax Operand, SizeSyntax Start, SizeSyntax? End)
        : ExpressionSyntax(Span, Operand.Depth + 1);

    /// <summary>Where an expression should stand; it has been reported.</summary>
    public sealed record Missing(TextSpan Span) : ExpressionSyntax(Span, 1);

    private static int DepthOf(ExpressionSyntax left, ExpressionSyntax right) => (left.Depth > right.Depth ? left.Depth : right.Depth) + 1;

    private static int DepthOf(EquatableArray<ExpressionSyntax> operands)
    {
        int depth = 0;
        foreach (ExpressionSyntax operand in operands)
            if (operand.Depth > depth) depth = operand.Depth;
        return depth + 1;
    }
}

/// <summary>An expression of sizes: an extent of a shape or a bound of a slice.</summary>
public abstract record SizeSyntax(TextSpan Span, int Depth)
{
    public sealed record Integer(TextSpan Span, string Digits) : SizeSyntax(Span, 1);

    public sealed record Name(TextSpan Span, string Identifier) : SizeSyntax(Span, 1);

    /// <param name="Symbol">+ - * /</param>
    public sealed record Binary(TextSpan Span, string Symbol, SizeSyntax Left, SizeSyntax Right)
        : SizeSyntax(Span, (Left.Depth > Right.Depth ? Left.Depth : Right.Depth) + 1);

    /// <summary>Where a size should stand; it has been reported.</summary>
    public sealed record Missing(TextSpan Span) : SizeSyntax(Span, 1);
}

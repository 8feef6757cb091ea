using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// The grammar of expressions, one method a production. After an error every method returns at once with what it has; the caller
/// recovers at the end of the equation.
/// </summary>
/// <param name="cells">The names of inner cells, which may have no inputs.</param>
internal sealed class ExpressionParser(TokenStream tokens, ICollection<string> cells)
{
    private readonly SizeParser _sizes = new(tokens);
    private int _nesting;

    /// <summary>expr = sum [ comparison sum ]</summary>
    public ExpressionSyntax Parse()
    {
        tokens.InExpression = true;
        ExpressionSyntax left = ParseSum();
        if (tokens.Failed || !tokens.TryTake(TokenKind.Comparison, out Token symbol)) return left;
        ExpressionSyntax right = ParseSum();
        if (!tokens.Failed && tokens.Is(TokenKind.Comparison)) tokens.Report(Rules.ComparisonChain, tokens.Current.Span);
        return new ExpressionSyntax.Comparison(Around(left, right), symbol.Text, symbol.Span, left, right);
    }

    /// <summary>sum = product { (+|-) product }</summary>
    private ExpressionSyntax ParseSum()
    {
        ExpressionSyntax left = ParseProduct();
        while (!tokens.Failed && tokens.Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            Token symbol = tokens.Take();
            left = Combine(left, symbol, ParseProduct());
        }
        return left;
    }

    /// <summary>product = unary { (*|/) unary }</summary>
    private ExpressionSyntax ParseProduct()
    {
        ExpressionSyntax left = ParseUnary();
        while (!tokens.Failed && tokens.Current.Kind is TokenKind.Star or TokenKind.Slash)
        {
            Token symbol = tokens.Take();
            left = Combine(left, symbol, ParseUnary());
        }
        return left;
    }

    /// <summary>unary = - unary | matmul</summary>
    private ExpressionSyntax ParseUnary()
    {
        if (!tokens.TryTake(TokenKind.Minus, out Token symbol)) return ParseMatMul();
        if (++_nesting > Limits.ExpressionDepth) return TooDeep(symbol.Span);
        ExpressionSyntax operand = ParseUnary();
        _nesting--;
        TextSpan span = TextSpan.FromBounds(symbol.Span.Start, operand.Span.End);
        return CheckDepth(new ExpressionSyntax.Negate(span, symbol.Span, operand));
    }

    /// <summary>matmul = postfix { @ postfix }</summary>
    private ExpressionSyntax ParseMatMul()
    {
        ExpressionSyntax left = ParsePostfix();
        while (!tokens.Failed && tokens.TryTake(TokenKind.At, out Token symbol))
        {
            if (tokens.Is(TokenKind.Minus)) tokens.ReportUnexpected("a value or '(' behind '@'");
            left = Combine(left, symbol, ParsePostfix());
        }
        return left;
    }

    /// <summary>postfix = primary { [ size [ .. size ] ] }</summary>
    private ExpressionSyntax ParsePostfix()
    {
        ExpressionSyntax operand = ParsePrimary();
        while (!tokens.Failed && tokens.TryTake(TokenKind.OpenBracket, out _))
        {
            if (tokens.Is(TokenKind.Minus)) tokens.ReportUnexpected("an index from 0 on, such as 'n - 1' for the last of n elements");
            SizeSyntax start = _sizes.Parse();
            SizeSyntax? end = null;
            if (!tokens.Failed && tokens.TryTake(TokenKind.DotDot, out _)) end = _sizes.Parse();
            tokens.TakeClosing(TokenKind.CloseBracket, end is null ? "'..' or ']'" : "']'");
            TextSpan span = TextSpan.FromBounds(operand.Span.Start, tokens.Previous.Span.End);
            operand = CheckDepth(new ExpressionSyntax.Slice(span, operand, start, end));
        }
        return operand;
    }

    /// <summary>primary = number | name ['] | name ( expr {, expr} [, fixed] ) | ( expr ) | [ expr {; expr} ]</summary>
    private ExpressionSyntax ParsePrimary()
    {
        Token token = tokens.Current;
        switch (tokens.Failed ? TokenKind.Bad : token.Kind)
        {
            case TokenKind.Number:
                tokens.Take();
                return Number(token);
            case TokenKind.Name or TokenKind.ForeignName:
                tokens.Take();
                return tokens.Is(TokenKind.Open) ? ParseCall(token) : ParseName(token);
            case TokenKind.Open:
                return ParseParentheses();
            case TokenKind.OpenBracket:
                return ParseJoin();
            default:
                tokens.ReportUnexpected("a value");
                return new ExpressionSyntax.Missing(token.Span);
        }
    }

    private ExpressionSyntax Number(Token token)
    {
        if (Numbers.TryRead(token.Text, out double value)) return new ExpressionSyntax.Number(token.Span, value, token.Text);
        tokens.Report(Rules.NumberTooLarge, token.Span, token.Text);
        return new ExpressionSyntax.Missing(token.Span);
    }

    private ExpressionSyntax ParseName(Token name)
    {
        bool isPrevious = tokens.Is(TokenKind.Prime) && tokens.Current.Start == name.End;
        if (!isPrevious) return new ExpressionSyntax.Name(name.Span, name.Text, false);
        Token prime = tokens.Take();
        TextSpan span = TextSpan.FromBounds(name.Span.Start, prime.Span.End);
        if (tokens.Is(TokenKind.Prime) && tokens.Current.Start == prime.End)
        {
            TextSpan both = TextSpan.FromBounds(name.Span.Start, tokens.Current.Span.End);
            tokens.Report(Rules.Reserved, both, $"\"{name.Text}''\"", "keep the value of two steps before in a state of its own");
        }
        return new ExpressionSyntax.Name(span, name.Text, true);
    }

    private ExpressionSyntax ParseCall(Token name)
    {
        if (++_nesting > Limits.ExpressionDepth) return TooDeep(name.Span);
        // A cell may have no inputs, and a method of another language no arguments, as 'W.transpose()'.
        bool isEmpty = (name.Kind == TokenKind.ForeignName || cells.Contains(name.Text)) && tokens.Next.Kind == TokenKind.Close;
        if (isEmpty) tokens.Take();
        bool takesSizes = SizedFunctions.Sizes(name.Text) > 0 && !cells.Contains(name.Text);
        var sizes = new List<SizeSyntax>();
        EquatableArray<ExpressionSyntax> arguments = isEmpty ? EquatableArray<ExpressionSyntax>.Empty
            : takesSizes ? ParseWithSizes(sizes)
            : ParseItems(TokenKind.Comma);
        tokens.TakeClosing(TokenKind.Close, "',' or ')'");
        _nesting--;
        TextSpan span = TextSpan.FromBounds(name.Span.Start, tokens.Previous.Span.End);
        bool isFixed = EndsWithFixed(name.Text, arguments);
        if (isFixed) arguments = arguments.Take(arguments.Count - 1).ToEquatableArray();
        return CheckDepth(new ExpressionSyntax.Call(span, name.Text, name.Span, arguments)
        {
            IsFixed = isFixed,
            Sizes = sizes.ToEquatableArray(),
        });
    }

    /// <summary>( expr {, size}</summary>
    private EquatableArray<ExpressionSyntax> ParseWithSizes(List<SizeSyntax> sizes)
    {
        tokens.Take();
        ExpressionSyntax value = Parse();
        while (!tokens.Failed && tokens.TryTake(TokenKind.Comma, out _)) sizes.Add(_sizes.Parse());
        return EquatableArray.Of(value);
    }

    private bool EndsWithFixed(string function, EquatableArray<ExpressionSyntax> arguments) =>
        NoiseFunctions.Operands(function) is > 0 and var operands && arguments.Count == operands + 1 && !cells.Contains(function)
        && arguments[operands] is ExpressionSyntax.Name { IsPrevious: false, Identifier: NoiseFunctions.Fixed };

    private ExpressionSyntax ParseParentheses()
    {
        Token open = tokens.Take();
        if (++_nesting > Limits.ExpressionDepth) return TooDeep(open.Span);
        ExpressionSyntax inner = Parse();
        tokens.TakeClosing(TokenKind.Close, "')'");
        _nesting--;
        return inner with { Span = TextSpan.FromBounds(open.Span.Start, tokens.Previous.Span.End) };
    }

    private ExpressionSyntax ParseJoin()
    {
        Token open = tokens.Current;
        if (++_nesting > Limits.ExpressionDepth) return TooDeep(open.Span);
        EquatableArray<ExpressionSyntax> items = ParseItems(TokenKind.Semicolon);
        tokens.TakeClosing(TokenKind.CloseBracket, "';' or ']'");
        _nesting--;
        return CheckDepth(new ExpressionSyntax.Join(TextSpan.FromBounds(open.Span.Start, tokens.Previous.Span.End), items));
    }

    /// <summary>Takes the opening bracket and the expressions behind it.</summary>
    private EquatableArray<ExpressionSyntax> ParseItems(TokenKind separator)
    {
        var items = new List<ExpressionSyntax>();
        do
        {
            tokens.Take();
            items.Add(Parse());
        }
        while (!tokens.Failed && tokens.Is(separator));
        return items.ToEquatableArray();
    }

    private ExpressionSyntax Combine(ExpressionSyntax left, Token symbol, ExpressionSyntax right) =>
        CheckDepth(new ExpressionSyntax.Binary(Around(left, right), symbol.Text, symbol.Span, left, right));

    private static TextSpan Around(ExpressionSyntax left, ExpressionSyntax right) =>
        TextSpan.FromBounds(left.Span.Start, right.Span.End);

    private ExpressionSyntax CheckDepth(ExpressionSyntax node) => node.Depth > Limits.ExpressionDepth ? TooDeep(node.Span) : node;

    private ExpressionSyntax.Missing TooDeep(TextSpan span)
    {
        tokens.Report(Rules.TooDeep, span, Limits.ExpressionDepth.ToString(CultureInfo.InvariantCulture), "name parts of it by equations");
        return new ExpressionSyntax.Missing(span);
    }
}

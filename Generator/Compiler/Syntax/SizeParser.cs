using System.Globalization;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>size = term { (+|-) term };  term = atom { (*|/) atom };  atom = integer | name | ( size ).</summary>
internal sealed class SizeParser(TokenStream tokens)
{
    private int _nesting;

    public SizeSyntax Parse()
    {
        if (++_nesting > Limits.ExpressionDepth) return TooDeep(tokens.Current.Span);
        SizeSyntax size = ParseTerm();
        while (!tokens.Failed && tokens.Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            string symbol = tokens.Take().Text;
            size = Combine(size, symbol, ParseTerm());
        }
        _nesting--;
        return size;
    }

    private SizeSyntax ParseTerm()
    {
        SizeSyntax size = ParseAtom();
        while (!tokens.Failed && tokens.Current.Kind is TokenKind.Star or TokenKind.Slash)
        {
            string symbol = tokens.Take().Text;
            size = Combine(size, symbol, ParseAtom());
        }
        return size;
    }

    private SizeSyntax ParseAtom()
    {
        Token token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number when token.Text.IndexOfAny(['.', 'e', 'E']) < 0:
                tokens.Take();
                return new SizeSyntax.Integer(token.Span, token.Text);
            case TokenKind.Name:
                tokens.Take();
                return new SizeSyntax.Name(token.Span, token.Text);
            case TokenKind.Open:
                tokens.Take();
                SizeSyntax size = Parse();
                tokens.TakeClosing(TokenKind.Close, "')'");
                return size with { Span = TextSpan.FromBounds(token.Span.Start, tokens.Previous.Span.End) };
            default:
                tokens.ReportUnexpected("a size");
                return new SizeSyntax.Missing(token.Span);
        }
    }

    private SizeSyntax Combine(SizeSyntax left, string symbol, SizeSyntax right)
    {
        TextSpan span = TextSpan.FromBounds(left.Span.Start, right.Span.End);
        var size = new SizeSyntax.Binary(span, symbol, left, right);
        return size.Depth > Limits.ExpressionDepth ? TooDeep(span) : size;
    }

    private SizeSyntax.Missing TooDeep(TextSpan span)
    {
        tokens.Report(Rules.TooDeep, span, Limits.ExpressionDepth.ToString(CultureInfo.InvariantCulture), "name parts of it as sizes");
        return new SizeSyntax.Missing(span);
    }
}

using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// repeat = "repeat" name "in" size ".." size ":" and, on the same line, an equation, or below it those that are indented further.
/// </summary>
internal sealed class RepeatParser(TokenStream tokens)
{
    private const string Word = "repeat", In = "in";

    private int _column;
    private bool _isOneLine;

    /// <summary>The head of the repeat that the line stands in; null outside of any.</summary>
    public RepeatSyntax? Head { get; private set; }

    /// <summary>A line that is not indented further than its head ends a repeat.</summary>
    public void BeginLine()
    {
        if (Head is not null && (_isOneLine || tokens.Column <= _column)) Head = null;
    }

    /// <summary>Takes the head of a repeat. False where the line begins with something else.</summary>
    public bool TryTakeHead()
    {
        if (!tokens.Is(TokenKind.Name) || tokens.Current.Text != Word || !IsHead(tokens.Next.Kind)) return false;
        int column = tokens.Column, first = tokens.Index;
        if (Head is not null)
        {
            tokens.Report(Diagnostics.Rules.NestedRepeat, tokens.Current.Span);
            tokens.Recover();
            return true;
        }
        Token word = tokens.Take();
        RepeatSyntax? head = ParseHead(word, first);
        if (head is null) tokens.Recover();
        (Head, _column, _isOneLine) = (head, column, !tokens.AtEnd);
        return true;
    }

    /// <summary>A name that is assigned stands before '=', ',' or '['; what is none of these was meant as a repeat.</summary>
    private static bool IsHead(TokenKind next) => next is TokenKind.Name or TokenKind.Number or TokenKind.Colon or TokenKind.NewLine;

    private RepeatSyntax? ParseHead(Token word, int first)
    {
        if (!tokens.TryTake(TokenKind.Name, out Token index))
        {
            tokens.ReportUnexpected("the name of an index, as in 'repeat k in 0..n:'");
            return null;
        }
        if (tokens.Is(TokenKind.Name) && tokens.Current.Text == In) tokens.Take();
        else tokens.ReportUnexpected("'in', as in 'repeat k in 0..n:'");
        if (tokens.Failed) return null;
        var sizes = new SizeParser(tokens);
        SizeSyntax from = sizes.Parse();
        if (!tokens.Failed && !tokens.TryTake(TokenKind.DotDot, out _)) tokens.ReportUnexpected("'..', as in 'repeat k in 0..n:'");
        if (tokens.Failed) return null;
        SizeSyntax to = sizes.Parse();
        if (!tokens.Failed && !tokens.TryTake(TokenKind.Colon, out _)) tokens.ReportUnexpected("':' behind the head of a repeat");
        if (tokens.Failed) return null;
        TextSpan span = TextSpan.FromBounds(word.Span.Start, tokens.Previous.Span.End);
        return new RepeatSyntax(index.Text, index.Span, from, to, span, tokens.TextOf(first, tokens.Index));
    }
}

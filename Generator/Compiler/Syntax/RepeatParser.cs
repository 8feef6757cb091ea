using System.Collections.Generic;
using System.Globalization;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// repeat = "repeat" name "in" size ".." size ":" and, on the same line, another one or an equation, or below it those that are indented
/// further.
/// </summary>
internal sealed class RepeatParser(TokenStream tokens)
{
    private const string Word = "repeat", In = "in";

    /// <summary>The repeats that the line stands in, the innermost last, and how far their heads are indented.</summary>
    private readonly Stack<(RepeatSyntax Head, int Column)> _open = new();

    /// <summary>The head of the innermost repeat that the line stands in; null outside of any.</summary>
    public RepeatSyntax? Head => _open.Count == 0 ? null : _open.Peek().Head;

    /// <summary>A line that is not indented further than its head ends a repeat.</summary>
    public void BeginLine()
    {
        while (_open.Count > 0 && tokens.Column <= _open.Peek().Column) _open.Pop();
    }

    /// <summary>Takes the heads of repeats that the line begins with. False where it begins with something else.</summary>
    public bool TryTakeHeads()
    {
        if (!AtHead) return false;
        int column = tokens.Column;
        var heads = new List<RepeatSyntax>();
        while (AtHead)
        {
            RepeatSyntax? outer = heads.Count > 0 ? heads[heads.Count - 1] : Head;
            if (ParseHead(outer, _open.Count + heads.Count) is { } head) heads.Add(head);
            else tokens.Recover();
        }
        // A body on this line is all of it.
        foreach (RepeatSyntax head in heads) _open.Push((head, tokens.AtEnd ? column : int.MaxValue));
        return true;
    }

    /// <summary>A name that is assigned stands before '=', ',' or '['; what is none of these was meant as a repeat.</summary>
    private bool AtHead => tokens.Is(TokenKind.Name) && tokens.Current.Text == Word
        && tokens.Next.Kind is TokenKind.Name or TokenKind.Number or TokenKind.Colon or TokenKind.NewLine;

    private RepeatSyntax? ParseHead(RepeatSyntax? outer, int depth)
    {
        int first = tokens.Index;
        Token word = tokens.Take();
        if (depth == Limits.Repeats)
        {
            tokens.Report(Diagnostics.Rules.RepeatsTooDeep, word.Span, Limits.Repeats.ToString(CultureInfo.InvariantCulture));
            return null;
        }
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
        int last = tokens.Index;
        SizeSyntax to = sizes.Parse();
        string end = tokens.TextOf(last, tokens.Index);
        if (!tokens.Failed && !tokens.TryTake(TokenKind.Colon, out _)) tokens.ReportUnexpected("':' behind the head of a repeat");
        if (tokens.Failed) return null;
        TextSpan span = TextSpan.FromBounds(word.Span.Start, tokens.Previous.Span.End);
        string text = (outer is null ? "" : outer.Text + " ") + tokens.TextOf(first, tokens.Index);
        return new RepeatSyntax(index.Text, index.Span, from, to, span, text) { Outer = outer, End = end };
    }
}

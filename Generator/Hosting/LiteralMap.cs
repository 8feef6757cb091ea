using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace RnnGen.Hosting;

/// <summary>
/// Where each UTF-16 unit of a string literal's value stands in the literal's source text. The text alone decides the form:
/// <c>"…"</c> with escapes, <c>@"…"</c> with doubled quotes, <c>"""…"""</c> on one line or on several, whose indentation is removed.
/// </summary>
internal sealed class LiteralMap
{
    private readonly List<TextSpan> _units = [];
    private readonly string _text;
    private readonly int _contentStart;

    private LiteralMap(string text, int contentStart) => (_text, _contentStart) = (text, contentStart);

    /// <summary>The length of the value as this map reads it; differs from the true one only for text that is no literal.</summary>
    public int Length => _units.Count;

    /// <summary>Reads the source text of a string literal token, quotes included.</summary>
    public static LiteralMap Read(string literal)
    {
        int quotes = CountQuotes(literal);
        if (literal.StartsWith("@", System.StringComparison.Ordinal)) return ReadVerbatim(literal);
        if (quotes < 3) return ReadPlain(literal);
        int firstLineEnd = quotes;
        while (firstLineEnd < literal.Length && !IsLineBreak(literal[firstLineEnd])) firstLineEnd++;
        return firstLineEnd < literal.Length ? ReadRawLines(literal, quotes, firstLineEnd) : ReadRawLine(literal, quotes);
    }

    /// <summary>The part of the literal's source text that produced <paramref name="span"/> of its value.</summary>
    public TextSpan ToSource(TextSpan span)
    {
        int first = System.Math.Min(System.Math.Max(span.Start, 0), Length);
        int end = System.Math.Min(System.Math.Max(span.End, first), Length);
        int start = first < Length ? _units[first].Start : Length == 0 ? _contentStart : _units[Length - 1].End;
        return TextSpan.FromBounds(start, end == first ? start : _units[end - 1].End);
    }

    private static int CountQuotes(string literal)
    {
        int count = 0;
        while (count < literal.Length && literal[count] == '"') count++;
        return count;
    }

    private static LiteralMap ReadVerbatim(string literal)
    {
        var map = new LiteralMap(literal, 2);
        for (int at = 2; at < literal.Length - 1;) at = map.Add(at, literal[at] == '"' ? 2 : 1);
        return map;
    }

    private static LiteralMap ReadPlain(string literal)
    {
        var map = new LiteralMap(literal, 1);
        for (int at = 1; at < literal.Length - 1;)
        {
            int length = literal[at] == '\\' ? map.EscapeLength(at) : 1;
            // \U of a code point beyond the basic plane is the one escape that yields two units: both stand for the whole escape.
            if (length == 10 && map.IsSupplementary(at)) map._units.Add(new TextSpan(at, length));
            at = map.Add(at, length);
        }
        return map;
    }

    private static LiteralMap ReadRawLine(string literal, int quotes)
    {
        var map = new LiteralMap(literal, quotes);
        for (int at = quotes; at < literal.Length - quotes;) at = map.Add(at, 1);
        return map;
    }

    /// <summary>
    /// The lines between the quotes, without the last line break and the whitespace that stands before the closing quotes.
    /// </summary>
    private static LiteralMap ReadRawLines(string literal, int quotes, int firstLineEnd)
    {
        int closing = literal.Length - quotes;
        int lastLine = closing;
        while (lastLine > 0 && !IsLineBreak(literal[lastLine - 1])) lastLine--;
        string indentation = literal.Substring(lastLine, closing - lastLine);

        int at = firstLineEnd + LineBreakLength(literal, firstLineEnd);
        var map = new LiteralMap(literal, System.Math.Min(at + indentation.Length, closing));
        while (at < lastLine)
        {
            for (int i = 0; i < indentation.Length && at < lastLine && literal[at] == indentation[i]; i++) at++;
            while (at < lastLine && !IsLineBreak(literal[at])) at = map.Add(at, 1);
            int lineBreak = LineBreakLength(literal, at);
            if (at + lineBreak >= lastLine) break;
            for (int i = 0; i < lineBreak; i++) at = map.Add(at, 1);
        }
        return map;
    }

    private int Add(int start, int length)
    {
        _units.Add(new TextSpan(start, length));
        return start + length;
    }

    private int EscapeLength(int at) => _text[at + 1] switch
    {
        'u' => 6,
        'U' => 10,
        'x' => 2 + CountHexDigits(at + 2, 4),
        _ => 2,
    };

    private int CountHexDigits(int at, int most)
    {
        int count = 0;
        while (count < most && at + count < _text.Length && System.Uri.IsHexDigit(_text[at + count])) count++;
        return count;
    }

    private bool IsSupplementary(int at) =>
        at + 10 <= _text.Length
        && uint.TryParse(_text.Substring(at + 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint point)
        && point > 0xFFFF;

    private static bool IsLineBreak(char unit) => unit is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static int LineBreakLength(string text, int at) => at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
}

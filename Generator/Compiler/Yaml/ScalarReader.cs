using System;
using System.Globalization;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads plain and quoted scalars, each within one line.</summary>
internal sealed class ScalarReader(YamlSource source)
{
    /// <summary>Reads a value outside brackets, which ends with its line or at a comment.</summary>
    public YamlNode ReadPlain()
    {
        int start = source.Position;
        TextSpan span = source.RestOfLine(start);
        source.Position = span.End;
        if (!CheckStart(span)) return new YamlNode.Broken(span);
        for (int i = start; i < span.End; i++)
        {
            if (source.At(i) != ':' || !source.IsBlank(i + 1)) continue;
            source.Diagnostics.Report(Rules.ColonInValue, new TextSpan(i, 1));
            return new YamlNode.Broken(span);
        }
        return Plain(span);
    }

    public YamlNode.Scalar Plain(TextSpan span) =>
        new(span, MappedText.Verbatim(source.TextOf(span), span.Start), ScalarStyle.Plain);

    public static YamlNode.Scalar Missing(int position) =>
        new(new TextSpan(position, 0), MappedText.Verbatim("", position), ScalarStyle.Missing);

    /// <summary>Sees that a plain scalar does not start with what has a meaning of its own in YAML; reports it where it does.</summary>
    public bool CheckStart(TextSpan span)
    {
        char first = source.At(span.Start);
        (string thing, string help)? meaning = first switch
        {
            '&' => ("an anchor", "write the value itself"),
            '*' => ("an alias", "write the value itself"),
            '!' => ("a tag", "every value is text"),
            '>' => ("a folded text", "use '|'"),
            '%' => ("a directive", "start with a key"),
            '@' or '`' or ',' or ']' or '}' => ("what YAML reserves", "quote the value"),
            '#' => ("a comment", "put a space before it, or quote the value"),
            '|' => ("a block", "it has no place here"),
            '?' => ("a complex key", "write 'key: value'"),
            _ => null,
        };
        if (meaning is { } found)
        {
            source.Diagnostics.Report(Rules.UnsupportedYaml, new TextSpan(span.Start, 1), first.ToString(), found.thing, found.help);
            return false;
        }
        if (first is '-' or ':' && (source.IsBlank(span.Start + 1) || source.At(span.Start + 1) is ',' or ']' or '}'))
        {
            source.Diagnostics.Report(Rules.UnsupportedYaml, new TextSpan(span.Start, 1), first.ToString(),
                first == '-' ? "a list" : "a value", "there is no key on this line for it");
            return false;
        }
        return true;
    }

    /// <summary>Reads '…' or "…" at the position; null when it is not closed or not well written, which is reported.</summary>
    public YamlNode.Scalar? ReadQuoted()
    {
        int start = source.Position;
        char quote = source.Current;
        var builder = new MappedTextBuilder(start + 1);
        source.Position++;
        bool good = true;
        while (true)
        {
            if (source.AtLineEnd)
            {
                source.Diagnostics.Report(Rules.UnclosedQuote, new TextSpan(start, 1));
                return null;
            }
            int position = source.Position;
            if (source.Current == quote && !(quote == '\'' && source.At(position + 1) == '\'')) break;
            int length = quote == '\'' && source.Current == '\'' ? 2 : 1;
            if (quote == '"' && source.Current == '\\') good &= ReadEscape(builder);
            else builder.Append(source.Current.ToString(), position, length);
            if (source.Position == position) source.Position += length;
        }
        source.Position++;
        var style = quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted;
        return good ? new YamlNode.Scalar(TextSpan.FromBounds(start, source.Position), builder.Build(), style) : null;
    }

    private bool ReadEscape(MappedTextBuilder builder)
    {
        int start = source.Position;
        char kind = source.At(start + 1);
        int digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        int end = Math.Min(start + 2 + digits, source.Text.Length);
        string? value = digits > 0 ? FromCode(source.Text.Substring(start + 2, end - start - 2), digits) : FromLetter(kind);
        if (value is null)
        {
            int length = source.IsLineEnd(start + 1) ? 1 : 2;
            source.Diagnostics.Report(Rules.WrongEscape, new TextSpan(start, length), source.Text.Substring(start, length));
            source.Position = start + length;
            return false;
        }
        source.Position = end;
        builder.Append(value, start, end - start);
        return true;
    }

    private static string? FromCode(string code, int digits)
    {
        if (code.Length != digits) return null;
        foreach (char digit in code)
            if (digit is not (>= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F')) return null;
        long point = long.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return point is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) ? null : char.ConvertFromUtf32((int)point);
    }

    private static string? FromLetter(char letter) => letter switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        't' => "\t",
        'n' => "\n",
        'v' => "\v",
        'f' => "\f",
        'r' => "\r",
        'e' => "\u001B",
        ' ' => " ",
        '"' => "\"",
        '/' => "/",
        '\\' => "\\",
        'N' => "\u0085",
        '_' => "\u00A0",
        'L' => "\u2028",
        'P' => "\u2029",
        _ => null,
    };
}

using System;
using System.Linq;

namespace RnnGen.Hosting;

/// <summary>Writes text as it stands inside of a given string literal: the way back from <see cref="LiteralMap"/>.</summary>
internal static class LiteralEncoder
{
    /// <param name="literal">The source text of the literal, quotes included; its form decides.</param>
    /// <returns>Null where the literal's form has no way to write the text.</returns>
    public static string? Encode(string literal, string text)
    {
        string lines = text.Replace("\r\n", "\n");
        if (literal.StartsWith("@", StringComparison.Ordinal)) return lines.Replace("\"", "\"\"").Replace("\n", LineBreakOf(literal));
        int quotes = literal.TakeWhile(c => c == '"').Count();
        return quotes < 3 ? EncodePlain(lines) : EncodeRaw(literal, lines, quotes);
    }

    private static string EncodePlain(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    /// <summary>Every line of a raw literal begins as the one with the closing quotes does.</summary>
    private static string? EncodeRaw(string literal, string text, int quotes)
    {
        if (text.Contains(new string('"', quotes))) return null;
        int lastLine = literal.LastIndexOf('\n') + 1;
        if (lastLine == 0) return text.Contains('\n') ? null : text;
        string indentation = literal.Substring(lastLine, literal.Length - quotes - lastLine);
        return text.Replace("\n", LineBreakOf(literal) + indentation);
    }

    /// <summary>A text keeps the line breaks that it has.</summary>
    public static string LineBreakOf(string text)
    {
        int first = text.IndexOf('\n');
        return first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
    }
}

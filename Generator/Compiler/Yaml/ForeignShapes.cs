using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads what people write who separate names and extents by other things than commas in brackets.</summary>
internal static class ForeignShapes
{
    private static readonly char[] Separators = [' ', ';', ',', '\u00D7'];

    /// <summary>The extents of "hidden x input", "(hidden, input)" or "hidden; input"; null where a text is one extent or none.</summary>
    public static IReadOnlyList<string>? Extents(string text)
    {
        bool isTuple = text.Length > 1 && text[0] == '(' && text[text.Length - 1] == ')' && text.IndexOf(',') > 0;
        string inner = isTuple ? text.Substring(1, text.Length - 2) : text;
        if (inner.IndexOfAny([';', ',']) > 0) return Parts(inner, inner.Split(';', ','));
        string[] parts = inner.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3 && parts[1] is "x" or "X" or "by") parts = [parts[0], parts[2]];
        return parts.All(IsWord) ? Parts(inner, parts) : null;
    }

    /// <summary>The names of "W b" or "W; b"; null where a text is one name or none.</summary>
    public static IReadOnlyList<string>? NamesIn(string text)
    {
        string[] parts = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return parts.All(Definitions.Names.IsName) ? Parts(text, parts) : null;
    }

    private static List<string>? Parts(string text, string[] parts)
    {
        var trimmed = parts.Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        return trimmed.Count > 1 && text.Length > 0 ? trimmed : null;
    }

    private static bool IsWord(string text) => text.All(Definitions.Names.IsPart);
}

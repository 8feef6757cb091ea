using System;

namespace RnnGen.Hosting;

/// <summary>Which of the three doors the text in [Cell("…")] takes.</summary>
internal static class Door
{
    public const string FileSuffix = ".cell.yaml";

    /// <summary>Text with a line break is the definition itself.</summary>
    public static bool IsInPlace(string text) => text.IndexOfAny(['\n', '\r']) >= 0;

    /// <summary>Text on one line that ends like a cell file is its path; anything else is a name from the zoo.</summary>
    public static bool IsFile(string text) => !IsInPlace(text) && text.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase);
}

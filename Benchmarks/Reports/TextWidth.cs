using System.Linq;

namespace RnnGen.Benchmarks.Reports;

/// <summary>
/// How wide text becomes in a picture whose reader chooses the font: an upper estimate, by classes of characters. Each class holds the
/// widest advance that its characters have in the usual sans-serif fonts, DejaVu Sans being the widest of them.
/// </summary>
internal static class TextWidth
{
    private const double Widest = 1.0, Capital = 0.8, Letter = 0.65, Narrow = 0.42;

    /// <param name="size">The font's size in pixels.</param>
    public static double Of(string text, double size) => size * text.Sum(Advance);

    /// <summary>In units of the font's size.</summary>
    private static double Advance(char character) => character switch
    {
        'm' or 'w' or 'M' or 'W' => Widest,
        ' ' or '(' or ')' or '[' or ']' or ',' or '.' or ':' or ';' or '\'' or '-' or 'i' or 'j' or 'l' or 'f' or 't' or 'r' => Narrow,
        _ when char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) => Letter,
        _ when char.IsAsciiLetterUpper(character) => Capital,
        _ => Widest,
    };
}

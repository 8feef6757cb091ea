using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>Characters beyond ASCII that look like, or mean, what a definition writes in ASCII.</summary>
public static class LookAlikes
{
    private const string GreekNames =
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega";

    /// <summary>Characters, and what is written instead of each of them.</summary>
    private static readonly (string Characters, string Instead)[] Rows =
    [
        ("\u2212\u2010\u2011\u2012\u2013\u2014\u2015\uFE63\u2796", "'-'"),
        ("\u2295\u2795", "'+'"),
        ("\u2218\u2299\u2217\u2297\u2A00\u2A09\u25CB\u25E6\u2981", "'*'"),
        ("\u00D7\u00B7\u22C5\u2022\u2219\u2715\u2716\u30FB", "'@' for a product of matrices and vectors, '*' element by element"),
        ("\u00F7\u2215\u2044\u2797", "'/'"),
        ("\u2019\u2018\u2032\u02B9\u02BC\u00B4\u2035\u201B", "\"'\""),
        ("\u2033\u02BA", "one prime \"'\", for the step before"),
        ("\u201C\u201D\u201E\u00AB\u00BB", "'\"'"),
        ("\u2264\u2266\u2A7D", "'<='"),
        ("\u2265\u2267\u2A7E", "'>='"),
        ("\u2260", "'!='"),
        ("\u2261\u2A75", "'=='"),
        ("\u2190\u2254\u21D0\u27F5\u225C", "'='"),
        ("\u2026\u2025", "'..'"),
        ("\u221A", "'sqrt(\u2026)'"),
        ("\u2211", "'sum(\u2026)'"),
        ("\u03C3", "'sigmoid(\u2026)' for the function, 'sigma' for a name"),
        ("\u00B2\u00B3\u2074\u207F", "a power as a product, such as 'x * x'"),
        ("\u1D40\u22A4\u22BA", "'transpose(\u2026)'"),
        ("\u209C\u208B\u1D57\u207B", "the name alone for this step, and with a prime, such as \"h'\", for the step before"),
        ("\u221E", "a large number, such as '1e30'"),
        ("\u00BD", "'0.5'"),
        ("\u00BC", "'0.25'"),
        ("\u00BE", "'0.75'"),
        ("\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\u1680", "a space"),
        ("\u200B\u200C\u200D\u2060\u00AD\u200E\u200F", "nothing: it cannot be seen"),
    ];

    /// <summary>Letters that look as a Latin one does, and that letter.</summary>
    private const string Cyrillic = "\u0430a\u0435e\u043Eo\u0440p\u0441c\u0443y\u0445x\u0456i\u0458j\u0455s\u04BBh\u0501d\u051Bq\u051Dw"
        + "\u0410A\u0412B\u0415E\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C\u0422T\u0425X\u0406I\u0408J\u0405S\u04AEY\u051AQ\u051CW";

    private static readonly Dictionary<string, string> Known = Collect();

    /// <summary>The first look-alike of a text; null where there is none.</summary>
    public static LookAlike? FirstIn(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (At(text, i) is { } found) return found;
        return null;
    }

    /// <summary>The look-alike at a place of a text; null where the character is none.</summary>
    public static LookAlike? At(string text, int position)
    {
        if (text[position] < 0x80) return null;
        bool isPair = char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]);
        int code = isPair ? char.ConvertToUtf32(text[position], text[position + 1]) : text[position];
        string character = text.Substring(position, isPair ? 2 : 1);
        string name = "U+" + code.ToString("X4", CultureInfo.InvariantCulture);
        return InsteadOf(character, code) is { } instead ? new LookAlike(character, name, instead, position) : null;
    }

    private static string? InsteadOf(string character, int code) => code switch
    {
        _ when Known.TryGetValue(character, out string? instead) => instead,
        // Full-width forms stand in the order of ASCII, and so do subscript and superscript digits.
        >= 0xFF01 and <= 0xFF5E => Quoted((char)(code - 0xFEE0)),
        >= 0x2080 and <= 0x2089 => Quoted((char)('0' + (code - 0x2080))),
        >= 0x2070 and <= 0x2079 => "a power as a product, such as 'x * x'",
        // The alphabets for mathematics: thirteen styles of A to Z, a to z, then the Greek ones, then five styles of digits.
        >= 0x1D400 and <= 0x1D6A3 => Quoted("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[(code - 0x1D400) % 52]),
        >= 0x1D6A8 and <= 0x1D7CB => "its name, such as 'alpha'",
        >= 0x1D7CE and <= 0x1D7FF => Quoted((char)('0' + (code - 0x1D7CE) % 10)),
        _ => null,
    };

    private static string Quoted(char character) => character == '\'' ? "\"'\"" : $"'{character}'";

    private static Dictionary<string, string> Collect()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string characters, string instead) in Rows)
            foreach (char character in characters) known.Add(character.ToString(), instead);
        for (int i = 0; i < Cyrillic.Length; i += 2) known.Add(Cyrillic[i].ToString(), Quoted(Cyrillic[i + 1]));
        foreach ((string name, int index) in GreekNames.Split(' ').Select((name, index) => (name, index)))
        {
            string small = ((char)(0x3B1 + index)).ToString();
            string capital = ((char)(0x391 + index)).ToString();
            if (!known.ContainsKey(small)) known.Add(small, $"'{name}'");
            // There is no capital of the sigma that ends words.
            if (index != 17) known.Add(capital, $"'{char.ToUpperInvariant(name[0])}{name.Substring(1)}'");
        }
        foreach ((string variant, string name) in new[] { ("\u03F5", "epsilon"), ("\u03D5", "phi"), ("\u03D1", "theta"), ("\u00B5", "mu") })
            known.Add(variant, $"'{name}'");
        return known;
    }
}

/// <param name="Name">U+ and the code point.</param>
/// <param name="Instead">What is written instead, for people: "'-'".</param>
/// <param name="Position">Where it starts in the text.</param>
public sealed record LookAlike(string Character, string Name, string Instead, int Position);

using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// Text that users write as they like (titles, descriptions, sources) on its way into comments, documentation and literals of C#: it ends
/// no line of C#, and holds nothing that XML cannot.
/// </summary>
internal static class FreeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>On one line: what would end it is a space, and what stands for no character a replacement character.</summary>
    public static string OnOneLine(string text)
    {
        if (text.All(character => character is >= ' ' and < '\u007F')) return text;
        var builder = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair) builder.Append(text[i]).Append(text[++i]);
            else if (text[i] != '\r' || i + 1 >= text.Length || text[i + 1] != '\n') builder.Append(Single(text[i]));
        }
        return builder.ToString();
    }

    /// <summary>A literal of C#, with quotes.</summary>
    public static string Literal(string text)
    {
        var builder = new StringBuilder("\"", text.Length + 2);
        foreach (char character in text)
        {
            builder.Append(character switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                _ when Single(character) != character => "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture),
                _ => character.ToString(),
            });
        }
        return builder.Append('"').ToString();
    }

    /// <summary>C# ends a line at each of the separators, U+0085 included; XML knows no other control characters.</summary>
    private static char Single(char character) => character switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029' => ' ',
        '\uFFFE' or '\uFFFF' => Replacement,
        _ => char.IsControl(character) || char.IsSurrogate(character) ? Replacement : character,
    };
}

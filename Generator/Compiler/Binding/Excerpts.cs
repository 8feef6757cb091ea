using System.Text;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>Short quotations of a definition for messages: on one line, blanks made single, long ones cut.</summary>
internal sealed class Excerpts(string definition)
{
    private const int Longest = 60;

    public string Of(TextSpan span)
    {
        var builder = new StringBuilder();
        foreach (char character in definition.Substring(span.Start, span.Length))
        {
            bool blank = char.IsWhiteSpace(character);
            if (blank && (builder.Length == 0 || builder[builder.Length - 1] == ' ')) continue;
            builder.Append(blank ? ' ' : character);
        }
        return Shorten(builder.ToString().TrimEnd());
    }

    /// <summary>A text on one line, of which a long one is cut.</summary>
    public static string Shorten(string text) => text.Length <= Longest ? text : text.Substring(0, Longest - 1).TrimEnd() + "…";
}

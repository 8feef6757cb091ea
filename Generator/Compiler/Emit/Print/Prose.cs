using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// A sentence of XML documentation as a template: <c>$"Packs {name} for {Tag.Code("Step")}."</c>. Text in it is escaped, and lines end
/// between its words, never inside of a tag.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Prose
{
    private readonly List<string> _words = [];
    private bool _isOpen;

    public Prose(int literalLength, int formattedCount) => _ = literalLength + formattedCount;

    public IReadOnlyList<string> Words => _words;

    public static implicit operator Prose(string text)
    {
        var prose = new Prose(text.Length, 0);
        prose.AppendFormatted(text);
        return prose;
    }

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(string text)
    {
        string[] parts = Escape(FreeText.OnOneLine(text)).Split(' ');
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0) _isOpen = false;
            if (parts[i].Length > 0) Append(parts[i]);
        }
    }

    public void AppendFormatted(Tag tag) => Append(tag.Text);

    public void AppendFormatted(Prose text)
    {
        for (int i = 0; i < text._words.Count; i++)
        {
            if (i > 0) _isOpen = false;
            Append(text._words[i]);
        }
    }

    public void AppendFormatted(int number) => Append(number.ToString(CultureInfo.InvariantCulture));

    public static Prose Of(Prose text) => text;

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>More of the word at hand, or the first of the next one.</summary>
    private void Append(string part)
    {
        if (_isOpen) _words[_words.Count - 1] += part;
        else _words.Add(part);
        _isOpen = true;
    }
}

/// <summary>A tag within documentation.</summary>
internal readonly record struct Tag(string Text)
{
    public static Tag Code(string text) => new($"<c>{Prose.Escape(text)}</c>");

    public static Tag See(string name) => new($"<see cref=\"{name}\"/>");

    public static Tag Parameter(string name) => new($"<paramref name=\"{name}\"/>");
}

using System.Collections.Generic;
using System.Text;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Text in lines that end between its words. A word that is too long for a line has one of its own.</summary>
internal static class Words
{
    private const string Indentation = "    ";

    /// <summary>Free text; blanks at its start are kept, and what follows its first line is indented.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string all = FreeText.OnOneLine(text);
        string indent = "";
        int start = 0;
        while (indent.Length + all.Length - start > width)
        {
            int content = start;
            while (content < all.Length && char.IsWhiteSpace(all[content])) content++;
            int last = start + width - indent.Length, cut = all.LastIndexOf(' ', last, last - start + 1);
            if (cut < content) cut = content < all.Length ? all.IndexOf(' ', content) : -1;
            if (cut < 0) break;
            yield return indent + all.Substring(start, cut - start);
            indent = Indentation;
            for (start = cut; start < all.Length && char.IsWhiteSpace(all[start]);) start++;
        }
        yield return indent + all.Substring(start);
    }

    public static IEnumerable<string> Fill(IEnumerable<string> words, int width)
    {
        var line = new StringBuilder();
        foreach (string word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        if (line.Length > 0) yield return line.ToString();
    }
}

using System;
using System.Linq;
using System.Text;

namespace RnnGen.Tests.Yaml;

/// <summary>
/// Writes random documents of the subset: all styles of scalars, nested block and flow collections, comments, blank lines.
/// </summary>
internal sealed class RandomYaml(Random random)
{
    private static readonly string[] Plain =
        ["a", "h'", "W @ x + b", "-1", "constant(1)", "2*hidden", "on", "null", "1e3", "f = g(a) * c'", "x-y", "a#b", "it's", "~", "a = b"];

    private static readonly string[] FlowPlain = ["a", "h'", "hidden + input", "-1", "zeros", "2*n", "no", "0x1F", "a = b", "x y"];

    private static readonly string[] Quoted =
        ["\"a: b\"", "\"x \\\"y\\\" \\u0041\\n\"", "''", "'it''s'", "\"[;]\"", "'# no comment'", "\"\""];

    /// <summary>A semicolon in brackets is an expression to RnnGen.</summary>
    private static readonly string[] FlowQuoted = [.. Quoted.Where(quoted => !quoted.Contains(';'))];

    public string Document()
    {
        var text = new StringBuilder();
        Noise(text);
        Map(text, random.Next(3) == 0 ? 2 : 0, 0);
        return text.ToString();
    }

    private void Map(StringBuilder text, int indent, int depth)
    {
        int count = 1 + random.Next(4);
        for (int i = 0; i < count; i++)
        {
            string key = random.Next(8) == 0 ? $"\"k {i}\"" : $"k{i}";
            text.Append(' ', indent).Append(key).Append(random.Next(8) == 0 ? " :" : ":");
            Value(text, indent, depth, isListItem: false);
            Noise(text);
        }
    }

    private void List(StringBuilder text, int indent, int depth)
    {
        int count = 1 + random.Next(3);
        for (int i = 0; i < count; i++)
        {
            text.Append(' ', indent).Append('-');
            Value(text, indent, depth, isListItem: true);
            Noise(text);
        }
    }

    private void Value(StringBuilder text, int indent, int depth, bool isListItem)
    {
        int kind = random.Next(depth < 3 && !isListItem ? 8 : 6);
        switch (kind)
        {
            case 0:
                LineEnd(text);
                break;
            case 1:
                text.Append(' ', 1 + random.Next(2)).Append(Pick(Plain));
                LineEnd(text);
                break;
            case 2:
                text.Append(' ').Append(Pick(Quoted));
                LineEnd(text);
                break;
            case 3 or 4:
                text.Append(' ');
                Flow(text, indent, 0);
                LineEnd(text);
                break;
            case 5:
                Block(text, indent);
                break;
            case 6:
                LineEnd(text);
                Map(text, indent + 1 + random.Next(3), depth + 1);
                break;
            default:
                LineEnd(text);
                List(text, indent + random.Next(3), depth + 1);
                break;
        }
    }

    private void Flow(StringBuilder text, int indent, int depth)
    {
        bool isMap = random.Next(2) == 0;
        text.Append(isMap ? '{' : '[');
        int count = random.Next(4);
        for (int i = 0; i < count; i++)
        {
            Gap(text, indent);
            if (isMap) text.Append("k").Append(i).Append(": ");
            if (depth < 2 && random.Next(4) == 0) Flow(text, indent, depth + 1);
            else if (!isMap || random.Next(5) > 0) text.Append(Pick(random.Next(5) == 0 ? FlowQuoted : FlowPlain));
            Gap(text, indent);
            if (i < count - 1 || random.Next(4) == 0) text.Append(',');
        }
        Gap(text, indent);
        text.Append(isMap ? '}' : ']');
    }

    /// <summary>Between the parts of brackets: nothing, a space, or a new line with a comment before it.</summary>
    private void Gap(StringBuilder text, int indent)
    {
        int kind = random.Next(8);
        if (kind < 3) text.Append(' ');
        if (kind == 7) text.Append(random.Next(2) == 0 ? "\n" : " # so\n").Append(' ', indent + 1 + random.Next(4));
    }

    private void Block(StringBuilder text, int indent)
    {
        text.Append(" |").Append(Pick(["", "", "-", "+"]));
        LineEnd(text);
        int inner = indent + 1 + random.Next(4);
        int count = random.Next(4);
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && random.Next(4) == 0) text.Append('\n');
            text.Append(' ', inner + (i > 0 ? random.Next(3) : 0)).Append(Pick(Plain));
            text.Append(Pick(["", " ", " # text", ": x"])).Append('\n');
        }
        if (random.Next(3) == 0) text.Append('\n');
    }

    private void LineEnd(StringBuilder text) => text.Append(Pick(["\n", "\n", " # why\n", "  \n"]));

    private void Noise(StringBuilder text)
    {
        if (random.Next(6) == 0) text.Append(Pick(["\n", "# alone\n", "\n\n"]));
    }

    private string Pick(string[] texts) => texts[random.Next(texts.Length)];
}

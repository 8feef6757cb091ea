using System;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads a <c>|</c> block: the lines below it that are indented deeper than its key, without their common indentation.</summary>
internal sealed class BlockTextReader(YamlSource source)
{
    private enum Chomping { Clip, Strip, Keep }

    /// <summary>Reads the block at the position, and leaves the position at the start of the line behind it.</summary>
    public YamlNode Read(int parentIndent)
    {
        int start = source.Position;
        int headerLine = source.LineIndexOf(start);
        source.Position++;
        var chomping = source.Current switch { '-' => Chomping.Strip, '+' => Chomping.Keep, _ => Chomping.Clip };
        if (chomping != Chomping.Clip) source.Position++;
        bool goodHeader = source.AtBlankRest();
        if (!goodHeader) source.Diagnostics.Report(Rules.BarStartsBlock, source.RestOfLine(start));
        int last = LastLine(headerLine, parentIndent);
        if (goodHeader && LastAtKey(last, parentIndent) is { } end)
        {
            source.Position = source.Lines[end].Next;
            return new YamlNode.Broken(TextSpan.FromBounds(start, source.Lines[end].End));
        }
        bool good = CheckIndentation(headerLine, last, parentIndent, out int indent) && goodHeader;
        source.Position = source.Lines[last].Next;
        TextSpan span = TextSpan.FromBounds(start, source.Lines[last].End);
        if (!good) return new YamlNode.Broken(span);
        return new YamlNode.Scalar(span, Collect(headerLine, last, indent, chomping), ScalarStyle.Block);
    }

    /// <summary>The last line that belongs to the block; trailing blank lines do.</summary>
    private int LastLine(int headerLine, int parentIndent)
    {
        int last = headerLine;
        while (last + 1 < source.Lines.Count)
        {
            YamlLine line = source.Lines[last + 1];
            if (!line.IsEmpty && line.Indent <= parentIndent) break;
            last++;
        }
        return last;
    }

    /// <summary>
    /// The last of the lines below a block without text that stand at the indentation of its key and are no keys, after reporting the
    /// first; null where there is none.
    /// </summary>
    private int? LastAtKey(int last, int parentIndent)
    {
        for (int i = source.LineIndexOf(source.Position) + 1; i <= last; i++)
            if (!source.Lines[i].IsEmpty) return null;
        int next = last + 1;
        while (next < source.Lines.Count && (!source.Lines[next].HasContent || source.IsText(source.Lines[next], parentIndent))) next++;
        int first = Enumerable.Range(last + 1, next - last - 1).FirstOrDefault(line => source.Lines[line].HasContent);
        if (first == 0) return null;
        source.Diagnostics.Report(Rules.NotIndented, source.RestOfLine(source.Lines[first].Content), "|");
        return next - 1;
    }

    private bool CheckIndentation(int headerLine, int last, int parentIndent, out int indent)
    {
        indent = 0;
        bool good = true;
        int blanks = 0;
        for (int i = headerLine + 1; i <= last; i++)
        {
            YamlLine line = source.Lines[i];
            if (line.IsEmpty)
            {
                if (indent == 0 && line.Indent > blanks) blanks = line.Indent;
                continue;
            }
            if (indent == 0) indent = line.Indent;
            // A blank line above the first one may not be indented deeper than it: YAML would not know where the text begins.
            int expected = blanks > indent ? blanks : indent;
            if (line.Indent >= expected) continue;
            good = false;
            if (source.HasTabs) continue;
            source.Diagnostics.Report(Rules.WrongIndentation, new TextSpan(line.Content, 1), Spaces(line.Indent),
                $"the block began with {Spaces(expected)}");
            blanks = 0;
        }
        if (indent == 0) indent = Math.Max(blanks, parentIndent + 1);
        return good;
    }

    internal static string Spaces(int count) => count == 1 ? "1 space" : count.ToString(CultureInfo.InvariantCulture) + " spaces";

    private MappedText Collect(int headerLine, int last, int indent, Chomping chomping)
    {
        int content = last;
        while (content > headerLine && IsBlank(source.Lines[content], indent)) content--;
        int first = headerLine + 1;
        var builder = new MappedTextBuilder(first <= last ? source.Lines[first].Start : source.Lines[headerLine].End);
        int end = chomping == Chomping.Keep ? last : content;
        for (int i = first; i <= end; i++)
        {
            YamlLine line = source.Lines[i];
            int from = line.Start + indent;
            if (from < line.End) builder.Append(source.Text.Substring(from, line.End - from), from, line.End - from);
            bool breaks = chomping != Chomping.Strip || i < content;
            if (breaks && line.Next > line.End) builder.Append("\n", line.End, line.Next - line.End);
        }
        return builder.Build();
    }

    /// <summary>A line of the block without text: spaces beyond the block's indentation are text.</summary>
    private static bool IsBlank(YamlLine line, int indent) => line.IsEmpty && line.End - line.Start <= indent;
}

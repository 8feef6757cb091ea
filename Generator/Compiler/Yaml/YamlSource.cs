using System;
using System.Collections.Generic;
using System.Globalization;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>The text of a definition with its lines and a position that the readers move.</summary>
internal sealed class YamlSource
{
    private readonly List<YamlLine> _lines = [];
    private int _firstTab = -1;
    private int _linesWithTabs;

    /// <param name="start">Where the definition begins; what stands before it are others.</param>
    public YamlSource(string text, int start, DiagnosticBag diagnostics)
    {
        Text = text;
        Diagnostics = diagnostics;
        SplitLines(start);
        if (HasTabs) ReportTabs();
    }

    public string Text { get; }

    public DiagnosticBag Diagnostics { get; }

    public IReadOnlyList<YamlLine> Lines => _lines;

    /// <summary>Tabs have been reported: how deep lines are indented cannot be told.</summary>
    public bool HasTabs => _linesWithTabs > 0;

    /// <summary>Where the next character is read.</summary>
    public int Position { get; set; }

    /// <summary>The character at the position; NUL at the end of the text.</summary>
    public char Current => At(Position);

    public char At(int position) => position < Text.Length ? Text[position] : '\0';

    /// <summary>No character of the line is left at the position.</summary>
    public bool AtLineEnd => IsLineEnd(Position);

    public bool IsLineEnd(int position) => position >= Text.Length || Text[position] is '\n' or '\r';

    /// <summary>What follows is blank: a space, the end of the line or of the text.</summary>
    public bool IsBlank(int position) => IsLineEnd(position) || Text[position] is ' ' or '\t';

    /// <summary>The dash of a list's item.</summary>
    public bool IsDash(int position) => At(position) == '-' && IsBlank(position + 1);

    public void SkipSpaces()
    {
        while (Current is ' ' or '\t') Position++;
    }

    /// <summary>At blanks and a comment, or nothing, up to the end of the line.</summary>
    public bool AtBlankRest()
    {
        int position = Position;
        while (At(position) is ' ' or '\t') position++;
        return IsLineEnd(position) || (At(position) == '#' && (position == 0 || IsBlank(position - 1)));
    }

    public int LineIndexOf(int position)
    {
        int low = 0, high = _lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_lines[middle].Start <= position) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// <summary>From a position to the last character of its line that is neither blank nor comment.</summary>
    public TextSpan RestOfLine(int start)
    {
        int end = start;
        for (int i = start; !IsLineEnd(i); i++)
        {
            if (Text[i] == '#' && i > start && IsBlank(i - 1)) break;
            if (!IsBlank(i)) end = i + 1;
        }
        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The line stands at an indentation or deeper and begins no entry, so that it can only be text.</summary>
    public bool IsText(YamlLine line, int indent)
    {
        if (!line.HasContent || line.Indent < indent || IsDash(line.Content) || At(line.Content) is '"' or '\'') return false;
        for (int i = line.Content; i < line.End; i++)
            if (At(i) == ':' && IsBlank(i + 1)) return false;
        return !KeyReader.HasGluedColon(TextOf(RestOfLine(line.Content)));
    }

    public string TextOf(TextSpan span) => Text.Substring(span.Start, span.Length);

    private void SplitLines(int start)
    {
        if (At(start) == '\uFEFF') start++;
        while (true)
        {
            int end = start;
            while (!IsLineEnd(end)) end++;
            int next = end;
            if (next < Text.Length) next += Text[next] == '\r' && At(next + 1) == '\n' ? 2 : 1;
            _lines.Add(ReadLine(start, end, next));
            if (next == end) return;
            start = next;
        }
    }

    /// <summary>At the first one: they are one mistake of the editor.</summary>
    private void ReportTabs()
    {
        string more = (_linesWithTabs - 1).ToString(CultureInfo.InvariantCulture);
        string rest = _linesWithTabs switch { 1 => "", 2 => " One more line has some.", _ => $" {more} more lines have some." };
        Diagnostics.Report(Rules.Tab, new TextSpan(_firstTab, 1), rest);
    }

    private YamlLine ReadLine(int start, int end, int next)
    {
        int content = start;
        // A tab is reported; it counts as a space so that what follows is read as it was meant.
        while (content < end && IsBlank(content)) content++;
        int indent = content - start;
        bool comment = false;
        bool hasTab = false;
        for (int i = start; i < end; i++)
        {
            comment |= Text[i] == '#' && (i == start || IsBlank(i - 1));
            if (Text[i] == '\t' && !comment && !hasTab)
            {
                if (_firstTab < 0) _firstTab = i;
                _linesWithTabs++;
                hasTab = true;
            }
            else if (IsIllegal(Text[i]))
            {
                string name = "U+" + ((int)Text[i]).ToString("X4", CultureInfo.InvariantCulture);
                Diagnostics.Report(Rules.IllegalCharacter, new TextSpan(i, 1), name);
            }
        }
        return new YamlLine(start, content, end, next, indent, content == end, content < end && Text[content] == '#');
    }

    /// <summary>Control characters, and those that some readers of YAML take for the end of a line.</summary>
    private static bool IsIllegal(char character) =>
        (char.IsControl(character) && character != '\t') || character is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}

/// <summary>
/// One line: where it starts, its first character that is no blank, its end without the break, and the next line's start.
/// </summary>
internal sealed record YamlLine(int Start, int Content, int End, int Next, int Indent, bool IsEmpty, bool IsComment)
{
    public bool HasContent => !IsEmpty && !IsComment;
}

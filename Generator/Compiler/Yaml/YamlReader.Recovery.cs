using System.Collections.Generic;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Goes on behind lines that could not be read, and keeps the names that stand in them.</summary>
public sealed partial class YamlReader
{
    /// <summary>Moves behind lines that are indented too far, which in a section of the definition may be entries of it.</summary>
    private List<YamlEntry> RecoverDeeperThan(int indent, int depth)
    {
        var entries = new List<YamlEntry>();
        int found = Line.Indent;
        for (; _line < _source.Lines.Count && (!Line.HasContent || Line.Indent > indent); _line++)
            if (depth == 1 && Line.HasContent && Line.Indent == found && Recover(indent) is { } entry) entries.Add(entry);
        return entries;
    }

    private YamlEntry? Recover(int indent)
    {
        if (_keys.Recover(Line.Content) is not { } key) return null;
        TextSpan rest = _source.RestOfLine(key.Span.End + 1);
        bool isFlow = _source.At(rest.Start) is '[' or '{';
        return new YamlEntry(key, new YamlNode.Broken(rest, isFlow ? FlowNames.Find(_source, rest.Start, indent) : default));
    }

    /// <summary>Moves to the last line of a comment of another language that may go over several.</summary>
    private void SkipForeignComment()
    {
        int end = _source.Text.IndexOf("*/", Line.Content, System.StringComparison.Ordinal);
        if (_source.At(Line.Content + 1) == '*' && end >= 0) _line = _source.LineIndexOf(end);
    }

    /// <summary>Moves to the last line of a list that stands where no list can be.</summary>
    private void SkipList()
    {
        int indent = Line.Indent;
        for (int next = _line + 1; next < _source.Lines.Count; next++)
        {
            YamlLine line = _source.Lines[next];
            bool isItem = line.Indent == indent && _source.IsDash(line.Content);
            if (line.HasContent && line.Indent <= indent && !isItem) return;
            _line = next;
        }
    }

    private YamlNode.Broken SkipText(int indent)
    {
        int start = Line.Content;
        int end = Line.End;
        for (; _line < _source.Lines.Count && (!Line.HasContent || _source.IsText(Line, indent)); _line++)
            if (Line.HasContent) end = Line.End;
        return new YamlNode.Broken(TextSpan.FromBounds(start, end));
    }

    private YamlNode.Broken Skip(int indent)
    {
        int start = Line.Content;
        int end = Line.End;
        while (_line < _source.Lines.Count && (!Line.HasContent || Line.Indent > indent))
        {
            if (Line.HasContent) end = Line.End;
            _line++;
        }
        return new YamlNode.Broken(TextSpan.FromBounds(start, end));
    }

    /// <summary>Moves behind the current line and all below it that are indented deeper.</summary>
    private void SkipDeeperThan(int indent)
    {
        _line++;
        SkipWhileDeeperThan(indent);
    }

    private void SkipWhileDeeperThan(int indent)
    {
        while (_line < _source.Lines.Count && (!Line.HasContent || Line.Indent > indent)) _line++;
    }
}

using System.Collections.Generic;
using System.Globalization;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads maps and lists in brackets: plain and quoted scalars, nested brackets, comments, over any number of lines.</summary>
internal sealed class FlowReader(YamlSource source, ScalarReader scalars)
{
    private int _parentIndent;
    private bool _failed;

    /// <summary>
    /// Reads the bracket at the position. After an error the position is at the end of the line of the error.
    /// </summary>
    /// <param name="parentIndent">Lines that go on with the bracket are indented deeper than this.</param>
    public YamlNode Read(int parentIndent)
    {
        _parentIndent = parentIndent;
        _failed = false;
        int start = source.Position;
        YamlNode node = ReadNode(0);
        if (!_failed) return node;
        while (!source.AtLineEnd) source.Position++;
        return new YamlNode.Broken(TextSpan.FromBounds(start, source.Position), FlowNames.Find(source, start, parentIndent));
    }

    private YamlNode ReadNode(int depth)
    {
        int start = source.Position;
        if (depth > Limits.YamlDepth)
        {
            string limit = Limits.YamlDepth.ToString(CultureInfo.InvariantCulture);
            return Fail(Rules.TooDeep, new TextSpan(start, 1), limit, "flatten the lists and maps");
        }
        return source.Current switch
        {
            '[' => ReadList(start, depth),
            '{' => ReadMap(start, depth),
            '"' or '\'' => (YamlNode?)scalars.ReadQuoted() ?? Fail(),
            _ => ReadPlain(),
        };
    }

    private YamlNode ReadList(int start, int depth)
    {
        var items = new List<YamlNode>();
        source.Position++;
        while (SkipBlanks(start))
        {
            if (source.Current == ']') return Close(new YamlNode.List(SpanFrom(start), items.ToEquatableArray(), IsFlow: true));
            items.Add(ReadNode(depth + 1));
            if (_failed || !SkipBlanks(start)) break;
            if (source.Current == ',') source.Position++;
            else if (source.Current != ']') return FailExpected("',' or ']'");
        }
        return new YamlNode.Broken(SpanFrom(start));
    }

    private YamlNode ReadMap(int start, int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>();
        source.Position++;
        while (SkipBlanks(start))
        {
            if (source.Current == '}') return Close(new YamlNode.Map(SpanFrom(start), entries.ToEquatableArray(), IsFlow: true));
            YamlEntry? entry = ReadEntry(start, depth);
            if (entry is null) break;
            if (keys.Add(entry.Key.Value)) entries.Add(entry);
            else source.Diagnostics.Report(Rules.DuplicateKey, entry.Key.Span, entry.Key.Value);
            if (!SkipBlanks(start)) break;
            if (source.Current == ',') source.Position++;
            else if (source.Current != '}') return FailExpected("',' or '}'");
        }
        return new YamlNode.Broken(SpanFrom(start));
    }

    private YamlEntry? ReadEntry(int start, int depth)
    {
        if (source.Current is '[' or '{')
        {
            FailExpected("a key");
            return null;
        }
        YamlNode key = ReadNode(depth + 1);
        if (_failed || key is not YamlNode.Scalar name || !SkipBlanks(start)) return null;
        if (source.Current != ':' || source.LineIndexOf(source.Position) != source.LineIndexOf(name.Span.End))
        {
            bool isList = source.Current is ',' or '}' && Names.IsName(name.Value);
            FailExpected($"':' after the key '{name.Value}'" + (isList ? " (names without values stand in [ ])" : ""));
            return null;
        }
        if (!EndsKey(source.Position))
        {
            Fail(Rules.MissingSpace, new TextSpan(source.Position, 1), ":");
            return null;
        }
        source.Position++;
        int behind = source.Position;
        if (!SkipBlanks(start)) return null;
        YamlNode value = source.Current is ',' or '}' ? ScalarReader.Missing(behind) : ReadNode(depth + 1);
        return _failed ? null : new YamlEntry(name, value);
    }

    /// <summary>Reads up to a bracket, a comma, a key's colon, a comment or the end of the line.</summary>
    private YamlNode ReadPlain()
    {
        int start = source.Position;
        int end = start;
        int open = 0;
        for (int i = start; !source.IsLineEnd(i); i++)
        {
            char character = source.At(i);
            if (character is ',' or '[' or ']' or '{' or '}') break;
            if (character == '#' && i > start && source.IsBlank(i - 1)) break;
            if (character == ':')
            {
                if (EndsKey(i)) break;
                return Fail(Rules.MissingSpace, new TextSpan(i, 1), ":");
            }
            open += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (!source.IsBlank(i)) end = i + 1;
        }
        if (end == start) return FailExpected("a value");
        TextSpan span = TextSpan.FromBounds(start, end);
        if (!scalars.CheckStart(span)) return Fail();
        source.Position = end;
        source.SkipSpaces();
        if (open > 0 && source.Current == ',') return FailAtComma(start);
        source.Position = end;
        return scalars.Plain(span);
    }

    /// <summary>Before a comma or a bracket readers of YAML disagree on what a colon is.</summary>
    private bool EndsKey(int colon) => source.IsBlank(colon + 1);

    private YamlNode FailAtComma(int start)
    {
        int close = start;
        while (!source.IsLineEnd(close) && source.At(close) != ')') close++;
        if (!source.IsLineEnd(close)) close++;
        TextSpan span = TextSpan.FromBounds(start, close);
        string text = source.TextOf(span);
        return text[0] == '(' && ForeignShapes.Extents(text) is { } extents
            ? Fail(Rules.ShapeForm, span, text, string.Join(", ", extents))
            : Fail(Rules.CommaInFlow, new TextSpan(source.Position, 1), text);
    }

    /// <summary>Moves to the next character that is neither blank nor comment; false when the bracket cannot go on.</summary>
    private bool SkipBlanks(int start)
    {
        while (true)
        {
            source.SkipSpaces();
            if (source.Current == '#' && source.IsBlank(source.Position - 1))
                while (!source.AtLineEnd) source.Position++;
            if (!source.AtLineEnd) return true;
            int next = source.LineIndexOf(source.Position) + 1;
            if (next >= source.Lines.Count || (source.Lines[next].HasContent && source.Lines[next].Indent <= _parentIndent)) break;
            source.Position = source.Lines[next].Start;
        }
        Fail(Rules.UnclosedFlow, new TextSpan(start, 1), source.At(start).ToString());
        return false;
    }

    private YamlNode Close(YamlNode node)
    {
        source.Position++;
        return node with { Span = TextSpan.FromBounds(node.Span.Start, source.Position) };
    }

    private TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, source.Position);

    private YamlNode FailExpected(string expected)
    {
        string found = source.AtLineEnd ? "the end of the line" : $"'{source.Current}'";
        return Fail(Rules.FlowSyntax, new TextSpan(source.Position, source.AtLineEnd ? 0 : 1), expected, found);
    }

    private YamlNode Fail(DiagnosticRule rule, TextSpan span, params string[] arguments)
    {
        if (!_failed) source.Diagnostics.Report(rule, span, arguments);
        return Fail();
    }

    private YamlNode Fail()
    {
        _failed = true;
        return new YamlNode.Broken(new TextSpan(source.Position, 0));
    }
}

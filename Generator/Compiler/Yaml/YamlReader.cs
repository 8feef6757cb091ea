using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>
/// Reads the subset of YAML 1.2 that definitions are written in: block maps and lists, maps and lists in brackets, <c>|</c> blocks, plain
/// and quoted scalars, comments. Every scalar is text. Whatever it accepts, YAML reads in the same way; after an error it goes on with
/// the next line.
/// </summary>
public sealed partial class YamlReader
{
    private readonly YamlSource _source;
    private readonly ScalarReader _scalars;
    private readonly KeyReader _keys;
    private readonly FlowReader _flow;
    private readonly BlockTextReader _blocks;
    private int _line;

    /// <summary>The key of the definition that is being read.</summary>
    private string _section = "";

    private YamlReader(string text, int start, DiagnosticBag diagnostics)
    {
        _source = new YamlSource(text, start, diagnostics);
        _scalars = new ScalarReader(_source);
        _keys = new KeyReader(_source, _scalars);
        _flow = new FlowReader(_source, _scalars);
        _blocks = new BlockTextReader(_source);
    }

    /// <summary>Reads a document, which is a map; null for a document without content.</summary>
    /// <param name="start">Where the document begins in the text.</param>
    public static YamlNode.Map? Read(string text, DiagnosticBag diagnostics, int start = 0)
    {
        var reader = new YamlReader(text, start, diagnostics);
        return reader.MoveToContent() ? reader.ReadDocument() : null;
    }

    private YamlLine Line => _source.Lines[_line];

    /// <summary>The line without indentation and comment.</summary>
    private string TextOfLine => _source.TextOf(_source.RestOfLine(Line.Content));

    private YamlNode.Map ReadDocument()
    {
        int indent = Line.Indent;
        YamlNode.Map map = ReadMap(indent, 0);
        while (MoveToContent())
        {
            ReportIndentation($"the definition began with {BlockTextReader.Spaces(indent)}");
            _line++;
        }
        return map;
    }

    /// <summary>Moves to the next line that is neither empty nor a comment nor a mark between documents.</summary>
    private bool MoveToContent()
    {
        for (; _line < _source.Lines.Count; _line++)
        {
            if (!Line.HasContent) continue;
            if (!IsDocumentMark()) return true;
            string mark = _source.Text.Substring(Line.Start, 3);
            Report(Rules.UnsupportedYaml, new TextSpan(Line.Start, 3), mark, "or ends a document", "a file has one definition");
        }
        return false;
    }

    private bool IsDocumentMark() =>
        Line.Indent == 0 && Line.End - Line.Start >= 3 && _source.IsBlank(Line.Start + 3)
        && _source.Text.Substring(Line.Start, 3) is "---" or "...";

    private YamlNode.Map ReadMap(int indent, int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>();
        int start = Line.Content;
        int end = start;
        while (MoveToContent() && Line.Indent >= indent)
        {
            if (Line.Indent > indent)
            {
                ReportIndentation(
                    $"a key is expected with {BlockTextReader.Spaces(indent)}; a text over several lines needs '|' after its key");
                entries.AddRange(RecoverDeeperThan(indent, depth).Where(meant => keys.Add(meant.Key.Value)));
                continue;
            }
            if (ReadEntry(indent, depth) is not { } entry) continue;
            end = entry.Value.Span.End;
            if (keys.Add(entry.Key.Value)) entries.Add(entry);
            else Report(Rules.DuplicateKey, entry.Key.Span, entry.Key.Value);
        }
        return new YamlNode.Map(TextSpan.FromBounds(start, end), entries.ToEquatableArray(), IsFlow: false);
    }

    /// <summary>Reads one entry and moves behind its lines; null when the line has no key, nor a name in its place.</summary>
    private YamlEntry? ReadEntry(int indent, int depth)
    {
        _source.Position = Line.Content;
        if (_keys.Read() is { } key)
        {
            if (depth == 0) _section = key.Value;
            _source.Position++;
            return new YamlEntry(key, ReadValue(indent, depth, isListItem: false));
        }
        if (_source.IsDash(Line.Content)) SkipList();
        if (_keys.BeginsForeignComment(Line.Content)) SkipForeignComment();
        YamlEntry? entry = Recover(indent);
        SkipDeeperThan(indent);
        return entry;
    }

    /// <summary>Reads what stands behind a key's colon or a list's dash, and moves to the line behind it.</summary>
    private YamlNode ReadValue(int indent, int depth, bool isListItem)
    {
        int behind = _source.Position;
        _source.SkipSpaces();
        if (_source.AtBlankRest())
        {
            _line++;
            return isListItem ? ScalarReader.Missing(behind) : ReadBelow(behind, indent, depth);
        }
        if (isListItem && ReadKeyInList(indent) is { } entry) return entry;
        return ReadInline(indent);
    }

    /// <summary>A map as an item of a list, of which no list of a definition has one: who reads the list says so.</summary>
    private YamlNode.Map? ReadKeyInList(int indent)
    {
        TextSpan rest = _source.RestOfLine(_source.Position);
        int colon = _keys.FindColon(rest);
        if (colon < 0 || !Definitions.Names.IsName(_source.TextOf(TextSpan.FromBounds(rest.Start, colon)))) return null;
        YamlNode.Scalar key = _scalars.Plain(TextSpan.FromBounds(rest.Start, colon));
        int start = _source.Position;
        _source.Position = colon + 1;
        _source.SkipSpaces();
        // How deep the lines of such a block are, its key says, which stands behind the dash.
        if (_source.Current == '|')
        {
            _source.Position = start;
            return null;
        }
        bool isEmpty = _source.AtBlankRest();
        if (isEmpty) _line++;
        YamlNode value = isEmpty ? ScalarReader.Missing(colon + 1) : ReadInline(indent);
        return new YamlNode.Map(rest, EquatableArray.Of(new YamlEntry(key, value)), IsFlow: false);
    }

    /// <summary>Reads a value that begins at the position, and moves to the line behind it.</summary>
    private YamlNode ReadInline(int indent)
    {
        bool isBlock = _source.Current == '|';
        YamlNode value = ReadContent(indent);
        bool isBehind = isBlock && _source.Position < _source.Text.Length;
        _line = _source.LineIndexOf(_source.Position) + (isBehind ? 0 : 1);
        // What goes on below a value that could not be read belongs to it.
        if (value is YamlNode.Broken && !isBlock) SkipWhileDeeperThan(indent);
        // The bracket that closes it may stand at the indentation of its key.
        if (value is YamlNode.Broken && MoveToContent() && Line.Indent == indent && TextOfLine is "}" or "]") _line++;
        return value;
    }

    private YamlNode ReadContent(int indent)
    {
        switch (_source.Current)
        {
            case '|':
                return _blocks.Read(indent);
            case '[' when !ListsNames && _source.RestOfLine(_source.Position) is var rest && _source.TextOf(rest).IndexOf(';') >= 0:
                // Lists are of names and sizes; what has a semicolon is meant as a concatenation.
                Report(Rules.BracketStartsList, rest, $"({_source.TextOf(rest)})");
                _source.Position = rest.End;
                return new YamlNode.Broken(rest);
            case '[' or '{':
                return CheckRest(_flow.Read(indent));
            case '"' or '\'':
                int start = _source.Position;
                return _scalars.ReadQuoted() is { } quoted ? CheckRest(quoted) : new YamlNode.Broken(SkipRest(start));
            default:
                return _scalars.ReadPlain();
        }
    }

    /// <summary>What stands in brackets in this section are names and sizes, which are no expressions.</summary>
    private bool ListsNames => (ForeignKeys.Meant(_section) ?? _section) is "sizes" or "inputs" or "states" or "parameters";

    /// <summary>A value in brackets or quotes has its line for itself.</summary>
    private YamlNode CheckRest(YamlNode node)
    {
        if (_source.AtBlankRest()) return node;
        _source.SkipSpaces();
        TextSpan rest = _source.RestOfLine(_source.Position);
        Report(Rules.TextAfterValue, rest, _source.TextOf(rest));
        TextSpan span = SkipRest(node.Span.Start);
        return node is YamlNode.Map ? node : new YamlNode.Broken(span);
    }

    private TextSpan SkipRest(int start)
    {
        while (!_source.AtLineEnd) _source.Position++;
        return TextSpan.FromBounds(start, _source.Position);
    }

    /// <summary>The value of a key stands on the lines below it: a map, a list (which may be indented as its key), or nothing.</summary>
    private YamlNode ReadBelow(int behind, int indent, int depth)
    {
        if (!MoveToContent() || Line.Indent < indent) return ScalarReader.Missing(behind);
        TextSpan rest = _source.RestOfLine(Line.Content);
        bool isMap = _source.At(rest.Start) is '"' or '\'' or '?' or '&' or '*' or '!' || _keys.FindColon(rest) >= 0;
        bool isList = _source.IsDash(rest.Start) || (_source.At(rest.Start) == '-' && !isMap && Line.Indent > indent);
        bool isText = _source.IsText(Line, indent) && !IsDocumentMark() && !_keys.BeginsForeignComment(Line.Content);
        if (Line.Indent == indent && !isList && isText)
        {
            Report(Rules.MissingBar, rest);
            return SkipText(indent);
        }
        if (Line.Indent == indent && !isList) return ScalarReader.Missing(behind);
        if (depth >= Limits.YamlDepth)
        {
            string limit = Limits.YamlDepth.ToString(CultureInfo.InvariantCulture);
            Report(Rules.TooDeep, new TextSpan(Line.Content, 1), limit, "flatten the lists and maps");
            return Skip(indent);
        }
        if (isList) return ReadList(Line.Indent, depth + 1);
        if (isMap || KeyReader.HasGluedColon(_source.TextOf(rest))) return ReadMap(Line.Indent, depth + 1);
        if (_source.At(rest.Start) is '[' or '{')
        {
            _source.Position = rest.Start;
            return ReadInline(indent);
        }
        Report(Rules.MissingBar, rest);
        return Skip(indent);
    }

    private YamlNode.List ReadList(int indent, int depth)
    {
        var items = new List<YamlNode>();
        int start = Line.Content;
        int end = start;
        while (MoveToContent() && Line.Indent >= indent)
        {
            if (Line.Indent > indent)
            {
                ReportIndentation($"the list began with {BlockTextReader.Spaces(indent)}");
                SkipDeeperThan(indent);
                continue;
            }
            bool isDash = _source.At(Line.Content) == '-';
            if (isDash && !_source.IsBlank(Line.Content + 1))
            {
                Report(Rules.MissingSpace, new TextSpan(Line.Content, 1), "-");
                SkipDeeperThan(indent);
                continue;
            }
            if (!isDash) break;
            _source.Position = Line.Content + 1;
            YamlNode item = ReadValue(indent, depth, isListItem: true);
            items.Add(item);
            end = item.Span.End;
        }
        return new YamlNode.List(TextSpan.FromBounds(start, end), items.ToEquatableArray(), IsFlow: false);
    }

    private void Report(DiagnosticRule rule, TextSpan span, params string[] arguments) =>
        _source.Diagnostics.Report(rule, span, arguments);

    private void ReportIndentation(string expected)
    {
        if (_source.HasTabs) return;
        Report(Rules.WrongIndentation, new TextSpan(Line.Content, 1), BlockTextReader.Spaces(Line.Indent), expected);
    }
}

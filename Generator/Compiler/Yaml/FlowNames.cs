using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>
/// Finds the names with which the entries of a map or a list in brackets begin that could not be read, so that code which uses them
/// has no errors of its own: of <c>{ y: max(a, b), z: 3 }</c> the names y and z. It reports nothing.
/// </summary>
internal sealed class FlowNames
{
    private readonly YamlSource _source;
    private readonly int _end;
    private readonly List<YamlNode.Scalar> _names = [];
    private int _position;

    private FlowNames(YamlSource source, int start, int end)
    {
        _source = source;
        _position = start;
        _end = end;
    }

    /// <param name="start">Where the bracket opens.</param>
    /// <param name="parentIndent">Lines that go on with the bracket are indented deeper than this.</param>
    public static EquatableArray<YamlNode.Scalar> Find(YamlSource source, int start, int parentIndent)
    {
        int next = source.LineIndexOf(start) + 1;
        while (next < source.Lines.Count && (!source.Lines[next].HasContent || source.Lines[next].Indent > parentIndent)) next++;
        var names = new FlowNames(source, start + 1, source.Lines[next - 1].Next);
        do names.TakeName();
        while (names.MoveBehindComma());
        return names._names.ToEquatableArray();
    }

    private void TakeName()
    {
        while (_position < _end && (_source.IsBlank(_position) || IsComment)) SkipBlank();
        if (_source.At(_position) is '"' or '\'') _position++;
        int start = _position;
        while (Names.IsPart(_source.At(_position))) _position++;
        TextSpan span = TextSpan.FromBounds(start, _position);
        string name = _source.TextOf(span);
        if (Names.IsName(name)) _names.Add(new YamlNode.Scalar(span, MappedText.Verbatim(name, start), ScalarStyle.Plain));
    }

    /// <summary>Moves behind the next comma that is in no inner bracket; false where the bracket or its lines end before.</summary>
    private bool MoveBehindComma()
    {
        int depth = 0;
        while (_position < _end)
        {
            char character = _source.At(_position);
            if (IsComment)
            {
                SkipBlank();
                continue;
            }
            _position++;
            if (character == ',' && depth == 0) return true;
            if (character is '(' or '[' or '{') depth++;
            else if (character is ')' or ']' or '}' && --depth < 0) return false;
        }
        return false;
    }

    private bool IsComment => _source.At(_position) == '#' && _source.IsBlank(_position - 1);

    private void SkipBlank()
    {
        if (IsComment)
            while (!_source.IsLineEnd(_position)) _position++;
        else _position++;
    }
}

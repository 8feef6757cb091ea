using System;
using System.Collections.Generic;

namespace RnnGen.Tool.Checking;

/// <summary>The lines of a text, and where a position lies. A line ends with \n, \r\n or \r.</summary>
internal sealed class SourceLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public SourceLines(string text)
    {
        _text = text;
        for (int i = 0; i < text.Length; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) _starts.Add(i + 1);
    }

    /// <summary>Line and column, both from 1.</summary>
    public (int Line, int Column) PlaceOf(int position)
    {
        position = Math.Clamp(position, 0, _text.Length);
        int line = _starts.BinarySearch(position);
        if (line < 0) line = ~line - 1;
        return (line + 1, position - _starts[line] + 1);
    }

    /// <summary>A line without its end.</summary>
    public string this[int line]
    {
        get
        {
            int start = _starts[line - 1], end = line < _starts.Count ? _starts[line] : _text.Length;
            return _text[start..end].TrimEnd('\r', '\n');
        }
    }
}

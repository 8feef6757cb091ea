using System;
using System.Text;

namespace RnnGen.Compiler.Emit;

/// <summary>Text with indentation and LF line ends, whatever the machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter() { }

    /// <summary>A writer of its own at the depth of another.</summary>
    public CodeWriter(CodeWriter beside) => _depth = beside._depth;

    public int Length => _text.Length;

    /// <summary>Takes over text that is indented already.</summary>
    public void Append(string text) => _text.Append(text);

    /// <summary>Writes one or several lines at the current depth; a blank line stays blank.</summary>
    public CodeWriter Line(string lines = "")
    {
        for (int start = 0; start <= lines.Length;)
        {
            int end = lines.IndexOf('\n', start);
            if (end < 0) end = lines.Length;
            int length = end > start && end < lines.Length && lines[end - 1] == '\r' ? end - 1 - start : end - start;
            if (length > 0) _text.Append(' ', 4 * _depth).Append(lines, start, length);
            _text.Append('\n');
            start = end + 1;
        }
        return this;
    }

    /// <summary>Opens a block under a head line and closes it when disposed.</summary>
    public Scope Block(string head, string end = "}")
    {
        if (head.Length > 0) Line(head);
        Line("{");
        _depth++;
        return new Scope(this, end);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(end);
        }
    }
}

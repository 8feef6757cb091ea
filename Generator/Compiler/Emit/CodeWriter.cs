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
        foreach (string line in lines.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
            _text.Append('\n');
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

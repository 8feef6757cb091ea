using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// A file of C# in the making: lines of code, blocks, comments and documentation. It alone writes indentation and ends lines, with LF
/// whatever the machine, and none is longer than <see cref="Longest"/> unless a single word is.
/// </summary>
internal sealed class Document
{
    /// <summary>Characters of a line.</summary>
    public const int Longest = 140;

    /// <summary>Of a line that is read as prose.</summary>
    private const int LongestProse = 130;

    private readonly StringBuilder _text = new();
    private readonly CodeLayout _layout;
    private int _depth;

    public Document() => _layout = new CodeLayout(_text, Longest);

    public int Length => _text.Length;

    /// <summary>Where lines begin.</summary>
    public int Column => 4 * _depth;

    public override string ToString() => _text.ToString();

    /// <summary>Lines that are indented already.</summary>
    public void Verbatim(string lines) => _text.Append(lines).Append('\n');

    public void Blank() => _text.Append('\n');

    /// <param name="remark">Why, behind the code, or above it where there is no room.</param>
    public void Line(Code code, string remark = "")
    {
        if (remark.Length > 0 && Column + code.Width + 4 + remark.Length > Longest) Comment(remark);
        else if (remark.Length > 0) code = Code.Join(code, " // " + remark);
        _layout.Print(code, _depth);
    }

    public void Line(CodeText code) => Line(code.Code);

    /// <summary>What goes on with the line before it, indented.</summary>
    public void Further(Code code) => _layout.Print(code, _depth + 1);

    public void Further(CodeText code) => Further(code.Code);

    public void Lines(IEnumerable<Code> lines)
    {
        foreach (Code line in lines) Line(line);
    }

    /// <summary>Opens a block under a head and closes it when disposed.</summary>
    public Scope Block(Code head, string end = "}", string remark = "")
    {
        if (head.Width > 0) Line(head, remark);
        _layout.Print("{", _depth++);
        return new Scope(this, end);
    }

    public Scope Block(CodeText head) => Block(head.Code);

    /// <summary>A block that is nothing but another block: both are opened and closed on one line.</summary>
    /// <param name="inner">The head of the other one.</param>
    public Scope DoubleBlock(string inner)
    {
        _layout.Print($"{{ {inner} {{", _depth++);
        return new Scope(this, "} }");
    }

    /// <summary>A block without a head.</summary>
    public Scope Block() => Block(Code.Empty);

    /// <summary>A member with an expression for a body.</summary>
    public void Member(Code head, Code body) => Line(Code.Continue(Code.Join(head, " =>"), Code.Join(body, ";")));

    /// <summary>Prose; further lines are indented.</summary>
    public void Comment(string text, string lead = "// ")
    {
        int width = Math.Min(LongestProse, Longest - Column) - lead.Length;
        foreach (string line in Words.Wrap(text, width)) _layout.Print(lead + line, _depth);
    }

    /// <summary>Documentation of the member that follows.</summary>
    public void Summary(Prose text) => Element("summary", "", text);

    public void Parameter(string name, Prose text) => Element("param", $" name=\"{name.TrimStart('@')}\"", text);

    public void Exception(string type, Prose text) => Element("exception", $" cref=\"{type}\"", text);

    /// <summary>A line of documentation as it is.</summary>
    public void Documentation(string line) => _layout.Print(line.Length == 0 ? "///" : "/// " + line, _depth);

    private void Element(string name, string attributes, Prose text)
    {
        IReadOnlyList<string> words = text.Words;
        int room = Math.Min(LongestProse, Longest - Column) - 4;
        string open = $"<{name}{attributes}>", close = $"</{name}>";
        if (open.Length + close.Length + words.Sum(w => w.Length + 1) - 1 <= room)
        {
            Documentation(open + string.Join(" ", words) + close);
            return;
        }
        Documentation(open);
        foreach (string line in Words.Fill(words, room)) Documentation(line);
        Documentation(close);
    }

    internal readonly struct Scope(Document document, string end) : IDisposable
    {
        public void Dispose() => document._layout.Print(end, --document._depth);
    }
}

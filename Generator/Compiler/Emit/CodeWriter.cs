using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Compiler.Emit;

/// <summary>Lines of a document that are written as text: for what is not yet kernels as data.</summary>
internal sealed class CodeWriter(Document document)
{
    /// <summary>Writes one or several lines; a blank line stays blank.</summary>
    public CodeWriter Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
            document.Verbatim(line.Length == 0 ? "" : LongLines.Wrap(new string(' ', document.Column) + line));
        return this;
    }

    public Document.Scope Block(string head, string end = "}")
    {
        if (head.Length > 0) Line(head);
        return document.Block(Code.Empty, end);
    }
}

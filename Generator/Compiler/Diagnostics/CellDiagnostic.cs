using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>One finding about a cell: the rule, where, and the words that fill its message.</summary>
public sealed record CellDiagnostic(DiagnosticRule Rule, DiagnosticPlace Place, EquatableArray<string> Arguments)
{
    /// <summary>What an editor can offer to do about it, the likeliest first.</summary>
    public EquatableArray<Fix> Fixes { get; init; }

    /// <summary>Behind the message: which inner cell it is about, and of which definition; empty for the definition itself.</summary>
    public string Way { get; init; } = "";

    public string Message => Rule.Format(Arguments) + Way;
}

/// <summary>Where a diagnostic belongs, free of files and positions in them.</summary>
public abstract record DiagnosticPlace
{
    private DiagnosticPlace() { }

    /// <summary>A stretch of the definition's own text.</summary>
    public sealed record Definition(TextSpan Span) : DiagnosticPlace;

    /// <summary>A stretch of the file of an inner cell.</summary>
    public sealed record Inner(string Path, TextSpan Span) : DiagnosticPlace;

    /// <summary>An argument of the attribute: "definition", "Input", "CellSize(\"n\")", …</summary>
    public sealed record Argument(string Name) : DiagnosticPlace;

    /// <summary>A member that the user's own part of the type declares.</summary>
    public sealed record Member(string Name) : DiagnosticPlace;

    /// <summary>The name of the annotated type.</summary>
    public sealed record Type : DiagnosticPlace;
}

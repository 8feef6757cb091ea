using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>A diagnostic with its position, still without a syntax tree: that one is looked up when the diagnostic is reported.</summary>
/// <param name="IsPointer">
/// A hidden one in C# that stands for a visible one in a cell file: editors offer fixes in C# files only.
/// </param>
internal sealed record LocatedDiagnostic(
    DiagnosticRule Rule,
    EquatableArray<string> Arguments,
    DiagnosticPosition Position,
    EquatableArray<TextFix> Fixes,
    bool IsPointer = false)
{
    /// <summary>What stands behind the message: the way to an inner cell.</summary>
    public string Way { get; init; } = "";
}

internal abstract record DiagnosticPosition
{
    private DiagnosticPosition() { }

    /// <summary>In a C# file of the compilation.</summary>
    public sealed record Source(SourcePlace Place) : DiagnosticPosition;

    /// <summary>In a spec file.</summary>
    public sealed record File(string Path, TextSpan Span, LinePositionSpan Lines) : DiagnosticPosition;
}

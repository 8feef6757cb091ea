using System;
using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>A change of the text that mends what a diagnostic says, for editors to offer.</summary>
/// <param name="Title">What it does, as a command: "Write 'x'".</param>
/// <param name="Place">
/// What is replaced, never nothing: a stretch of the definition's text, or the name that <c>CellSize("n", 3)</c> spells.
/// </param>
public sealed record Fix(string Title, DiagnosticPlace Place, string Text)
{
    /// <summary>Other text in a place of the definition.</summary>
    public static EquatableArray<Fix> Write(TextSpan span, string text) => Write(new DiagnosticPlace.Definition(span), text);

    /// <summary>The name that was probably meant; nothing where none is near.</summary>
    public static EquatableArray<Fix> Respell(TextSpan span, string written, IEnumerable<string> candidates) =>
        Spelling.Nearest(written, candidates) is { } nearest ? Write(span, nearest) : default;

    /// <summary>Another name in a CellSize or a CellConstant.</summary>
    public static EquatableArray<Fix> Rename(string argument, string name) => Write(new DiagnosticPlace.Argument(argument), name);

    private static EquatableArray<Fix> Write(DiagnosticPlace place, string text)
    {
        char quote = text.EndsWith("'", StringComparison.Ordinal) ? '"' : '\'';
        return EquatableArray.Of(new Fix($"Write {quote}{text}{quote}", place, text));
    }
}

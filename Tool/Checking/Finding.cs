using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Tool.Checking;

/// <summary>A diagnostic with the line of the file that it is about.</summary>
/// <param name="File">As messages call it.</param>
/// <param name="Excerpt">Null for what is about a file, or an argument, as a whole.</param>
/// <param name="Fixes">What can be done about it, the likeliest first.</param>
internal sealed record Finding(
    string File, DiagnosticRule Rule, string Message, Excerpt? Excerpt, EquatableArray<string> Fixes)
{
    public bool IsError => Rule.Severity == Severity.Error;

    public bool IsWarning => Rule.Severity == Severity.Warning;
}

/// <summary>A stretch of one line.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">Of its first character, from 1.</param>
/// <param name="Length">At least 1.</param>
/// <param name="Text">The whole line.</param>
internal sealed record Excerpt(int Line, int Column, int Length, string Text);

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>
/// Turns the compiler's fixes into changes of files: in a string literal as its form wants it, in a cell file as it is. A fix without
/// such a place, as of a definition that is put together of several literals, is left out.
/// </summary>
internal static class FixLocator
{
    /// <param name="places">Null where no attribute declares the cell.</param>
    public static EquatableArray<TextFix> Locate(EquatableArray<Fix> fixes, CellPlaces? places, SpecFile? file, ProjectFacts project) =>
        fixes.Count == 0 ? default : Find(fixes, places, file, project).ToEquatableArray();

    private static IEnumerable<TextFix> Find(EquatableArray<Fix> fixes, CellPlaces? places, SpecFile? file, ProjectFacts project)
    {
        foreach (Fix fix in fixes)
        {
            TextFix? found = fix.Place switch
            {
                DiagnosticPlace.Inner inner => InFile(fix, DiagnosticLocator.FileOf(inner.Path, project), ToRoslyn(inner.Span)),
                DiagnosticPlace.Definition inFile when file is not null => InFile(fix, file, ToRoslyn(inFile.Span)),
                DiagnosticPlace.Definition inText => InLiteral(fix, places?.Literal, ToRoslyn(inText.Span)),
                DiagnosticPlace.Argument argument => InWhole(fix, places?.Spelling(argument.Name)),
                _ => null,
            };
            if (found is not null) yield return found;
        }
    }

    private static TextFix InFile(Fix fix, SpecFile file, TextSpan span)
    {
        string lines = fix.Text.Replace("\r\n", "\n").Replace("\n", LiteralEncoder.LineBreakOf(file.Text));
        return new TextFix(fix.Title, file.Path, span, file.Text.Substring(span.Start, span.Length), lines);
    }

    private static TextFix? InWhole(Fix fix, LiteralPlace? name) =>
        name is null ? null : InLiteral(fix, name, new TextSpan(0, LiteralMap.Read(name.Text).Length));

    private static TextFix? InLiteral(Fix fix, LiteralPlace? literal, TextSpan span)
    {
        if (literal is null) return null;
        if (LiteralEncoder.Encode(literal.Text, fix.Text) is not { } encoded) return null;
        TextSpan source = LiteralMap.Read(literal.Text).ToSource(span);
        var place = new TextSpan(literal.Start + source.Start, source.Length);
        string old = literal.Text.Substring(source.Start, source.Length);
        return new TextFix(fix.Title, FilePath.Normalize(literal.Path), place, old, encoded);
    }

    private static TextSpan ToRoslyn(Compiler.Text.TextSpan span) => new(span.Start, span.Length);
}

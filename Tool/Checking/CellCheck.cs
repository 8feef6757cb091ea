using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;
using RnnGen.Tool.Definitions;

namespace RnnGen.Tool.Checking;

/// <summary>Finds what the compiler says about a definition, and where that stands.</summary>
internal static class CellCheck
{
    /// <summary>
    /// Everything that a build would report. Sizes that are left open are the attribute's to set: they get values, unless the file asks
    /// for a class, which no attribute completes.
    /// </summary>
    public static IReadOnlyList<Finding> Run(CellFile file)
    {
        CellRequest request = CellRequests.Of(file, new CellSettings(default));
        SpecFileHeader? header = SpecFileHeader.Read(file.Text);
        if (header is null) request = CellRequests.Complete(request).Request;
        EquatableArray<CellDiagnostic> mistakes = header?.Mistakes ?? default;
        return Locate(file, mistakes.Concat(CellCompiler.Compile(request).Diagnostics).Distinct());
    }

    public static IReadOnlyList<Finding> Locate(CellFile file, IEnumerable<CellDiagnostic> diagnostics)
    {
        var lines = new Dictionary<string, SourceLines>();
        return [.. diagnostics.Select(Locate)];

        Finding Locate(CellDiagnostic found)
        {
            (string display, string? text, TextSpan span) = found.Place switch
            {
                DiagnosticPlace.Definition definition => (file.Display, file.Text, definition.Span),
                DiagnosticPlace.Inner inner => Inner(inner),
                DiagnosticPlace.Argument argument => ($"{file.Display} ({argument.Name})", null, default),
                _ => (file.Display, (string?)null, default(TextSpan)),
            };
            Excerpt? excerpt = text is null ? null : ExcerptOf(LinesOf(display, text), span);
            return new Finding(display, found.Rule, found.Message, excerpt, found.Fixes.Select(fix => fix.Title).ToEquatableArray());
        }

        (string, string?, TextSpan) Inner(DiagnosticPlace.Inner inner)
        {
            LibraryFile? library = file.Library.Files.FirstOrDefault(candidate => candidate.Path == inner.Path);
            return (library?.DisplayPath ?? inner.Path, library?.Text, inner.Span);
        }

        SourceLines LinesOf(string display, string text) =>
            lines.TryGetValue(display, out SourceLines? known) ? known : lines[display] = new SourceLines(text);
    }

    /// <summary>What reaches beyond its first line is marked up to the end of that.</summary>
    private static Excerpt ExcerptOf(SourceLines lines, TextSpan span)
    {
        (int line, int column) = lines.PlaceOf(span.Start);
        string text = lines[line];
        return new Excerpt(line, column, Math.Max(1, Math.Min(span.Length, text.Length - column + 1)), text);
    }
}

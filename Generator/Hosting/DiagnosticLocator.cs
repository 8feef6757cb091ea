using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using DefinitionSpan = RnnGen.Compiler.Text.TextSpan;

namespace RnnGen.Hosting;

/// <summary>Gives the diagnostics of a cell their positions: in the attribute, inside its string literal, or in the spec file.</summary>
internal static class DiagnosticLocator
{
    /// <summary>The diagnostics of a cell with [Cell].</summary>
    public static IEnumerable<LocatedDiagnostic> Locate(DeclaredCell declared, ImmutableArray<CompiledCell> compiled, ProjectFacts project)
    {
        CompiledCell? cell = compiled.FirstOrDefault(c => c.Id == declared.Declaration.Id);
        if (cell is null) yield break;
        SpecFile? file = FileOf(cell, project);
        foreach (CellDiagnostic diagnostic in cell.Diagnostics)
        {
            EquatableArray<TextFix> fixes = FixLocator.Locate(diagnostic.Fixes, declared.Places, file, project);
            DiagnosticPosition position = Locate(diagnostic.Place, declared.Places, file, project);
            yield return new LocatedDiagnostic(diagnostic.Rule, diagnostic.Arguments, position, fixes) { Way = diagnostic.Way };
            if (position is DiagnosticPosition.Source || fixes.Count == 0) continue;
            var attribute = new DiagnosticPosition.Source(declared.Places.Argument(AttributeNames.Definition));
            yield return new LocatedDiagnostic(diagnostic.Rule, diagnostic.Arguments, attribute, fixes, IsPointer: true)
            {
                Way = diagnostic.Way,
            };
        }
    }

    /// <summary>The diagnostics of a cell that only its spec file declares; those about its type stand at the name of the class.</summary>
    public static IEnumerable<LocatedDiagnostic> Locate(CompiledCell cell, ProjectFacts project)
    {
        if (FileOf(cell, project) is not { Header: { } header } file) return [];
        return cell.Diagnostics.Select(d => new LocatedDiagnostic(
            d.Rule,
            d.Arguments,
            d.Place switch
            {
                DiagnosticPlace.Definition own => InFile(file, own.Span),
                DiagnosticPlace.Inner inner => InFile(FileOf(inner.Path, project), inner.Span),
                _ => InFile(file, header.ClassSpan),
            },
            FixLocator.Locate(d.Fixes, null, file, project))
        {
            Way = d.Way,
        });
    }

    private static SpecFile? FileOf(CompiledCell cell, ProjectFacts project) => project.Files.FirstOrDefault(f => f.Path == cell.File);

    /// <summary>The file of an inner cell, which the project has: the compiler got its text from there.</summary>
    public static SpecFile FileOf(string path, ProjectFacts project) => project.Files.First(f => f.Path == path);

    private static DiagnosticPosition Locate(DiagnosticPlace place, CellPlaces places, SpecFile? file, ProjectFacts project) => place switch
    {
        DiagnosticPlace.Inner inner => InFile(FileOf(inner.Path, project), inner.Span),
        DiagnosticPlace.Definition inFile when file is not null => InFile(file, inFile.Span),
        DiagnosticPlace.Definition inText => new DiagnosticPosition.Source(InText(places, inText.Span)),
        DiagnosticPlace.Argument argument => new DiagnosticPosition.Source(places.Argument(argument.Name)),
        DiagnosticPlace.Member member => new DiagnosticPosition.Source(places.Member(member.Name)),
        _ => new DiagnosticPosition.Source(places.TypeName),
    };

    /// <summary>The whole argument for text that is not one literal.</summary>
    private static SourcePlace InText(CellPlaces places, DefinitionSpan span)
    {
        if (places.Literal is not { } literal) return places.Argument(AttributeNames.Definition);
        LiteralMap map = LiteralMap.Read(literal.Text);
        TextSpan source = map.ToSource(new TextSpan(span.Start, span.Length));
        return new SourcePlace(literal.Path, new TextSpan(literal.Start + source.Start, source.Length));
    }

    public static DiagnosticPosition InFile(SpecFile file, DefinitionSpan span)
    {
        SourceText text = SourceText.From(file.Text);
        int start = Math.Min(Math.Max(span.Start, 0), text.Length);
        var within = TextSpan.FromBounds(start, Math.Min(Math.Max(span.End, start), text.Length));
        return new DiagnosticPosition.File(file.Path, within, text.Lines.GetLinePositionSpan(within));
    }
}

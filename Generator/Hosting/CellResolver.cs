using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Finds the definition that a declaration means, and makes the compiler's request of both.</summary>
internal sealed class CellResolver(ImmutableArray<SpecFile> files, ProjectFacts project, CellNames names)
{
    /// <summary>How many of the project's files a message lists.</summary>
    private const int MostNamed = 5;

    public ResolvedCell Resolve(CellDeclaration cell)
    {
        if (cell.Target is null) return Rejected(cell, [.. cell.Mistakes]);
        if (project.OldLanguage is { } version)
            return Rejected(cell, Mistake(Rules.LanguageTooOld, new DiagnosticPlace.Type(), cell.Name, version));
        if (string.IsNullOrWhiteSpace(cell.Definition)) return Rejected(cell, [.. cell.Mistakes]);
        if (Door.IsInPlace(cell.Definition)) return Accepted(cell, new DefinitionSource.InPlace(cell.Definition), null);
        if (!Door.IsFile(cell.Definition)) return Accepted(cell, new DefinitionSource.Zoo(cell.Definition), null);

        return Find(cell) is { } file
            ? Accepted(cell, new DefinitionSource.File(FilePath.Relative(project.Folder, file.Path), file.Text), file.Path)
            : Rejected(cell, cell.Mistakes.Append(Missing(cell)).ToArray());
    }

    private ResolvedCell Accepted(CellDeclaration cell, DefinitionSource source, string? file)
    {
        CellTarget target = cell.Target! with { HintName = names.HintName(cell.Id) };
        (var sizes, var constants, ElementType element, int? timeSteps, int? batch) = cell.Arguments;
        var request = new CellRequest(target, source, sizes, constants, element, timeSteps, batch);
        return new ResolvedCell(cell.Id, cell.Name, request, file, cell.Mistakes);
    }

    private static ResolvedCell Rejected(CellDeclaration cell, params CellDiagnostic[] mistakes) =>
        new(cell.Id, cell.Name, null, null, EquatableArray.Of(mistakes));

    /// <summary>Beside the declaring file, then in the project's folder; letter case counts only where nothing else differs.</summary>
    private SpecFile? Find(CellDeclaration cell)
    {
        string[] places = [FilePath.Combine(cell.Folder, cell.Definition), FilePath.Combine(project.Folder, cell.Definition)];
        foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            foreach (string place in places)
                if (files.FirstOrDefault(f => f.Path.Equals(place, comparison)) is { } file) return file;
        return null;
    }

    private CellDiagnostic Missing(CellDeclaration cell)
    {
        string name = FilePath.FileName(cell.Definition);
        SpecFile? namesake = files.FirstOrDefault(f => FilePath.FileName(f.Path).Equals(name, StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> known = files.Select(f => FilePath.Relative(project.Folder, f.Path));
        string hint = namesake is not null ? $" Did you mean '{FilePath.Relative(project.Folder, namesake.Path)}'?"
            : files.IsEmpty ? " The project has none."
            : $" It has {string.Join(", ", known.Take(MostNamed))}{(files.Length > MostNamed ? ", …" : "")}.";
        return Mistake(Rules.FileNotFound, new DiagnosticPlace.Argument(AttributeNames.Definition), cell.Definition, hint);
    }

    private static CellDiagnostic Mistake(DiagnosticRule rule, DiagnosticPlace place, params string[] words) =>
        new(rule, place, EquatableArray.Of(words));
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Finds the definition that a declaration means, and makes the compiler's request of both.</summary>
internal static class CellResolver
{
    public static ResolvedCell Resolve(CellDeclaration cell, ImmutableArray<SpecFile> files, ProjectFacts project)
    {
        if (cell.Target is null) return Rejected(cell, cell.Mistakes);
        if (project.OldLanguage is { } version)
            return Rejected(cell, EquatableArray.Of(new CellDiagnostic(Rules.OldLanguageVersion, new DiagnosticPlace.Type(), EquatableArray.Of(cell.Name, version))));
        if (string.IsNullOrWhiteSpace(cell.Definition)) return Rejected(cell, cell.Mistakes);
        if (Door.IsInPlace(cell.Definition)) return Accepted(cell, new DefinitionSource.InPlace(cell.Definition), null);
        if (!Door.IsFile(cell.Definition)) return Accepted(cell, new DefinitionSource.Zoo(cell.Definition), null);

        return Find(cell, files, project) is { } file
            ? Accepted(cell, new DefinitionSource.File(FilePath.Relative(project.Folder, file.Path), file.Text), file.Path)
            : Rejected(cell, cell.Mistakes.Append(Missing(cell, files, project)).ToEquatableArray());
    }

    private static ResolvedCell Accepted(CellDeclaration cell, DefinitionSource source, string? file)
    {
        CellArguments arguments = cell.Arguments;
        var request = new CellRequest(
            cell.Target!, source, arguments.Sizes, arguments.Constants, arguments.Element, arguments.TimeSteps, arguments.Batch);
        return new ResolvedCell(cell.Id, cell.Name, request, file, cell.Mistakes);
    }

    private static ResolvedCell Rejected(CellDeclaration cell, EquatableArray<CellDiagnostic> mistakes) => new(cell.Id, cell.Name, null, null, mistakes);

    /// <summary>Beside the declaring file first, then in the project's folder; letter case counts only where two files differ in nothing else.</summary>
    private static SpecFile? Find(CellDeclaration cell, ImmutableArray<SpecFile> files, ProjectFacts project)
    {
        string[] places = [FilePath.Combine(cell.Folder, cell.Definition), FilePath.Combine(project.Folder, cell.Definition)];
        foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            foreach (string place in places)
                if (files.FirstOrDefault(f => f.Path.Equals(place, comparison)) is { } file) return file;
        return null;
    }

    private static CellDiagnostic Missing(CellDeclaration cell, ImmutableArray<SpecFile> files, ProjectFacts project)
    {
        string name = FilePath.FileName(cell.Definition);
        SpecFile? namesake = files.FirstOrDefault(f => FilePath.FileName(f.Path).Equals(name, StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> known = files.Select(f => FilePath.Relative(project.Folder, f.Path));
        string hint = namesake is not null ? $": did you mean '{FilePath.Relative(project.Folder, namesake.Path)}'?"
            : files.IsEmpty ? "; the project has no *.cell.yaml file"
            : $"; there are: {string.Join(", ", known.Take(5))}{(files.Length > 5 ? ", …" : "")}";
        return new CellDiagnostic(
            Rules.MissingFile, new DiagnosticPlace.Argument(AttributeNames.Definition), EquatableArray.Of(cell.Definition, hint));
    }
}

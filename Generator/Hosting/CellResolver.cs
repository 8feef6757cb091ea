using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using DefinitionSpan = RnnGen.Compiler.Text.TextSpan;

namespace RnnGen.Hosting;

/// <summary>Finds the definition that a declaration means, and makes the compiler's request of both.</summary>
internal static class CellResolver
{
    /// <summary>How many of the project's files a message lists.</summary>
    private const int MostNamed = 5;

    /// <summary>The package gives the files below its folder to a project, not to a single C# file, which may lie anywhere.</summary>
    private const string AskForFiles =
        " A program of one file has none unless it asks: write '#:property EnableDefaultCellItems=true' at its top.";

    private static readonly DefinitionSource s_nothing = new DefinitionSource.InPlace("");

    /// <summary>The name that a declaration claims, with the file that it means.</summary>
    public static NameClaim Claim(CellDeclaration cell, ProjectFacts project) =>
        new(cell.Id, Door.IsFile(cell.Definition) ? Find(cell, project)?.Path ?? "" : "", IsDeclared: true);

    public static ResolvedCell Resolve(CellDeclaration cell, ProjectFacts project, CellNames names)
    {
        if (cell.Target is null) return new ResolvedCell(cell.Id, cell.Name, null, null, cell.Mistakes);
        if (project.OldLanguage is { } version)
        {
            CellDiagnostic mistake = Mistake(Rules.LanguageTooOld, new DiagnosticPlace.Type(), cell.Name, version);
            return new ResolvedCell(cell.Id, cell.Name, null, null, EquatableArray.Of(mistake));
        }

        if (string.IsNullOrWhiteSpace(cell.Definition)) return Lost();
        if (Door.IsInPlace(cell.Definition)) return Found(new DefinitionSource.InPlace(cell.Definition), null);
        if (!Door.IsFile(cell.Definition)) return Found(new DefinitionSource.Zoo(cell.Definition), null);
        return Find(cell, project) is { } found ? Found(SourceOf(found, project), found) : Lost(Missing(cell, project));

        ResolvedCell Found(DefinitionSource source, SpecFile? file)
        {
            var mistakes = cell.Mistakes.ToList();
            CellRequest request = Request(source, file, mistakes);
            string folder = file is null ? cell.Folder : FilePath.Folder(file.Path);
            return new ResolvedCell(cell.Id, cell.Name, request with
            {
                Library = LibraryResolver.Resolve(source, file?.Path ?? "", folder, project),
            }, file?.Path, mistakes.ToEquatableArray());
        }

        ResolvedCell Lost(params CellDiagnostic[] more)
        {
            var mistakes = cell.Mistakes.ToList();
            CellRequest request = Request(s_nothing, null, mistakes);
            return new(cell.Id, cell.Name, request, null, mistakes.Concat(more).ToEquatableArray()) { HasDefinition = false };
        }

        CellRequest Request(DefinitionSource source, SpecFile? file, List<CellDiagnostic> mistakes) =>
            Make(cell, cell.Target with { HintName = names.HintName(cell.Id) }, source) with
            {
                Weights = WeightsResolver.Resolve(cell, source, file, project, mistakes),
            };
    }

    /// <summary>The cell of a spec file that names its class; null where a [Cell] on that class refers to the very file.</summary>
    public static ResolvedCell? Resolve(SpecFile file, ProjectFacts project, CellNames names)
    {
        SpecFileHeader header = file.Header!;
        var place = new DiagnosticPlace.Definition(header.ClassSpan);
        NameClaim? taker = names.TakenFrom(file.Path);
        if (taker?.File == file.Path) return null;
        if (header.Mistakes.Count > 0) return Rejected([.. header.Mistakes]);
        if (taker is { } other)
        {
            string by = other.IsDeclared ? "a struct with [Cell]" : $"'{Display(other.File, project)}'";
            return Rejected(Mistake(Rules.DuplicateClass, place, header.Class, by));
        }

        string name = header.Class.Substring(header.Class.LastIndexOf('.') + 1);
        if (MemberNames.OfCell.Contains(name)) return Rejected(Mistake(Rules.NamedLikeMember, place, name));
        if (project.OldLanguage is { } version) return Rejected(Mistake(Rules.LanguageTooOld, place, header.Class, version));
        CellTarget target = CellTypeReader.ReadTarget(header, names.HintName(header.Class));
        DefinitionSource source = SourceOf(file, project);
        var mistakes = new List<CellDiagnostic>();
        var request = new CellRequest(target, source, default, default)
        {
            Library = LibraryResolver.Resolve(source, file.Path, FilePath.Folder(file.Path), project),
            Weights = WeightsResolver.Resolve(null, source, file, project, mistakes),
        };
        return new ResolvedCell(header.Class, header.Class, request, file.Path, mistakes.ToEquatableArray());

        ResolvedCell Rejected(params CellDiagnostic[] mistakes) =>
            new(header.Class, header.Class, null, file.Path, EquatableArray.Of(mistakes));
    }

    private static CellRequest Make(CellDeclaration cell, CellTarget target, DefinitionSource source)
    {
        CellArguments arguments = cell.Arguments;
        return new CellRequest(
            target, source, arguments.Sizes, arguments.Constants, arguments.Element, arguments.TimeSteps, arguments.Batch)
        {
            Options = arguments.Options,
            Layers = arguments.Layers,
            Resets = arguments.Resets,
        };
    }

    private static DefinitionSource.File SourceOf(SpecFile file, ProjectFacts project) =>
        new(file.Display(project.Folder), file.Text);

    /// <summary>Beside the declaring file, then in the project's folder; letter case counts only where nothing else differs.</summary>
    private static SpecFile? Find(CellDeclaration cell, ProjectFacts project) => Find(cell.Definition, cell.Folder, project);

    /// <inheritdoc cref="Find(CellDeclaration, ProjectFacts)"/>
    public static SpecFile? Find(string written, string folder, ProjectFacts project)
    {
        string[] places = [FilePath.Combine(folder, written), FilePath.Combine(project.Folder, written)];
        foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            foreach (string place in places)
                if (project.Files.FirstOrDefault(f => f.IsAt(place, project.Folder, comparison)) is { } file) return file;
        return null;
    }

    private static string Display(string path, ProjectFacts project) => project.Files.First(f => f.Path == path).Display(project.Folder);

    private static CellDiagnostic Missing(CellDeclaration cell, ProjectFacts project)
    {
        string name = FilePath.FileName(cell.Definition);
        string[] known = project.Files.Select(f => f.Display(project.Folder)).ToArray();
        string? meant = known.FirstOrDefault(f => FilePath.FileName(f).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? Spelling.Nearest(cell.Definition, known);
        string hint = meant is not null ? $" Did you mean '{meant}'?"
            : known.Length == 0 ? project.IsFileBased ? AskForFiles : " The project has none."
            : $" It has {string.Join(", ", known.Take(MostNamed))}{(known.Length > MostNamed ? ", …" : "")}.";
        var place = new DiagnosticPlace.Argument(AttributeNames.Definition);
        CellDiagnostic mistake = Mistake(Rules.FileNotFound, place, cell.Definition, hint);
        return meant is null ? mistake : mistake with { Fixes = Fix.Write(new DefinitionSpan(0, cell.Definition.Length), meant) };
    }

    private static CellDiagnostic Mistake(DiagnosticRule rule, DiagnosticPlace place, params string[] words) =>
        new(rule, place, EquatableArray.Of(words));
}

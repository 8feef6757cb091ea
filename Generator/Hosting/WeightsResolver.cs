using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>Finds the weights that a cell asks for: by its attribute, or else by its definition.</summary>
internal static class WeightsResolver
{
    private const string Argument = "Weights";

    private const string ToProject =
        " If the file is there and its path is not one literal, name it to the build: '<CellWeights Include=\"{0}\" />' in an ItemGroup.";

    private const string ToProgram = " If the file is there, write its path as one literal, which the build finds.";

    /// <param name="cell">Null where a spec file alone declares the cell.</param>
    /// <param name="source">The definition.</param>
    /// <param name="file">The file of it, if it stands in one.</param>
    /// <param name="mistakes">Receives what is wrong.</param>
    public static WeightsRequest? Resolve(
        CellDeclaration? cell, DefinitionSource source, SpecFile? file, ProjectFacts project, List<CellDiagnostic> mistakes)
    {
        if (cell?.Arguments.Weights is { } argument)
            return Resolve(argument, cell.Folder, new DiagnosticPlace.Argument(Argument), project, mistakes);
        if (Written(source, file) is not { } written) return null;
        string folder = file is null ? cell!.Folder : FilePath.Folder(file.Path);
        return Resolve(written.Text, folder, new DiagnosticPlace.Definition(written.Span), project, mistakes);
    }

    private static DefinitionName? Written(DefinitionSource source, SpecFile? file) => source switch
    {
        DefinitionSource.File => file?.Weights,
        DefinitionSource.InPlace inPlace => Read(inPlace.Text),
        _ => null,
    };

    public static DefinitionName? Read(string definition) =>
        DefinitionReferences.Weights(definition) is { } path ? new DefinitionName(path.Value, path.Span) : null;

    private static WeightsRequest Resolve(
        string written, string folder, DiagnosticPlace place, ProjectFacts project, List<CellDiagnostic> mistakes)
    {
        bool isPath = written.EndsWith(CellDefinition.WeightsSuffix, StringComparison.OrdinalIgnoreCase);
        if (!isPath) Report(Rules.WrongWeightsPath, written, "");
        else if (Find(written, folder, project) is { } found) return new WeightsRequest(place, found.File with { Display = written });
        else if (!project.IsDesignTime) Report(Rules.WeightsNotFound, written, Hint(written, project));
        return new WeightsRequest(place, null);

        void Report(DiagnosticRule rule, params string[] words) =>
            mistakes.Add(new CellDiagnostic(rule, place, EquatableArray.Of(words)));
    }

    private static WeightsNote? Find(string written, string folder, ProjectFacts project)
    {
        string[] places = [FilePath.Combine(folder, written), FilePath.Combine(project.Folder, written)];
        foreach (StringComparison comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            foreach (string place in places)
                if (project.Weights.FirstOrDefault(w => w.IsAt(place, project.Folder, comparison)) is { } note) return note;
        return null;
    }

    private static string Hint(string written, ProjectFacts project)
    {
        string[] known = project.Weights.Select(w => w.Link.Length > 0 ? w.Link : FilePath.Relative(project.Folder, w.Path)).ToArray();
        string suggestion = Spelling.Suggest(written, known);
        if (suggestion.Length > 0) return suggestion;
        return project.IsFileBased ? ToProgram : ToProject.Replace("{0}", written);
    }
}

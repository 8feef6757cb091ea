using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Hosting;

/// <summary>One *.cell.yaml of the project.</summary>
/// <param name="Link">Where a file from elsewhere stands in the project, from the project's folder; empty for a file of its own.</param>
/// <param name="Uses">The files of cells inside, as they are written.</param>
/// <param name="Weights">The file of weights that the definition names.</param>
/// <param name="Header">Null where the file asks for no class of its own and only serves attributes.</param>
internal sealed record SpecFile(
    string Path, string Link, string Text, SpecFileHeader? Header, EquatableArray<string> Uses, DefinitionName? Weights)
{
    public static bool IsSpecFile(AdditionalText file) => file.Path.EndsWith(Door.FileSuffix, StringComparison.OrdinalIgnoreCase);

    public static SpecFile Read(AdditionalText file, AnalyzerConfigOptions options, CancellationToken cancel)
    {
        string text = file.GetText(cancel)?.ToString() ?? "";
        string link = options.TryGetValue("build_metadata.AdditionalFiles.Link", out string? told) ? told : "";
        return new SpecFile(FilePath.Normalize(file.Path), FilePath.Normalize(link), text, SpecFileHeader.Read(text),
            DefinitionReferences.Read(text), WeightsResolver.Read(text));
    }

    /// <summary>Whether the file lies at the given place, or the project shows it there.</summary>
    public bool IsAt(string place, string projectFolder, StringComparison comparison) =>
        Path.Equals(place, comparison) || (Link.Length > 0 && FilePath.Combine(projectFolder, Link).Equals(place, comparison));

    /// <summary>The path for people: from the project's folder where the file has a place there.</summary>
    public string Display(string projectFolder) => Link.Length > 0 ? Link : FilePath.Relative(projectFolder, Path);

    /// <summary>A project may list the same file twice, by hand and by the package's props: the one with a link says more.</summary>
    public static ImmutableArray<SpecFile> Distinct(ImmutableArray<SpecFile> files) =>
        files
            .GroupBy(f => f.Path, StringComparer.Ordinal)
            .Select(g => g.FirstOrDefault(f => f.Link.Length > 0) ?? g.First())
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToImmutableArray();
}

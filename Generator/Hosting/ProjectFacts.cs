using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>What the generator wants to know of the project besides its cells.</summary>
/// <param name="Folder">The project's folder; empty where the build does not tell.</param>
/// <param name="OldLanguage">The version of C# where emitted code does not compile with it, otherwise null.</param>
/// <param name="IsOptimized">Whether the C# compiler optimises, and so lets the JIT do so.</param>
/// <param name="IsFileBased">Whether the project is one C# file, whose settings are directives.</param>
/// <param name="IsDesignTime">Whether an editor asks: then files of weights may have come since the build tasks last ran.</param>
/// <param name="Files">The project's spec files, ordered by path.</param>
/// <param name="Weights">The files of weights that the build puts into the assembly, ordered by path.</param>
internal sealed record ProjectFacts(
    string Folder,
    string? OldLanguage,
    bool IsOptimized,
    bool IsFileBased,
    bool IsDesignTime,
    EquatableArray<SpecFile> Files,
    EquatableArray<WeightsNote> Weights)
{
    public static ProjectFacts Read(AnalyzerConfigOptionsProvider options, ParseOptions parse, bool isOptimized)
    {
        LanguageVersion version = ((CSharpParseOptions)parse).LanguageVersion;
        return new ProjectFacts(
            FilePath.Normalize(Property(options, "ProjectDir")),
            version < LanguageVersion.CSharp12 ? version.ToDisplayString() : null,
            isOptimized,
            IsTrue(options, "FileBasedProgram"),
            IsTrue(options, "DesignTimeBuild"),
            default,
            default);
    }

    public ProjectFacts With(ImmutableArray<SpecFile> files, ImmutableArray<WeightsNote> weights) => this with
    {
        Files = files.ToEquatableArray(),
        Weights = weights.OrderBy(w => w.Path, StringComparer.Ordinal).ToEquatableArray(),
    };

    private static bool IsTrue(AnalyzerConfigOptionsProvider options, string name) =>
        Property(options, name).Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A property that the package makes visible to the compiler; empty where the build does not tell.</summary>
    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : "";
}

using System;
using System.Collections.Immutable;
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
/// <param name="Files">The project's spec files, ordered by path.</param>
internal sealed record ProjectFacts(
    string Folder, string? OldLanguage, bool IsOptimized, bool IsFileBased, EquatableArray<SpecFile> Files)
{
    public static ProjectFacts Read(AnalyzerConfigOptionsProvider options, ParseOptions parse, bool isOptimized)
    {
        LanguageVersion version = ((CSharpParseOptions)parse).LanguageVersion;
        return new ProjectFacts(
            FilePath.Normalize(Property(options, "ProjectDir")),
            version < LanguageVersion.CSharp12 ? version.ToDisplayString() : null,
            isOptimized,
            Property(options, "FileBasedProgram").Equals("true", StringComparison.OrdinalIgnoreCase),
            default);
    }

    public ProjectFacts With(ImmutableArray<SpecFile> files) => this with { Files = files.ToEquatableArray() };

    /// <summary>A property that the package makes visible to the compiler; empty where the build does not tell.</summary>
    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : "";
}

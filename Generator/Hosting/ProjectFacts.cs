using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Compiler.Collections;

namespace RnnGen.Hosting;

/// <summary>What the generator wants to know of the project besides its cells.</summary>
/// <param name="Folder">The project's folder; empty where the build does not tell.</param>
/// <param name="OldLanguage">The version of C# where emitted code does not compile with it, otherwise null.</param>
/// <param name="Files">The project's spec files, ordered by path.</param>
internal sealed record ProjectFacts(string Folder, string? OldLanguage, EquatableArray<SpecFile> Files)
{
    public static ProjectFacts Read(AnalyzerConfigOptionsProvider options, ParseOptions parse)
    {
        bool told = options.GlobalOptions.TryGetValue("build_property.ProjectDir", out string? folder);
        LanguageVersion version = ((CSharpParseOptions)parse).LanguageVersion;
        return new ProjectFacts(
            told ? FilePath.Normalize(folder!) : "", version < LanguageVersion.CSharp12 ? version.ToDisplayString() : null, default);
    }

    public ProjectFacts With(ImmutableArray<SpecFile> files) => this with { Files = files.ToEquatableArray() };
}

using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>What the generator wants to know of the project.</summary>
/// <param name="Folder">The project's folder; empty where the build does not tell.</param>
/// <param name="OldLanguage">The version of C# where emitted code does not compile with it, otherwise null.</param>
internal sealed record ProjectFacts(string Folder, string? OldLanguage)
{
    public static ProjectFacts Read(AnalyzerConfigOptionsProvider options, ParseOptions parse)
    {
        bool told = options.GlobalOptions.TryGetValue("build_property.ProjectDir", out string? folder)
            || options.GlobalOptions.TryGetValue("build_property.projectdir", out folder);
        LanguageVersion version = ((CSharpParseOptions)parse).LanguageVersion;
        return new ProjectFacts(
            told ? FilePath.Normalize(folder!) : "", version < LanguageVersion.CSharp12 ? version.ToDisplayString() : null);
    }
}

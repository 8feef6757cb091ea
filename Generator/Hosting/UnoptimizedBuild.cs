using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>
/// A compilation without optimisation, as Debug is, tells the JIT to optimise nothing of the assembly, whatever a method's attributes say.
/// That is said once a compilation, at the first cell, and only when there is no error: a rejected cell is not slow.
/// </summary>
internal static class UnoptimizedBuild
{
    private const string InProject = "write <Optimize>true</Optimize> into a PropertyGroup of the project file, or build with -c Release";
    private const string InProgram = "write '#:property Optimize=true' at the file's top, or run with -c Release";

    /// <summary>The warning, or null where the build optimises or has no cell.</summary>
    public static LocatedDiagnostic? Find(ImmutableArray<DeclaredCell> declared, ProjectFacts project)
    {
        if (project.IsOptimized || FirstPlace(declared, project) is not { } place) return null;
        return new LocatedDiagnostic(
            Rules.UnoptimizedBuild, EquatableArray.Of(project.IsFileBased ? InProgram : InProject), place, Fixes: default);
    }

    /// <summary>What is reported of a project: each mistake once, and the warning where it has no error.</summary>
    public static IEnumerable<LocatedDiagnostic> AddTo(IEnumerable<LocatedDiagnostic> found, LocatedDiagnostic? warning)
    {
        // A mistake in a file that several cells use is one mistake, whichever way leads there.
        LocatedDiagnostic[] mistakes = found.GroupBy(m => m with { Way = "" }).Select(same => same.First()).ToArray();
        return warning is null || mistakes.Any(m => m.Rule.Severity == Severity.Error) ? mistakes : mistakes.Append(warning);
    }

    private static DiagnosticPosition? FirstPlace(ImmutableArray<DeclaredCell> declared, ProjectFacts project)
    {
        DeclaredCell? first = declared.OrderBy(d => d.Declaration.Id, StringComparer.Ordinal).FirstOrDefault();
        if (first is not null) return new DiagnosticPosition.Source(first.Places.TypeName);
        SpecFile? file = project.Files.FirstOrDefault(f => f.Header is not null);
        return file is null ? null : DiagnosticLocator.InFile(file, file.Header!.ClassSpan);
    }
}

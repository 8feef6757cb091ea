using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Composition;

/// <summary>The files that a definition refers to, directly or through others.</summary>
/// <param name="Root">The path of the definition's own file; empty where it has none.</param>
public sealed record DefinitionLibrary(string Root, EquatableArray<LibraryFile> Files, EquatableArray<FileReference> References)
{
    public static DefinitionLibrary Empty { get; } = new("", default, default);

    /// <summary>The file that is meant where another one, or the definition without a file, names it.</summary>
    /// <returns>Null where the project has no such file.</returns>
    public LibraryFile? Find(string from, string written) =>
        References.FirstOrDefault(r => r.From == from && r.Written == written) is { } reference
            ? Files.FirstOrDefault(f => f.Path == reference.To)
            : null;
}

/// <param name="DisplayPath">Relative, for people.</param>
public sealed record LibraryFile(string Path, string DisplayPath, string Text);

/// <param name="From">The path of the file with the reference; empty for a definition without one.</param>
/// <param name="Written">As it is written there.</param>
/// <param name="To">The path of the file that is meant.</param>
public sealed record FileReference(string From, string Written, string To);

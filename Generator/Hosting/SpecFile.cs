using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler;

namespace RnnGen.Hosting;

/// <summary>One *.cell.yaml of the project.</summary>
/// <param name="Header">Null where the file asks for no class of its own and only serves attributes.</param>
internal sealed record SpecFile(string Path, string Text, SpecFileHeader? Header)
{
    public static bool IsSpecFile(AdditionalText file) => file.Path.EndsWith(Door.FileSuffix, StringComparison.OrdinalIgnoreCase);

    public static SpecFile Read(AdditionalText file, CancellationToken cancel)
    {
        string text = file.GetText(cancel)?.ToString() ?? "";
        return new SpecFile(FilePath.Normalize(file.Path), text, SpecFileHeader.Read(text));
    }

    /// <summary>A project may list the same file twice, by hand and by the package's props.</summary>
    public static ImmutableArray<SpecFile> Distinct(ImmutableArray<SpecFile> files) =>
        files
            .GroupBy(f => f.Path, StringComparer.Ordinal)
            .Select(g => g.First())
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToImmutableArray();
}

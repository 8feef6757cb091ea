using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace RnnGen.Hosting;

/// <summary>One *.cell.yaml of the project.</summary>
internal sealed record SpecFile(string Path, string Text)
{
    public static bool IsSpecFile(AdditionalText file) => file.Path.EndsWith(Door.FileSuffix, StringComparison.OrdinalIgnoreCase);

    public static SpecFile Read(AdditionalText file, CancellationToken cancel) =>
        new(FilePath.Normalize(file.Path), file.GetText(cancel)?.ToString() ?? "");

    /// <summary>A project may list the same file twice, by hand and by the package's props.</summary>
    public static ImmutableArray<SpecFile> Distinct(ImmutableArray<SpecFile> files) =>
        files
            .GroupBy(f => f.Path, StringComparer.Ordinal)
            .Select(g => g.First())
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .ToImmutableArray();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>The guides for contributors name files and folders in code spans. What moves is to be moved there too.</summary>
public sealed partial class GuideTests
{
    /// <summary>Names that stand for many.</summary>
    private static readonly string[] s_patterns = ["Name.verified.cs", "Name.received.cs", "docs/diagnostics/RNNxxx.md"];

    /// <summary>Every file and folder with sources, as "/path/from/the/root".</summary>
    private static readonly Lazy<HashSet<string>> s_paths = new(() =>
    [
        .. Directory.GetDirectories(Repository.Root).Select(folder => Path.GetFileName(folder)).Where(name => name[0] != '.')
            .SelectMany(folder => Repository.Files(folder, "*"))
            .SelectMany(file => file.Split('/').Select((_, i) => "/" + string.Join('/', file.Split('/')[..(i + 1)]))),
    ]);

    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/architecture.md")]
    public void Files_and_folders_are_where_a_guide_says(string guide)
    {
        string[] named = [.. Spans().Matches(Repository.Read(guide)).Select(span => span.Groups[1].Value).Except(s_patterns)];
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !Exists(name));

        static bool Exists(string name) => s_paths.Value.Any(path =>
            path.EndsWith("/" + name, StringComparison.Ordinal) || path.EndsWith("/" + name + ".cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Planning")]
    [InlineData("Kernels")]
    public void The_guide_names_every_floor(string phase)
    {
        IEnumerable<string> named = Regex.Matches(Repository.Read("CONTRIBUTING.md"), $@"`{phase}/\{{([^}}]*)\}}`")
            .SelectMany(floors => floors.Groups[1].Value.Split(", "));
        IEnumerable<string> folders = Directory.GetDirectories(Repository.PathOf("Generator/Compiler/" + phase))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any()).Select(folder => Path.GetFileName(folder));
        Assert.Equal(folders.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>A code span that is a path of at least one folder, or a source file.</summary>
    [GeneratedRegex(@"`([A-Za-z]\w*(?:/[\w.-]+)+|\w+(?:\.\w+)*\.cs)`")]
    private static partial Regex Spans();
}

using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>Keeps the limit that .editorconfig states: the formatter knows it, but does not hold it.</summary>
public sealed class LineLengthTests
{
    private const int LongestLine = 140;

    public static TheoryData<string> Folders =>
    [
        "Benchmarks", "BuildTasks", "CodeFixes", "Definitions", "EngineTests", "Formats", "GeneratedTests", "Generator",
        "Mpi", "Orleans", "Runtime", "Samples", "Tool", "ToolTests",
    ];

    [Fact]
    public void The_limit_is_the_one_of_the_editor() =>
        Assert.Contains($"\nmax_line_length = {LongestLine}\n", Repository.Read(".editorconfig"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_of_a_source_is_longer(string folder)
    {
        IEnumerable<string> sources = Repository.Files(folder, "*.cs").Where(file => !IsSnapshot(file));
        Assert.NotEmpty(sources);
        Assert.Equal("", string.Join("\n", sources.SelectMany(LongLines)));
    }

    private static bool IsSnapshot(string file) =>
        file.EndsWith(".verified.cs", StringComparison.Ordinal) || file.EndsWith(".received.cs", StringComparison.Ordinal);

    /// <summary>Characters are counted, not their halves in UTF-16.</summary>
    private static IEnumerable<string> LongLines(string file) =>
        from line in Repository.Read(file).Split('\n').Select((text, i) => (Number: i + 1, Length: text.EnumerateRunes().Count()))
        where line.Length > LongestLine
        select $"{file}({line.Number}): {line.Length} characters";
}

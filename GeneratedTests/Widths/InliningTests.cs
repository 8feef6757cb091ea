using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>
/// The JIT gives up inlining in a method of too many values, without a word: from then on each multiply-add is a call, and a kernel takes
/// several times as long. Read in its own output, in a process of its own.
/// </summary>
public sealed partial class InliningTests
{
    /// <summary>Names that a child process is told apart by.</summary>
    public const string Argument = "inlining";

    /// <summary>The whole zoo at a size with tails at every width, and those that are met most at others.</summary>
    private static readonly (string Name, int Hidden)[] s_cells =
    [
        .. from name in (string[])["rnn", "gru", "gru-reset-after", "lstm"] from hidden in (int[])[3, 16, 31, 47] select (name, hidden),
        .. ZooLibrary.Names.Select(name => (name, 17)),
        ("ltc", 8),
    ];

    [Fact]
    public void Kernels_call_nothing_that_computes()
    {
        using var folder = new TemporaryFolder();
        string assembly = Path.Combine(folder.Path, "Cells.dll");
        using (CellBatch cells = CellBatch.Compile(
            [.. s_cells.Select(cell => new CellSource(cell.Name, ZooSizes.Of(cell.Name, cell.Hidden), ElementType.Float))]))
            File.WriteAllBytes(assembly, cells.Image);
        foreach (string avx512 in (string[])["1", "0"]) Check(assembly, avx512, Path.Combine(folder.Path, $"listing{avx512}.txt"));
    }

    private static void Check(string assembly, string avx512, string listing)
    {
        WidthProcess.Run([Argument, assembly], new Dictionary<string, string>
        {
            ["DOTNET_EnableAVX512"] = avx512,
            ["DOTNET_JitDisasm"] = "Compiled.*:* RnnGen.Emitted.*:*",
            ["DOTNET_JitStdOutFile"] = listing,
        });
        string method = "";
        var methods = new HashSet<string>();
        var calls = new List<string>();
        foreach (string line in File.ReadLines(listing))
        {
            if (line.StartsWith("; Assembly listing for method ", StringComparison.Ordinal)) methods.Add(method = line);
            else if (VectorCall().IsMatch(line)) calls.Add(method);
        }
        Assert.True(methods.Count > 20 * s_cells.Length, $"{methods.Count} methods are not all kernels of all cells.");
        IEnumerable<string> found = calls.GroupBy(method => method).Select(calls => $"{calls.Count()} calls in {calls.Key}");
        Assert.True(calls.Count == 0, string.Join("\n", found));
    }

    [GeneratedRegex(@"\b(call|blr?)\b.*\[(RnnGen\.Numerics\.)?(Float|Double)\d+:")]
    private static partial Regex VectorCall();
}

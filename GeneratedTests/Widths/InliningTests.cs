using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
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

    private static readonly string[] s_cells = ["rnn", "gru", "gru-reset-after", "lstm"];

    private static readonly int[] s_hidden = [3, 16, 31, 47];

    [Fact]
    public void Kernels_call_nothing_that_computes()
    {
        using var folder = new TemporaryFolder();
        string assembly = Path.Combine(folder.Path, "Cells.dll");
        using (CellBatch cells = CellBatch.Compile(
        [
            .. from name in s_cells
               from hidden in s_hidden
               select new CellSource(name, ZooSizes.Of(name, hidden), ElementType.Float),
        ])) File.WriteAllBytes(assembly, cells.Image);
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
            else if (VectorCall().IsMatch(line)) calls.Add($"{line.Trim()} in {method}");
        }
        Assert.True(methods.Count > 20 * s_cells.Length * s_hidden.Length, $"{methods.Count} methods are not all kernels of all cells.");
        Assert.True(calls.Count == 0, $"{calls.Count} calls, such as {calls.FirstOrDefault()}.");
    }

    [GeneratedRegex(@"\b(call|blr?)\b.*\[(RnnGen\.Numerics\.)?(Float|Double)\d+:")]
    private static partial Regex VectorCall();
}

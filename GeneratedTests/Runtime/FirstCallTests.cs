using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Numerics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>What makes the first calls of a cell slow: they compile its kernels, and thousands of calls of vectors in them.</summary>
public partial class FirstCallTests
{
    private static readonly MethodInfo[] Vectors =
        typeof(IVector<,>).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    /// <summary>Where names are equal, or types modified as by <c>in</c>, the runtime compares signatures, for each call.</summary>
    [Fact]
    public void Members_of_vectors_are_found_by_their_names()
    {
        Assert.Equal(Vectors.Length, Vectors.Select(member => member.Name).Distinct().Count());
        Assert.All(Vectors.SelectMany(member => member.GetParameters()), p => Assert.Empty(p.GetRequiredCustomModifiers()));
    }

    /// <summary>The runtime looks from the last member on. Counted over kernels of all forms.</summary>
    [Fact]
    public void What_kernels_call_most_is_found_first()
    {
        string[] inOrder = [.. Vectors.Select(member => member.Name.Replace("get_", ""))];
        (string, int, int)[] cells = [("lstm", 3, 5), ("lstm", 64, 128), ("gru", 1, 16), ("rnn", 16, 64)];
        string[] calls = [.. cells.SelectMany(cell => Calls(cell.Item1, cell.Item2, cell.Item3)).Where(inOrder.Contains)];
        IEnumerable<string> most = calls.CountBy(name => name).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).Take(8);
        Assert.Subset(inOrder.TakeLast(16).ToHashSet(), most.ToHashSet());
    }

    /// <summary>
    /// What is optimised from its first call on is large, and compiled once for all cells. Inlined it would be compiled again in each
    /// kernel that calls it, as its arguments are constants there.
    /// </summary>
    [Fact]
    public void Methods_of_the_runtime_that_are_optimised_at_once_are_not_inlined()
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        MethodInfo[] optimised =
        [
            .. typeof(IVector<,>).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
                .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)),
        ];
        Assert.NotEmpty(optimised);
        Assert.All(optimised, m => Assert.True(m.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{m}"));
    }

    private static IEnumerable<string> Calls(string zoo, int input, int hidden) =>
        Call().Matches(CellCompiler.Compile(Request.Zoo(zoo, ("input", input), ("hidden", hidden))).Kernels).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\bV\.([A-Z]\w*)")]
    private static partial Regex Call();
}

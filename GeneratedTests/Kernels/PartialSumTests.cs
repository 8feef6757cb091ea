using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Compiler;
using RnnGen.Tests.Widths;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Steps whose sums are gathered in parts, in loops and written out; <see cref="WidthTests"/> try them at other widths.</summary>
[Collection(WidthFixture.Name)]
public sealed partial class PartialSumTests(WidthFixture fixture)
{
    [Fact]
    public void Steps_agree_with_the_interpreter()
    {
        for (int i = 0; i < PartialSumCell.All.Count; i++) PartialSumCell.All[i].Check(fixture.Cells[WidthCells.All.Count + i], i);
    }

    [Fact]
    public void Sums_have_as_many_parts_as_the_table_says() => Assert.All(Steps(), pair => Assert.Equal(pair.Cell.Parts, Parts(pair.Step)));

    /// <summary>
    /// The cells show what they are to show: loops over parts with and without a remainder, and products that are written out.
    /// </summary>
    [Fact]
    public void There_are_loops_with_remainders()
    {
        Assert.All(Steps().Where(pair => pair.Cell.IsWrittenOut), pair => Assert.DoesNotMatch(Loop(), pair.Step));
        Assert.Equal(2 * 4 + 2 * 4 - 1, PartialSumCell.All.Count(cell => cell.IsWrittenOut));
        var loops = Steps()
            .SelectMany(pair => Loop().Matches(pair.Step).Select(m => (pair.Cell, End: Number(m, 1), Round: Number(m, 2))))
            .ToList();
        Assert.Equal([2, 4, 8, 16], loops.Select(loop => loop.Round).Distinct().Order());
        int whole = loops.Count(loop => loop.End == loop.Cell.Input || loop.End == loop.Cell.Hidden);
        Assert.InRange(whole, 3, loops.Count - 20);
    }

    /// <summary>A vector too short for one round of a loop has no loop that is never entered.</summary>
    [Fact]
    public void No_loop_is_empty() => Assert.All(Steps(), pair => Assert.DoesNotContain("k < 0;", pair.Step, StringComparison.Ordinal));

    private IEnumerable<(PartialSumCell Cell, string Step)> Steps() =>
        PartialSumCell.All.Select((cell, i) => (cell, Step(fixture.Cells.Kernels[WidthCells.All.Count + i])));

    /// <summary>The method of one step.</summary>
    private static string Step(string source)
    {
        string[] methods = source.Split("public static void ");
        return string.Concat(methods.Skip(1).Where(method => method.StartsWith("Step", StringComparison.Ordinal)));
    }

    private static int Parts(string step) => 1 + Part().Matches(step).Select(m => Number(m, 1)).DefaultIfEmpty(0).Max();

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Part(\d+) = ")]
    private static partial Regex Part();

    [GeneratedRegex(@"for \(nint k = 0; k < (\d+); k \+= (\d+)\)")]
    private static partial Regex Loop();
}

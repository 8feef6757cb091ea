using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Reports;
using Xunit;

namespace RnnGen.Tests.Benchmarks;

/// <summary>The rows of the benchmarks' networks: whether results agree, and what a row then says.</summary>
public sealed class NetworkTableTests
{
    private const string Peer = "a peer", Absent = "a peer that does not train";

    private static readonly Result[] s_want = [new("h", [1, -2]), new("dx", [400, 8])];

    public static TheoryData<string, float[], string, float[], double, string> Answers => new()
    {
        { "h", [1, -2], "dx", [400, 8], 0, "h" },
        { "h", [1, -1.5f], "dx", [400, 8], 0.25, "h" }, // of the array's largest
        { "h", [1, -2], "dx", [400, 9], 1 / 400.0, "dx" },
        { "dx", [400, 8], "h", [float.NaN, -2], double.PositiveInfinity, "h" },
        { "h", [1, -2], "dx", [float.NaN, 8], double.PositiveInfinity, "dx" },
        { "h", [1, -2, 0], "dx", [400, 8], double.PositiveInfinity, "h" },
        { "h", [1, -2], "dW", [400, 8], double.PositiveInfinity, "dW" }, // one is missing, and one is nobody's
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Results_are_apart_by_the_worst_of_all(
        string first, float[] firstValues, string second, float[] secondValues, double error, string where)
    {
        ContestantError found = Agreement.Of(Peer, [new Result(first, firstValues), new Result(second, secondValues)], s_want);
        Assert.Equal((Peer, error, where), (found.Contestant, found.Error, found.Where));
    }

    [Fact]
    public void Too_few_results_and_none_do_not_agree()
    {
        Assert.Equal(double.PositiveInfinity, Agreement.Of(Peer, s_want[..1], s_want).Error);
        Assert.Equal(double.PositiveInfinity, Agreement.Of(Peer, s_want, s_want[..1]).Error);
        Assert.Equal(double.PositiveInfinity, Agreement.Of(Peer, [], []).Error);
    }

    [Theory]
    [InlineData(1e-3, "1.00 ms 1.00×✓")]
    [InlineData(2e-3, "2.00 ms 2.00×✓")]
    [InlineData(0.98e-3, "980 µs 0.98×✓")]
    [InlineData(0.96e-3, "960 µs 0.96×✗")]
    public void A_row_has_all_columns_and_marks_a_network_that_is_slow(double byHand, string cell)
    {
        NetworkOutcome outcome = Outcome(2e-6, ("network", 1e-3), (Peer, 0.5e-3), (NetworkOutcome.ByHand, byHand));
        var table = new NetworkTable([NetworkOutcome.ByHand, Absent, Peer]);
        Assert.Equal(["a name", "1.00 ms", cell, "", "500 µs 0.50×", "2e-06"], table.Row(outcome));
        Assert.Equal(table.Head.Length, table.Row(outcome).Length);
        Assert.Equal(cell.EndsWith('✓'), outcome.IsFast);
        Assert.Empty(NetworkTable.Mistakes(outcome));
    }

    [Theory]
    [InlineData(1e-4, true)]
    [InlineData(1.1e-4, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NaN, false)]
    public void What_was_not_timed_says_whether_it_was_right(double error, bool isRight)
    {
        NetworkOutcome outcome = Outcome(error);
        Assert.Equal(isRight, outcome.Verified);
        Assert.Equal(["a name", isRight ? "right" : "wrong", ""], new NetworkTable([Peer]).Row(outcome)[..3]);
        IEnumerable<string> mistakes = NetworkTable.Mistakes(outcome);
        if (isRight) Assert.Empty(mistakes);
        else Assert.Contains($"{Peer} at dx", Assert.Single(mistakes), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_stands_for_everyone_who_took_part_in_any_row()
    {
        var alone = new NetworkOutcome("alone", [new ContestantError(NetworkOutcome.ByHand, 0, "h")], []);
        string[] lines = NetworkTable.Of([alone, Outcome(0)]).ToMarkdown().Split('\n');
        Assert.Equal(["scenario", NetworkOutcome.Network, NetworkOutcome.ByHand, Peer, "apart by"], Cells(lines[0]));
        Assert.Equal(["alone", "right", "", "", "0"], Cells(lines[2]));

        static IEnumerable<string> Cells(string line) => line.Split('|')[1..^1].Select(c => c.Trim());
    }

    private static NetworkOutcome Outcome(double error, params (string Name, double Median)[] timings) => new(
        "a name", [new ContestantError(NetworkOutcome.ByHand, 0, "h"), new ContestantError(Peer, error, "dx")],
        [.. timings.Select(t => new Timing(t.Name, t.Median, t.Median, 7))]);
}

using System;
using System.Linq;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Ranks that do not do the same, or die: all end, with a message.</summary>
[Collection(RankTests.Name)]
public sealed class FaultTests
{
    public static TheoryData<string> Disagreements => [.. MpiFaults.Disagreements.Keys];

    public static TheoryData<string> Deaths => [.. MpiFaults.Deaths.Keys];

    [MpiTheory]
    [MemberData(nameof(Disagreements))]
    public void Ranks_that_differ_end_with_what_was_found_and_expected(string fault)
    {
        MpirunResult result = Mpirun.Host(2, fault, "none");
        Assert.NotEqual(0, result.ExitCode);
        string[] errors = [.. result.Output.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
        Assert.StartsWith("error: " + MpiFaults.Disagreements[fault], Assert.Single(errors), StringComparison.Ordinal);
    }

    /// <summary>The launcher's own limit is that of <see cref="Mpirun"/>: whoever waited for ever would fail there.</summary>
    [MpiTheory]
    [MemberData(nameof(Deaths))]
    public void A_rank_that_dies_ends_the_others(string death)
    {
        MpirunResult result = Mpirun.Host(2, death, "none");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(MpiFaults.Deaths[death], result.Output, StringComparison.Ordinal);
    }
}

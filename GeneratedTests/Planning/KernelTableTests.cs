using RnnGen.Compiler.Planning;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Rules of the table of thresholds.</summary>
public class KernelTableTests
{
    /// <summary>At most eight chains, and two elements of the longest vector for each part.</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 4, 2)]
    [InlineData(1, 7, 2)]
    [InlineData(1, 8, 4)]
    [InlineData(1, 15, 4)]
    [InlineData(1, 16, 8)]
    [InlineData(1, 64, 8)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(2, 4, 2)]
    [InlineData(2, 8, 4)]
    [InlineData(2, 64, 4)]
    [InlineData(3, 64, 2)]
    [InlineData(4, 3, 1)]
    [InlineData(4, 4, 2)]
    [InlineData(4, 64, 2)]
    [InlineData(5, 64, 1)]
    [InlineData(8, 4, 1)]
    [InlineData(8, 64, 1)]
    [InlineData(9, 64, 1)]
    public void Partial_sums_are_as_many_as_hide_the_latency(int accumulators, int longest, int parts) =>
        Assert.Equal(parts, KernelTable.PartialSums(accumulators, longest));
}

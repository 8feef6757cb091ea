using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;
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

    /// <summary>An odd number of lines of 64 bytes from 512 bytes on, so that a column of lines spreads over the cache's sets.</summary>
    [Theory]
    [InlineData(0, 16, 0)]
    [InlineData(64, 16, 64)]
    [InlineData(112, 16, 112)]
    [InlineData(128, 16, 144)]
    [InlineData(144, 16, 144)]
    [InlineData(512, 16, 528)]
    [InlineData(56, 8, 56)]
    [InlineData(64, 8, 72)]
    [InlineData(4096, 8, 4104)]
    public void Long_rows_have_an_odd_number_of_lines(int length, int lanes, int stride) =>
        Assert.Equal(stride, KernelTable.RowStride(length, lanes));

    /// <summary>Where rows lie in the lanes nothing is padded.</summary>
    [Fact]
    public void Vectors_of_lanes_lie_one_after_the_other() => Assert.Equal(128, KernelTable.RowStride(128, 1));
}

using System;
using System.Linq;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>Rows into lanes and back, against plain loops.</summary>
public class LaneRowsTests
{
    private const int Lanes = LaneRows.Lanes, Steps = 3, Guard = 40;
    private const float Untouched = -7;

    public static TheoryData<int> FeatureCounts => [.. Enumerable.Range(1, 16)];

    [LaneTheory]
    [MemberData(nameof(FeatureCounts))]
    public void Gather_puts_each_row_into_a_lane(int features)
    {
        LaneRows.Prepare(features);
        int rowStep = Lanes * features + 5, laneStep = Lanes * features + 32;
        float[] rows = Numbers(Steps * rowStep), lanes = Filled(Steps * laneStep + Guard), want = [.. lanes];
        for (int t = 0; t < Steps; t++)
            for (int f = 0; f < features; f++)
                for (int row = 0; row < Lanes; row++) want[t * laneStep + f * Lanes + row] = rows[t * rowStep + row * features + f];
        LaneRows.Gather(ref rows[0], rowStep, ref lanes[0], laneStep, features, Steps);
        Assert.Equal(want, lanes);
    }

    [LaneTheory]
    [MemberData(nameof(FeatureCounts))]
    public void Scatter_writes_the_rows_that_there_are_and_no_more(int features)
    {
        LaneRows.Prepare(features);
        int rowStep = Lanes * features + 5, laneStep = Lanes * features + 32;
        float[] lanes = Numbers(Steps * laneStep);
        for (int count = 1; count <= Lanes; count++)
        {
            float[] rows = Filled(Steps * rowStep + Guard), want = [.. rows];
            for (int t = 0; t < Steps; t++)
                for (int row = 0; row < count; row++)
                    for (int f = 0; f < features; f++) want[t * rowStep + row * features + f] = lanes[t * laneStep + f * Lanes + row];
            LaneRows.Scatter(ref lanes[0], laneStep, ref rows[0], rowStep, count, features, Steps);
            Assert.Equal(want, rows);
        }
    }

    [LaneTheory]
    [MemberData(nameof(FeatureCounts))]
    public void Rows_that_were_taken_apart_come_together_again(int features)
    {
        LaneRows.Prepare(features);
        int step = Lanes * features;
        float[] rows = Numbers(Steps * step), lanes = new float[Steps * step], back = new float[Steps * step];
        LaneRows.Gather(ref rows[0], step, ref lanes[0], step, features, Steps);
        LaneRows.Scatter(ref lanes[0], step, ref back[0], step, Lanes, features, Steps);
        Assert.Equal(rows, back);
    }

    [LaneTheory]
    [InlineData(1, 16)]
    [InlineData(3, 64)]
    [InlineData(16, 300)]
    public void Clear_leaves_what_lies_between_the_steps(int features, int laneStep)
    {
        float[] lanes = Filled(Steps * laneStep + Guard), want = [.. lanes];
        for (int t = 0; t < Steps; t++) want.AsSpan(t * laneStep, features * Lanes).Clear();
        LaneRows.Clear(ref lanes[0], laneStep, features, Steps);
        Assert.Equal(want, lanes);
    }

    /// <summary>Whole numbers, whose sums are exact in any order.</summary>
    [LaneTheory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(200)]
    public void Sum_adds_the_lanes_of_each_vector(int vectors)
    {
        float[] sums = [.. Enumerable.Range(0, vectors * Lanes + Guard).Select(i => (float)(i * 7919 % 1009 - 500))];
        float[] want = [.. Enumerable.Range(0, vectors).Select(v => sums.AsSpan(v * Lanes, Lanes).ToArray().Sum())];
        float[] behind = sums[(vectors * Lanes)..];
        LaneRows.Sum(ref sums[0], vectors);
        Assert.Equal(want, sums[..vectors]);
        Assert.Equal(behind, sums[(vectors * Lanes)..]);
    }

    [LaneTheory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5, 3, 8, 1)]
    [InlineData(3, 5, 1, 7)]
    [InlineData(4, 1, 1, 0)]
    public void Add_finds_each_weight_by_its_strides(int units, int length, int unitStride, int sourceStride)
    {
        float[] sums = Numbers(units * length), gradient = Numbers(units * unitStride + length * sourceStride + Guard);
        float[] want = [.. gradient];
        for (int u = 0; u < units; u++)
            for (int k = 0; k < length; k++) want[u * unitStride + k * sourceStride] += sums[u * length + k];
        LaneRows.Add(ref sums[0], ref gradient[0], units, length, unitStride, sourceStride);
        Assert.Equal(want, gradient);
    }

    private static float[] Numbers(int length) => [.. Enumerable.Range(1, length).Select(i => (float)i)];

    private static float[] Filled(int length) => [.. Enumerable.Repeat(Untouched, length)];
}

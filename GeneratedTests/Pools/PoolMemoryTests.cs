using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>
/// What a pool lends to kernels of tapes is at least what a tape of so many steps and rows would lend: their proofs hold for pools too.
/// </summary>
public class PoolMemoryTests
{
    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Is_that_of_a_tape(string name)
    {
        foreach (int hidden in new[] { 5, 33, 64 })
            foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
                foreach (int? batch in new int?[] { null, 1 })
                {
                    var cell = new PlannedCell(ZooSizes.Function(name, hidden), element, new CellOptions(), batch: batch);
                    Check(cell, cell.Memory.Pool!, cell.Kernels.Pooled!);
                }
    }

    private static void Check(PlannedCell cell, PoolMemory pool, PooledPass pass)
    {
        Assert.True(pool.Weights.Length >= pool.Program.Packed.Length);
        Assert.True(pool.SharesWeights || pool.Weights.Start >= cell.Plan.Streaming.Packed.Length);
        Assert.True(pool.Work.Length >= Length(cell.Memory.Tape.Work.Length with { PerRow = pool.Program.WorkStride }, cell, pool));
        int end = pool.PrivateLength(cell.Lanes) - cell.Lanes;
        foreach (PooledPass each in new[] { pass, pass.InLanes }.OfType<PooledPass>())
        {
            Assert.NotEmpty(each.Sweeps);
            foreach (Source.OfPool part in each.Sweeps.SelectMany(s => s.Head.Sources).OfType<Source.OfPool>())
                Assert.InRange(part.Start + part.Length, 0, end);
        }

        Assert.Equal(pool.InLanes is null, pass.InLanes is null);
        if (pool.InLanes is not { } inLanes) return;
        Assert.True(inLanes.Weights.Start >= pool.Weights.End && inLanes.Weights.Length >= cell.Memory.ParameterLength);
        Assert.True(inLanes.Records.Length >= Length(cell.Memory.Tape.InferenceRecords!.Length, cell, pool));
    }

    /// <summary>Elements of a part of a tape of as many steps and rows as the pool takes.</summary>
    private static long Length(TapeExtent extent, PlannedCell cell, PoolMemory pool) =>
        extent.Fixed + extent.PerSequence * pool.Rows + extent.PerRow * pool.Rows * pool.TimeSteps
        + extent.PerRecord * (pool.TimeSteps + 1) * ((pool.Rows + cell.Lanes - 1) / cell.Lanes);
}

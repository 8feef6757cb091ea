using RnnGen.Tests.Kernels;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>Pools of every defined cell.</summary>
public class PoolScheduleTests
{
    private static readonly int s_operations = RandomCellKernels.IsLong ? 30_000 : 150;

    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Sessions_go_their_own_way(string cell) => DefinedCells.Accept(
        DefinedCells.Named(cell), new PoolSchedule<float>(s_operations, cell.Length), new PoolSchedule<double>(s_operations, cell.Length));
}

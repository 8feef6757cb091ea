using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>A compiled sample of random memories that are matrices; many more are interpreted.</summary>
public class MatrixKernelTests
{
    [Theory]
    [InlineData(0, ElementType.Double)]
    [InlineData(1, ElementType.Float)]
    public void Kernels_agree_with_interpreter_and_differences(int project, ElementType element) => RandomCellKernels.Check(
        project,
        seed => Create(MatrixDefinition.Create(seed, isSmooth: true)),
        (cell, _) => new CellSource(cell.Definition!, [], element),
        element == ElementType.Double ? 1e-9 : 1e-3,
        withDifferences: element == ElementType.Double);

    private static RandomCell Create(string definition) => new(Request.Lower(Request.InPlace(definition)), definition, []);
}

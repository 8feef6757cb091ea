using RnnGen.Compiler;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Random definitions, from their text to emitted kernels, against the interpreter and central differences.</summary>
public class RandomDefinitionKernelTests
{
    public static TheoryData<int> Projects => RandomCellKernels.Projects(Deck.Spelled);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Kernels_agree_with_interpreter_and_differences(int project) => RandomCellKernels.Check(
        project,
        seed => RandomCell.CreateWithText(seed),
        (cell, _) => new CellSource(cell.Definition!, [], ElementType.Double),
        1e-9,
        withDifferences: true);
}

using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Sequences;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Random cells from the IR, with the operations that only derivatives and passes make: emitted kernels, the interpreter and central
/// differences agree. A sample; RNNGEN_LONG=1 takes more.
/// </summary>
public class RandomCellKernelTests
{
    public static TheoryData<int> Projects => RandomCellKernels.Projects(Deck.Whole);

    public static TheoryData<int> ChainedProjects => [.. Enumerable.Range(0, RandomCellKernels.IsLong ? 10 : 1)];

    public static TheoryData<int> MixedProjects => [.. Enumerable.Range(0, RandomCellKernels.IsLong ? 20 : 2)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Kernels_agree_with_interpreter_and_differences(int project) => RandomCellKernels.Check(
        project,
        seed => RandomCell.Create(seed),
        (cell, _) => CellSource.Of(cell.Function, ElementType.Double),
        1e-9,
        withDifferences: true);

    /// <summary>Recurrences one behind the other, each in a loop of its own however small it is.</summary>
    [Theory]
    [MemberData(nameof(ChainedProjects))]
    public void Kernels_of_chained_recurrences_agree_with_interpreter_and_differences(int project) => RandomCellKernels.Check(
        project,
        seed => RandomCell.CreateChained(seed, seed % 5 == 4 ? RandomCellSize.Mixed : RandomCellSize.Tiny),
        (cell, seed) => CellSource.Of(cell.Function, ElementType.Double) with
        {
            Options = new CellOptions(Recompute: seed % 4 == 3),
            Rules = ManyLoops.Rules,
        },
        1e-9,
        withDifferences: true);

    /// <summary>Sizes from 1 to 40, blocks of all widths and their tails; about half of the cells fix their time steps and batch.</summary>
    [Theory]
    [MemberData(nameof(MixedProjects))]
    public void Kernels_of_mixed_sizes_agree_with_the_interpreter(int project)
    {
        ElementType element = project % 2 == 0 ? ElementType.Float : ElementType.Double;
        RandomCellKernels.Check(
            project,
            seed => RandomCell.Create(seed, RandomCellSize.Mixed),
            (cell, seed) =>
            {
                (int timeSteps, int batch) = seed / 9 % 2 == 0 ? RandomCellKernels.Counts(seed) : (0, 0);
                return CellSource.Of(cell.Function, element, timeSteps, batch);
            },
            element == ElementType.Float ? 1e-3 : 1e-9,
            withDifferences: false);
    }
}

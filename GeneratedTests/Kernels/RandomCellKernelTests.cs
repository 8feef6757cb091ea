using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.RandomCells;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Random cells: emitted kernels, the interpreter and central differences agree. The budget deals every operation at every rank at least 20
/// times (tests of the random cells count them); RNNGEN_LONG=1 takes thousands.
/// </summary>
public class RandomCellKernelTests
{
    private const int CellsPerProject = 25, LeastOccurrences = 20;

    private static readonly bool s_long = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1";

    public static TheoryData<int> Definitions => Projects(Deck.Spelled, 4000);

    public static TheoryData<int> Functions => Projects(Deck.Whole, 4000);

    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, s_long ? 80 : 4)];

    /// <summary>From text, through the front end.</summary>
    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definitions_agree_with_interpreter_and_differences(int project)
    {
        (int Seed, RandomCell Cell)[] cells = [.. Seeds(project).Select(seed => (seed, RandomCell.CreateWithText(seed)))];
        Check(cells, cell => new CellSource(cell.Definition!, [], ElementType.Double), ElementType.Double, 1e-9, withDifferences: true);
    }

    /// <summary>From the IR, with the operations that only derivatives and passes make.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_agree_with_interpreter_and_differences(int project)
    {
        (int Seed, RandomCell Cell)[] cells = [.. Seeds(project).Select(seed => (seed, RandomCell.Create(seed)))];
        Check(cells, cell => CellSource.Of(cell.Function, ElementType.Double), ElementType.Double, 1e-9, withDifferences: true);
    }

    /// <summary>Sizes from 1 to 40: blocks of all widths and their tails.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cells_of_mixed_sizes_agree_with_the_interpreter(int project)
    {
        ElementType element = project % 2 == 0 ? ElementType.Float : ElementType.Double;
        (int Seed, RandomCell Cell)[] cells = [.. Seeds(project).Select(seed => (seed, RandomCell.Create(seed, RandomCellSize.Mixed)))];
        double tolerance = element == ElementType.Float ? 1e-3 : 1e-9;
        Check(cells, cell => CellSource.Of(cell.Function, element), element, tolerance, withDifferences: false);
    }

    private static void Check(
        (int Seed, RandomCell Cell)[] cells,
        Func<RandomCell, CellSource> source,
        ElementType element,
        double tolerance,
        bool withDifferences)
    {
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => source(cell.Cell))]);
        var failures = new List<string>();
        for (int i = 0; i < cells.Length; i++)
        {
            (int seed, RandomCell cell) = cells[i];
            int timeSteps = 1 + seed % 3, batch = 1 + seed / 3 % 3 * 2;
            try
            {
                SequenceDraw draw = GradientCheck.Draw(cell.Function, timeSteps, batch, new Random(seed), RoundingReach(element));
                KernelOracle.Check(compiled[i], cell.Function, element, draw, timeSteps, batch, tolerance);
                if (withDifferences) EmittedGradients.Check(compiled[i], cell.Function, 2, 1 + seed % 2, seed);
            }
            catch (XunitException failure)
            {
                failures.Add($"Random cell {seed}: {failure.Message}\n{cell.Definition}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cells failed. {string.Join("\n", failures.Take(3))}");
    }

    /// <summary>Within this distance of a kink, rounding may put a kernel and the interpreter on different sides.</summary>
    private static double RoundingReach(ElementType element) => element == ElementType.Float ? 1e-5 : 1e-9;

    private static IEnumerable<int> Seeds(int project) => Enumerable.Range(project * CellsPerProject, CellsPerProject);

    private static TheoryData<int> Projects(IReadOnlyList<Card> deck, int longBudget)
    {
        int cells = s_long ? longBudget : Deck.SeedsFor(deck, LeastOccurrences);
        return [.. Enumerable.Range(0, (cells + CellsPerProject - 1) / CellsPerProject)];
    }
}

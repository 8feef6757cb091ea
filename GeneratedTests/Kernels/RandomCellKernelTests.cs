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
    private const int CellsPerProject = 25, LeastOccurrences = 20, MostDraws = 100;

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
        int compared = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            (int seed, RandomCell cell) = cells[i];
            try
            {
                if (CheckValues(compiled[i], cell.Function, element, seed, tolerance)) compared++;
                if (withDifferences) EmittedGradients.Check(compiled[i], cell.Function, 2, 1 + seed % 2, seed);
            }
            catch (XunitException failure)
            {
                failures.Add($"Random cell {seed}: {failure.Message}\n{cell.Definition}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cells failed. {string.Join("\n", failures.Take(3))}");
        Assert.InRange(compared, 0.8 * cells.Length, cells.Length);
    }

    /// <summary>False for a cell that has no point to compare at: rounding could put kernel and interpreter on different sides of a kink.</summary>
    private static bool CheckValues(Type cell, StepFunction function, ElementType element, int seed, double tolerance)
    {
        int timeSteps = 1 + seed % 3, batch = 1 + seed / 3 % 3 * 2;
        double reach = element == ElementType.Float ? 1e-5 : 1e-9;
        if (GradientCheck.TryDraw(function, timeSteps, batch, new Random(seed), reach, MostDraws) is not { } draw) return false;
        KernelOracle.Check(cell, function, element, draw, timeSteps, batch, tolerance);
        return true;
    }

    private static IEnumerable<int> Seeds(int project) => Enumerable.Range(project * CellsPerProject, CellsPerProject);

    private static TheoryData<int> Projects(IReadOnlyList<Card> deck, int longBudget)
    {
        int cells = s_long ? longBudget : Deck.SeedsFor(deck, LeastOccurrences);
        return [.. Enumerable.Range(0, (cells + CellsPerProject - 1) / CellsPerProject)];
    }
}

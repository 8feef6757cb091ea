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
/// Projects of random cells, each compiled at once, and what is compared of them. The first witness are the interpreted kernels of many
/// more cells (<c>KernelPrograms</c>): what is compiled here is a sample.
/// </summary>
internal static class RandomCellKernels
{
    private const int LeastOccurrences = 1, LongBudget = 1000, MostDraws = 100;

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1";

    /// <summary>What one compilation holds.</summary>
    private static int CellsPerProject => IsLong ? 25 : 12;

    /// <summary>Every card of the deck at least once, or a thousand cells.</summary>
    public static TheoryData<int> Projects(IReadOnlyList<Card> deck)
    {
        int cells = IsLong ? LongBudget : Deck.SeedsFor(deck, LeastOccurrences);
        return [.. Enumerable.Range(0, (cells + CellsPerProject - 1) / CellsPerProject)];
    }

    /// <summary>Compiles a project and compares each cell with the interpreter and, if wished, with central differences.</summary>
    public static void Check(
        int project, Func<int, RandomCell> create, Func<RandomCell, int, CellSource> source, double tolerance, bool withDifferences)
    {
        int[] seeds = [.. Enumerable.Range(project * CellsPerProject, CellsPerProject)];
        RandomCell[] cells = [.. seeds.Select(create)];
        CellSource[] sources = [.. cells.Zip(seeds, source)];
        using CellBatch compiled = CellBatch.Compile(sources);
        var failures = new List<string>();
        int compared = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            try
            {
                bool isCompared = CheckValues(compiled[i], cells[i].Function, sources[i].Element, seeds[i], tolerance);
                if (withDifferences) isCompared &= EmittedGradients.TryCheck(compiled[i], cells[i].Function, 2, 1 + seeds[i] % 2, seeds[i]);
                if (isCompared) compared++;
            }
            catch (XunitException failure)
            {
                failures.Add($"Random cell {seeds[i]}: {failure.Message}\n{cells[i].Definition}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cells failed. {string.Join("\n", failures.Take(3))}");
        Assert.InRange(compared, 0.8 * cells.Length, cells.Length); // some cells have kinks everywhere
    }

    /// <summary>The time steps and the batch with which the cell of a seed is compared.</summary>
    public static (int TimeSteps, int Batch) Counts(int seed) => (1 + seed % 3, 1 + seed / 3 % 3 * 2);

    /// <summary>
    /// False where there is no point to compare at: rounding could put kernel and interpreter on different sides of a kink.
    /// </summary>
    private static bool CheckValues(Type cell, StepFunction function, ElementType element, int seed, double tolerance)
    {
        (int timeSteps, int batch) = Counts(seed);
        double reach = element == ElementType.Float ? 1e-5 : 1e-9;
        if (InterpretedGradients.TryDraw(function, timeSteps, batch, new Random(seed), reach, MostDraws) is not { } draw) return false;
        KernelOracle.Check(cell, function, element, draw, timeSteps, batch, tolerance);
        return true;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Lanes;

/// <summary>A sample of random cells with a sequence in each lane against the interpreter; many more are interpreted.</summary>
public class LaneRandomTests
{
    private const int MostDraws = 100;

    public static TheoryData<int> Projects => [.. Enumerable.Range(0, RandomCellKernels.IsLong ? 30 : 2)];

    private static int CellsPerProject => RandomCellKernels.IsLong ? 15 : 8;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Kernels_agree_with_the_interpreter(int project)
    {
        int[] seeds = [.. Enumerable.Range(project * CellsPerProject, CellsPerProject)];
        string[] definitions = [.. seeds.Select(LaneDefinition.Create)];
        using CellBatch compiled = CellBatch.Compile([.. definitions.Select(d => new CellSource(d, [], ElementType.Float))]);
        var failures = new List<string>();
        int compared = 0;
        for (int i = 0; i < seeds.Length; i++)
        {
            try
            {
                if (TryCheck(compiled[i], Request.Lower(Request.InPlace(definitions[i])), seeds[i])) compared++;
            }
            catch (XunitException failure)
            {
                failures.Add($"Random cell {seeds[i]}: {failure.Message}\n{definitions[i]}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cells failed. {string.Join("\n", failures.Take(3))}");
        // Some have kinks everywhere, or sums over units.
        Assert.InRange(compared, VectorWidth.Use512 ? 0.5 * seeds.Length : 0, seeds.Length);
    }

    private static bool TryCheck(Type cell, StepFunction function, int seed)
    {
        (int timeSteps, int batch) = (1 + seed % 3, 16 + seed % 25);
        if (LaneCell.UsesLanes(cell, batch) is not { } isUsed) return false;
        if (!isUsed) batch = 16; // a second group of few sequences may not pay
        if (InterpretedGradients.TryDraw(function, timeSteps, batch, new Random(seed), 1e-5, MostDraws) is not { } draw) return false;
        LaneCell.Check(cell, function, draw, timeSteps, batch, 1e-3);
        return true;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Step, Run, Forward and Backward of every cell of the zoo against the interpreter, at all sizes of blocks and tails.</summary>
public class ZooKernelTests
{
    public static TheoryData<int> HiddenSizes => [.. ZooSizes.Hidden];

    [Theory]
    [MemberData(nameof(HiddenSizes))]
    public void Kernels_agree_with_the_interpreter(int hidden)
    {
        var cells = new List<(CellSource Source, StepFunction Function)>();
        foreach (ElementType element in (ElementType[])[ElementType.Float, ElementType.Double])
            foreach (string name in DefinedCells.ZooNames)
                cells.Add((new CellSource(name, ZooSizes.Of(name, hidden), element), ZooSizes.Function(name, hidden)));
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => cell.Source)]);
        // With 67 rows a chunk of 64 is followed by a short one.
        (int, int)[] counts = hidden is 8 or 17 ? [(2, 67)] : [(3, 1), (2, 5)];
        foreach ((int timeSteps, int batch) in counts)
            for (int i = 0; i < cells.Count; i++) Check(compiled[i], cells[i], timeSteps, batch);
    }

    public static TheoryData<int, int> FixedCounts => new() { { 4, 10 }, { 0, 10 }, { 4, 0 }, { 2, 70 } };

    /// <summary>Zero leaves a count to run time.</summary>
    [Theory]
    [MemberData(nameof(FixedCounts))]
    public void Cells_of_fixed_counts_agree_with_the_interpreter(int timeSteps, int batch)
    {
        ElementType element = timeSteps == 4 ? ElementType.Double : ElementType.Float;
        string[] names = [.. DefinedCells.ZooNames];
        using CellBatch compiled = CellBatch.Compile(
            [.. names.Select(name => new CellSource(name, ZooSizes.Of(name, 5), element, null, timeSteps, batch))]);
        (int steps, int rows) = (timeSteps == 0 ? 3 : timeSteps, batch == 0 ? 2 : batch);
        for (int i = 0; i < names.Length; i++)
            Check(compiled[i], (new CellSource(names[i], [], element), ZooSizes.Function(names[i], 5)), steps, rows);
    }

    private static void Check(Type cell, (CellSource Source, StepFunction Function) made, int timeSteps, int batch)
    {
        SequenceDraw draw = SequenceDraw.Random(made.Function, timeSteps, batch, new Random(17));
        double tolerance = made.Source.Element == ElementType.Double ? 1e-12 : 2e-5;
        KernelOracle.Check(cell, made.Function, made.Source.Element, draw, timeSteps, batch, tolerance);
    }
}

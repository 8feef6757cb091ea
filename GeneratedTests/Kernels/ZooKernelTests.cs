using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Step, Run, Forward and Backward of every cell of the zoo against the interpreter, at all sizes of blocks and tails. At each size half
/// of the cells are in single precision and half in double: in both precisions all kernels are interpreted (<c>KernelMachineTests</c>).
/// </summary>
public class ZooKernelTests
{
    /// <summary>Usually some of them: interpreted kernels agree at all sizes and widths (<c>KernelMachineTests</c>).</summary>
    public static TheoryData<int> HiddenSizes => RandomCellKernels.IsLong ? [.. ZooSizes.Hidden] : [1, 8, 17, 64];

    [Theory]
    [MemberData(nameof(HiddenSizes))]
    public void Kernels_agree_with_the_interpreter(int hidden)
    {
        var cells = new List<(CellSource Source, StepFunction Function)>();
        int at = Array.IndexOf(ZooSizes.Hidden, hidden);
        foreach (string name in DefinedCells.ZooNames)
        {
            ElementType element = (at + cells.Count) % 2 == 0 ? ElementType.Float : ElementType.Double;
            cells.Add((new CellSource(name, ZooSizes.Of(name, hidden), element), ZooSizes.Function(name, hidden)));
        }
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => cell.Source)]);
        // With 67 rows a chunk of 64 is followed by a short one.
        (int, int)[] counts = hidden is 8 or 17 ? [(2, 67)] : [(3, 1), (2, 5)];
        foreach ((int timeSteps, int batch) in counts)
            for (int i = 0; i < cells.Count; i++) Check(compiled[i], cells[i], timeSteps, batch);
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].Source.Element == ElementType.Float) CompiledCell.Accept(compiled[i], new TapeReuse<float>(3, 7));
            else CompiledCell.Accept(compiled[i], new TapeReuse<double>(3, 7));
        }
        if (hidden != 17) return;
        for (int i = 0; i < cells.Count; i++) CheckSpecialValues(compiled[i], cells[i], seed: i);
    }

    /// <summary>A sample of the cells that are interpreted otherwise.</summary>
    [Fact]
    public void A_sample_of_the_other_cells_agrees_with_the_interpreter()
    {
        string[] names = ["lstm-layernorm", "gru-d", "sru", "mlstm", "rwkv7", "selective-ssm", "lem"];
        (CellSource Source, StepFunction Function)[] cells = [.. names.Select((name, i) =>
            (new CellSource(name, ZooSizes.Of(name, 5), (ElementType)(i % 2)), ZooSizes.Function(name, 5)))];
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => cell.Source)]);
        for (int i = 0; i < cells.Length; i++)
            foreach ((int timeSteps, int batch) in ((int, int)[])[(3, 1), (2, 7)]) Check(compiled[i], cells[i], timeSteps, batch);
    }

    /// <summary>Two whole chunks of steps whose input products are computed at once, and a part of one.</summary>
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Sequences_with_wide_inputs_agree_with_the_interpreter(ElementType element)
    {
        string[] names = NamesOf(element);
        CellSource[] sources = [.. names.Select(name => new CellSource(name, ZooSizes.Wide(name), element))];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < names.Length; i++)
        {
            StepFunction function = ZooSizes.Function(names[i], ZooSizes.Wide(names[i]));
            SequenceDraw draw = SequenceDraw.Random(function, 37, 1, new Random(i)).Tame();
            KernelOracle.Check(compiled[i], function, element, draw, 37, 1, Tolerance(element));
        }
    }

    /// <summary>Backward computes again what it reads, and the tape keeps nothing private for it.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    public void Cells_that_recompute_agree_with_the_interpreter(int hidden)
    {
        string[] names = [.. DefinedCells.ZooNames];
        CellSource[] sources = [.. names.Select((name, i) => new CellSource(name, ZooSizes.Of(name, hidden), (ElementType)(i % 2))
        {
            Options = new CellOptions(Recompute: true),
        })];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < names.Length; i++)
        {
            foreach ((int timeSteps, int batch) in ((int, int)[])[(3, 1), (2, 5), (2, 67)])
                Check(compiled[i], (sources[i], ZooSizes.Function(names[i], hidden)), timeSteps, batch);
            Assert.Equal(0, ((CellInfo)compiled[i].GetProperty("Info")!.GetValue(null)!).TapeBytesPerStep);
        }
    }

    public static TheoryData<int, int, int> FixedCounts => new() { { 4, 10, 0 }, { 0, 10, 1 }, { 4, 0, 1 }, { 2, 70, 0 } };

    /// <summary>Zero leaves a count to run time. Each cell in both precisions, with both counts fixed or with either.</summary>
    [Theory]
    [MemberData(nameof(FixedCounts))]
    public void Cells_of_fixed_counts_agree_with_the_interpreter(int timeSteps, int batch, int first)
    {
        ElementType element = timeSteps == 4 ? ElementType.Double : ElementType.Float;
        string[] names = [.. DefinedCells.ZooNames.Where((_, i) => i % 2 == first)];
        using CellBatch compiled = CellBatch.Compile(
            [.. names.Select(name => new CellSource(name, ZooSizes.Of(name, 5), element, null, timeSteps, batch))]);
        (int steps, int rows) = (timeSteps == 0 ? 3 : timeSteps, batch == 0 ? 2 : batch);
        for (int i = 0; i < names.Length; i++)
            Check(compiled[i], (new CellSource(names[i], [], element), ZooSizes.Function(names[i], 5)), steps, rows);
    }

    /// <summary>Where a step takes in as much as it gives out, Run may write over what it reads.</summary>
    [Theory]
    [InlineData("rnn-softmax", 6, 9)]
    [InlineData("lstm-softmax", 6, 9)]
    [InlineData("rnn-softmax", 110, 41)]
    [InlineData("lstm-softmax", 110, 41)]
    public void Run_may_write_over_its_inputs(string name, int width, int hidden)
    {
        (string, int)[] sizes = [("input", width), ("hidden", hidden), ("output", width)];
        StepFunction function = Request.Lower(Request.Zoo(name, sizes));
        using CellBatch compiled = CellBatch.Compile([new CellSource(name, sizes, ElementType.Float)]);
        SequenceDraw draw = SequenceDraw.Random(function, 18, 2, new Random(1)).Tame();
        KernelOracle.Check(compiled[0], function, ElementType.Float, draw, 18, 2, 2e-5);
    }

    /// <summary>Every other cell, the ones in between being of the other precision.</summary>
    private static string[] NamesOf(ElementType element) => [.. DefinedCells.ZooNames.Where((_, i) => i % 2 == (int)element)];

    /// <summary>NaN and infinity reach what mathematics lets them reach, and nothing else: no other row, nothing through padding.</summary>
    private static void CheckSpecialValues(Type cell, (CellSource Source, StepFunction Function) made, int seed)
    {
        SequenceDraw draw = SequenceDraw.Random(made.Function, 3, 7, new Random(seed));
        int row = made.Function.Inputs[0].Shape.Length;
        draw.Inputs[0][1 * row] = double.NaN;
        draw.Inputs[0][(1 * 7 + 3) * row + row - 1] = double.PositiveInfinity;
        draw.Initial[0][5 * made.Function.Previous[0].Shape.Length] = double.NegativeInfinity;
        KernelOracle.Check(cell, made.Function, made.Source.Element, draw, 3, 7, Tolerance(made.Source.Element));
    }

    private static void Check(Type cell, (CellSource Source, StepFunction Function) made, int timeSteps, int batch)
    {
        SequenceDraw draw = SequenceDraw.Random(made.Function, timeSteps, batch, new Random(17));
        KernelOracle.Check(cell, made.Function, made.Source.Element, draw, timeSteps, batch, Tolerance(made.Source.Element));
    }

    private static double Tolerance(ElementType element) => element == ElementType.Double ? 1e-12 : 2e-5;
}

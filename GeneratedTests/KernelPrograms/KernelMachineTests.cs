using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Planning;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Zoo;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Kernels of random cells and of the zoo, run without compiling C#, against the interpreter of the IR: forward, saving nothing, and
/// backward, for many rows and for one, at every width of vectors. RNNGEN_LONG=1 takes 100,000 random cells.
/// </summary>
public class KernelMachineTests
{
    private const int CellsPerTest = 40;

    /// <summary>How often each operation at each rank is met at least; tests of the random cells count them.</summary>
    private const int LeastOccurrences = 20;

    private static readonly int[] s_widths = [16, 8, 4, 2, 1];

    public static TheoryData<int> Groups => Of(50_000, Deck.SeedsFor(Deck.Whole, LeastOccurrences));

    public static TheoryData<int> DefinitionGroups => Of(50_000, Deck.SeedsFor(Deck.Spelled, LeastOccurrences));

    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Interpreted_kernels_agree_with_the_interpreter_of_the_IR(int group)
    {
        CheckAll(group, seed => RandomCell.Create(seed, SizeOf(seed)));
    }

    [Theory]
    [MemberData(nameof(DefinitionGroups))]
    public void Interpreted_kernels_of_definitions_agree(int group)
    {
        CheckAll(group, seed => RandomCell.CreateWithText(seed, SizeOf(seed)));
    }

    /// <summary>Every cell at every size in both precisions, and with more rows than a chunk has.</summary>
    [Theory]
    [MemberData(nameof(Zoo))]
    public void Interpreted_kernels_of_the_zoo_agree(string name)
    {
        for (int i = 0; i < ZooSizes.Hidden.Length; i++)
        {
            StepFunction function = ZooSizes.Function(name, ZooSizes.Hidden[i]);
            int batch = ZooSizes.Hidden[i] is 2 or 5 ? KernelTable.RowChunk + 3 : i % 3 == 0 ? 1 : 5;
            for (int element = 0; element < 2; element++) Check(function, 4 * i + 2 * element, batch: batch);
        }
    }

    private static TheoryData<int> Of(int longBudget, int budget)
    {
        int cells = RandomCellKernels.IsLong ? longBudget : budget;
        return [.. Enumerable.Range(0, (cells + CellsPerTest - 1) / CellsPerTest)];
    }

    private static void CheckAll(int group, Func<int, RandomCell> create)
    {
        foreach (int seed in Enumerable.Range(group * CellsPerTest, CellsPerTest))
        {
            StepFunction function = create(seed).Function;
            try
            {
                Check(function, seed);
            }
            catch (OutOfMemoryBoundsException outside)
            {
                throw new XunitException($"Random cell {seed}: {outside.Message}\n{outside.StackTrace}\n{Printer.Print(function)}");
            }
        }
    }

    private static RandomCellSize SizeOf(int seed) => seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed;

    /// <param name="batch">Of the tape; zero where the seed says.</param>
    private static void Check(StepFunction function, int seed, int batch = 0)
    {
        int timeSteps = 1 + seed % 3;
        if (batch == 0) batch = seed % 5 == 0 ? 1 : 1 + seed % 9;
        if (InterpretedGradients.TryDraw(function, timeSteps, batch, new Random(seed), 1e-9, 100) is not { } draw) return;
        var options = new CellOptions(Recompute: seed % 7 == 3);
        ElementType element = seed % 4 < 2 ? ElementType.Float : ElementType.Double;
        var cell = new PlannedCell(function, element, options, seed % 11 == 5 ? batch : null);
        var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
        SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
        SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
        int width = s_widths.Where(w => w <= cell.Lanes).ElementAt(seed / 3 % (element == ElementType.Float ? 5 : 4));
        foreach (TapePrograms programs in cell.Plan.Tapes)
        {
            if (programs.Forward.OneRow && batch != 1) continue;
            var machine = new KernelMachine(cell, draw, timeSteps, batch, width, hasManyRegisters: width == cell.Lanes);
            machine.Run(cell.Build(programs.Inference, isStreaming: false));
            Compare("inference", machine, run);
            machine = new KernelMachine(cell, draw, timeSteps, batch, width, hasManyRegisters: width == cell.Lanes);
            machine.Run(cell.Build(programs.Forward, isStreaming: false));
            Compare("forward", machine, run);
            machine.Run(cell.Build(programs.Backward, isStreaming: false));
            CompareAll("gradient", machine.Gradient, adjoints.Parameters);
            // The pass itself clears the adjoints of inputs that nothing depends on.
            bool[] depend = [.. cell.Plan.Adjoint.InputAdjoints.Select(adjoint => adjoint is not null)];
            CompareAll("adjoint of input", i => depend[i] ? machine.InputAdjoint(i) : adjoints.Inputs[i], adjoints.Inputs);
            CompareAll("adjoint of initial state", machine.InitialAdjoint, adjoints.Initial);
        }

        void Compare(string what, KernelMachine machine, SequenceRun expected)
        {
            CompareAll(what + ", output", machine.Output, expected.Outputs);
            CompareAll(what + ", state", machine.State, expected.States);
        }

        void CompareAll(string what, Func<int, double[]> got, IReadOnlyList<double[]> want)
        {
            for (int i = 0; i < want.Count; i++)
            {
                double error = Worst(got(i), want[i]);
                Assert.True(error <= 1e-9, $"Random cell {seed}, width {width}: {what} {i} is off by {error}:\n{Printer.Print(function)}");
            }
        }
    }

    private static double Worst(double[] got, double[] want)
    {
        Assert.Equal(want.Length, got.Length);
        double scale = Math.Max(1, want.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max()), worst = 0;
        for (int i = 0; i < got.Length; i++)
        {
            if (got[i] == want[i] || (double.IsNaN(got[i]) && double.IsNaN(want[i]))) continue;
            double error = Math.Abs(got[i] - want[i]);
            worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : error);
        }
        return worst / scale;
    }
}

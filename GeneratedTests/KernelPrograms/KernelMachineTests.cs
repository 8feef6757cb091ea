using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Lanes;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Sequences;
using RnnGen.Tests.Zoo;
using Xunit;
using Xunit.Sdk;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// The passes and streams of random cells and of the zoo, run without compiling C#, against the interpreter of the IR: forward, saving
/// nothing, and backward, for many rows, for one, and in the lanes, on several threads and with adjoints left out, at every width of
/// vectors. RNNGEN_LONG=1 takes 100,000 random cells.
/// </summary>
public class KernelMachineTests
{
    private const int CellsPerTest = 40;

    /// <summary>How often each operation at each rank is met at least; tests of the random cells count them.</summary>
    private const int LeastOccurrences = 20;

    private static readonly int[] s_widths = [16, 8, 4, 2, 1];

    public static TheoryData<int> Groups => Of(40_000, Deck.SeedsFor(Deck.Whole, LeastOccurrences));

    public static TheoryData<int> DefinitionGroups => Of(40_000, Deck.SeedsFor(Deck.Spelled, LeastOccurrences));

    public static TheoryData<int> ChainedGroups => Of(10_000, 2 * CellsPerTest);

    public static TheoryData<int> LaneGroups => Of(10_000, 3 * CellsPerTest);

    public static TheoryData<int> MatrixGroups => Of(10_000, 4 * CellsPerTest);

    public static TheoryData<int> HeadGroups => Of(10_000, 2 * CellsPerTest);

    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    public static TheoryData<string> OtherZoo => [.. DefinedCells.OtherZooNames];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Interpreted_kernels_agree_with_the_interpreter_of_the_IR(int group)
    {
        CheckAll(group, seed => RandomCell.Create(seed, SizeOf(seed)).Function);
    }

    [Theory]
    [MemberData(nameof(DefinitionGroups))]
    public void Interpreted_kernels_of_definitions_agree(int group)
    {
        CheckAll(group, seed => RandomCell.CreateWithText(seed, SizeOf(seed)).Function);
    }

    /// <summary>Recurrences one behind the other, each in a loop of its own however small it is.</summary>
    [Theory]
    [MemberData(nameof(ChainedGroups))]
    public void Interpreted_kernels_of_chained_recurrences_agree(int group)
    {
        CheckAll(group, seed => RandomCell.CreateChained(seed, SizeOf(seed)).Function, ManyLoops.Rules);
    }

    /// <summary>The same, each recurrence in a direction of its own.</summary>
    [Theory]
    [MemberData(nameof(ChainedGroups))]
    public void Interpreted_kernels_of_recurrences_in_both_directions_agree(int group)
    {
        CheckAll(group, seed => BothDirections.Turn(RandomCell.CreateChained(seed, SizeOf(seed)).Function, seed), ManyLoops.Rules);
    }

    /// <summary>Random cells that have a sequence in each lane; those of the deck nearly all have a matrix or a reduction.</summary>
    [Theory]
    [MemberData(nameof(LaneGroups))]
    public void Interpreted_kernels_of_lanes_agree(int group)
    {
        CheckAll(group, seed => Request.Lower(Request.InPlace(LaneDefinition.Create(seed))));
    }

    /// <summary>Random memories that are matrices: passes over them by rows and by columns, with every kind of sum.</summary>
    [Theory]
    [MemberData(nameof(MatrixGroups))]
    public void Interpreted_kernels_of_matrix_memories_agree(int group)
    {
        CheckAll(
            group, seed => Request.Lower(Request.InPlace(MatrixDefinition.Create(seed))), group % 2 == 0 ? null : ManyLoops.Rules);
    }

    /// <summary>Random memories in heads, of which one may read what another writes; rows of them in blocks wherever that may be.</summary>
    [Theory]
    [MemberData(nameof(HeadGroups))]
    public void Interpreted_kernels_of_heads_agree(int group)
    {
        CheckAll(group, seed => Request.Lower(Request.InPlace(HeadsDefinition.Create(seed))), ManyLoops.Rules);
    }

    /// <summary>Layer norms, a softmax and other sums over vectors of lengths with every kind of remainder.</summary>
    [Theory]
    [MemberData(nameof(ReducingDefinition.Lengths), MemberType = typeof(ReducingDefinition))]
    public void Interpreted_kernels_of_norms_and_softmax_agree(int length)
    {
        StepFunction function = Request.Lower(Request.InPlace(ReducingDefinition.Of(length)));
        for (int element = 0; element < 2; element++) new Trial(function, 2 * element) { Batch = 5 }.Run();
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
            for (int element = 0; element < 2; element++) new Trial(function, 4 * i + 2 * element) { Batch = batch }.Run();
        }
    }

    /// <summary>The cells that no test compiles, at a few sizes.</summary>
    [Theory]
    [MemberData(nameof(OtherZoo))]
    public void Interpreted_kernels_of_other_cells_of_the_zoo_agree(string name)
    {
        int start = ZooLibrary.Names.TakeWhile(other => other != name).Count();
        foreach (int i in new[] { start % 4, 4 + start % 3 })
            new Trial(ZooSizes.Function(name, ZooSizes.Hidden[i]), 5 * start + 3 * i) { Batch = 1 + (start + i) % 6 }.Run();
    }

    /// <param name="longBudget">Cells of the long run.</param>
    private static TheoryData<int> Of(int longBudget, int budget)
    {
        int cells = RandomCellKernels.IsLong ? longBudget : budget;
        return [.. Enumerable.Range(0, (cells + CellsPerTest - 1) / CellsPerTest)];
    }

    private static void CheckAll(int group, Func<int, StepFunction> create, LoopRules? rules = null)
    {
        foreach (int seed in Enumerable.Range(group * CellsPerTest, CellsPerTest))
        {
            StepFunction function = WithConstants(create(seed), seed);
            try
            {
                new Trial(function, seed) { Rules = rules }.Run();
            }
            catch (OutOfMemoryBoundsException outside)
            {
                throw new XunitException($"Random cell {seed}: {outside.Message}\n{outside.StackTrace}\n{Printer.Print(function)}");
            }
        }
    }

    /// <summary>Now and then some parameters, or all, are not learned.</summary>
    private static StepFunction WithConstants(StepFunction function, int seed) => seed % 6 != 4 ? function : function with
    {
        Constants = Enumerable.Range(0, function.Parameters.Count).Where(i => seed % 24 == 4 || (seed + i) % 3 != 0).ToEquatableArray(),
    };

    private static RandomCellSize SizeOf(int seed) => seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed;

    private sealed class Trial(StepFunction function, int seed)
    {
        private readonly Random _random = new(seed);
        private int _width;

        /// <summary>Sequences of the tape; zero where the seed says.</summary>
        public int Batch { get; init; }

        /// <summary>Where recurrences have loops of their own; what was measured where it is left out.</summary>
        public LoopRules? Rules { get; init; }

        public void Run()
        {
            (int timeSteps, int batch) = (1 + seed % 3, Batch > 0 ? Batch : seed % 5 == 0 ? 1 : 1 + seed % 9);
            ElementType element = seed % 4 < 2 ? ElementType.Float : ElementType.Double;
            var options = new CellOptions(Recompute: seed % 7 == 3, Unroll: (UnrollOption)(seed % 3));
            var cell = new PlannedCell(
                function, element, options, seed % 8 == 5 ? timeSteps : null, seed % 8 is 5 or 6 ? batch : null, Rules);
            // The lanes have their share, with more than one group of sequences.
            if (cell.Plan.Lanes is not null && Batch == 0 && seed % 2 == 0) batch = 1 + seed % 37;
            if (InterpretedGradients.TryDraw(function, timeSteps, batch, new Random(seed), 1e-9, 100) is not { } draw) return;
            _width = s_widths.Where(w => w <= cell.Lanes).ElementAt(seed / 3 % (element == ElementType.Float ? 5 : 4));
            Tape(cell, draw, timeSteps, batch);
            if (batch == 1 && function.CanStream) Stream(cell, draw, timeSteps);
        }

        private void Tape(PlannedCell cell, SequenceDraw draw, int timeSteps, int batch)
        {
            Adjoints[] held =
                [.. Enum.GetValues<Adjoints>().Where(a => a != Adjoints.Any && (seed % 3 != 0 || _random.Next(2) == 0))];
            // A tape that holds none has no pass back.
            if (held.Length == 0) held = [Adjoints.InitialStates];
            draw = Without(draw, held);
            var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
            SequenceRun run = interpreter.Forward(timeSteps, batch, draw.Parameters, draw.Inputs, draw.Initial);
            SequenceAdjoints adjoints = interpreter.Backward(run, draw.OutputSeeds, draw.StateSeeds, draw.FinalSeeds);
            int threads = Math.Min(1 + seed % 3, batch);
            foreach (TapePrograms programs in cell.Plan.Tapes.Concat(cell.Plan.Lanes is { } lanes ? [lanes.Programs] : []))
            {
                if (programs.Forward.OneRow && batch != 1) continue;
                CellProgram inference = programs.Inference ?? programs.Forward;
                PassMachine machine = Machine([]);
                machine.Run(cell[inference]);
                Forward($"{inference.Name} without saving", machine, run);
                machine = Machine(held);
                machine.Run(cell[programs.Forward]);
                Forward($"{programs.Forward.Name}", machine, run);
                machine.Run(cell[programs.Backward]);
                Compare($"{programs.Backward.Name}, gradient", machine.Gradient, adjoints.Parameters);
                if (held.Contains(Adjoints.Inputs)) Compare($"{programs.Backward.Name}, input", machine.InputAdjoint, adjoints.Inputs);
                if (held.Contains(Adjoints.InitialStates))
                    Compare($"{programs.Backward.Name}, initial state", machine.InitialAdjoint, adjoints.Initial);
            }

            PassMachine Machine(Adjoints[] holds) => new(
                cell, draw, ElmanCell<double>.CreateTape(timeSteps, batch, Adjoint.None, threads), holds, _width,
                hasManyRegisters: _width == cell.Lanes);
        }

        private void Stream(PlannedCell cell, SequenceDraw draw, int timeSteps)
        {
            SequenceRun run = new SequenceInterpreter(function, null)
                .Forward(timeSteps, 1, draw.Parameters, draw.Inputs, draw.Initial);
            foreach (StreamEntry entry in StreamMachine.Entries(cell, _width))
            {
                var machine = new StreamMachine(cell, draw, timeSteps, _width, hasManyRegisters: _width == cell.Lanes);
                for (int t = 0, steps; t < timeSteps; t += steps) machine.Run(entry, t, steps = _random.Next(1, timeSteps - t + 1));
                Compare($"{entry.Kernel.Name}, output", machine.Output, run.Outputs);
                Compare($"{entry.Kernel.Name}, state", machine.State, [.. run.States.Select((s, i) => s[^draw.Initial[i].Length..])]);
            }
        }

        private static SequenceDraw Without(SequenceDraw draw, Adjoints[] held)
        {
            return draw with
            {
                OutputSeeds = Kept(Adjoints.Outputs, draw.OutputSeeds),
                StateSeeds = Kept(Adjoints.States, draw.StateSeeds),
                FinalSeeds = Kept(Adjoints.FinalStates, draw.FinalSeeds),
            };

            double[][] Kept(Adjoints adjoints, double[][] seeds) =>
                held.Contains(adjoints) ? seeds : [.. seeds.Select(s => new double[s.Length])];
        }

        private void Forward(string what, PassMachine machine, SequenceRun expected)
        {
            Compare(what + ", output", machine.Output, expected.Outputs);
            Compare(what + ", state", machine.State, [.. expected.States.Select((state, i) => machine.Kept(i, state))]);
        }

        private void Compare(string what, Func<int, double[]> got, IReadOnlyList<double[]> want)
        {
            for (int i = 0; i < want.Count; i++)
            {
                double error = Tensors.Worst(got(i), want[i]);
                Assert.True(error <= 1e-9, $"Random cell {seed}, width {_width}: {what} {i} is off by {error}:\n{Printer.Print(function)}");
            }
        }
    }
}

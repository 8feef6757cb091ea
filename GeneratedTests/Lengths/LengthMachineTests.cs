using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Sequences;
using RnnGen.Tests.Zoo;
using Xunit;
using Xunit.Sdk;

namespace RnnGen.Tests.Lengths;

/// <summary>
/// Interpreted passes over rows of unequal lengths, of random cells and of the zoo, against each row alone by the interpreter of the IR.
/// Whatever is behind the end of a row is NaN: nothing of it may be read, and nothing written there. Every sweep takes as many steps as the
/// rows have together.
/// </summary>
public class LengthMachineTests
{
    private const int CellsPerTest = 30;

    public static TheoryData<int> Groups => [.. Enumerable.Range(0, 4)];

    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Rows_of_random_cells_are_computed_alone(int group)
    {
        foreach (int seed in Enumerable.Range(group * CellsPerTest, CellsPerTest))
        {
            RandomCellSize size = seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed;
            StepFunction chained = RandomCell.CreateChained(seed, size).Function;
            if (seed % 6 == 0) chained = BothDirections.Turn(chained, seed);
            if (seed % 3 == 0) new Trial(chained, seed) { Rules = ManyLoops.Rules }.Run();
            else new Trial(RandomCell.Create(seed, size).Function, seed).Run();
        }
    }

    /// <summary>Memories in heads of which the tape holds every second state alone, and the last of each row.</summary>
    [Theory]
    [MemberData(nameof(Groups))]
    public void Rows_of_random_memories_are_computed_alone(int group)
    {
        foreach (int seed in Enumerable.Range(group * CellsPerTest / 2, CellsPerTest / 2))
            new Trial(Request.Lower(Request.InPlace(HeadsDefinition.Create(seed))), seed) { Rules = ManyLoops.Rules }.Run();
    }

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Rows_of_the_zoo_are_computed_alone(string name)
    {
        for (int way = 0; way < LengthDraw.Ways; way++)
            new Trial(ZooSizes.Function(name, way % 2 == 0 ? 5 : 17), way) { TimeSteps = 5, Batch = 7 }.Run();
    }

    private sealed class Trial(StepFunction function, int seed)
    {
        private readonly Random _random = new(seed);
        private LengthDraw? _lengths;

        public int TimeSteps { get; init; } = 1 + seed % 5;

        public int Batch { get; init; } = seed % 5 == 0 ? 1 : 1 + seed % 9;

        public LoopRules? Rules { get; init; }

        public void Run()
        {
            ElementType element = seed % 4 < 2 ? ElementType.Float : ElementType.Double;
            var options = new CellOptions(Recompute: seed % 7 == 3, Unroll: (UnrollOption)(seed % 3));
            var cell = new PlannedCell(
                function, element, options, seed % 4 == 1 ? TimeSteps : null, seed % 8 is 5 or 6 ? Batch : null, Rules);
            if (InterpretedGradients.TryDraw(function, TimeSteps, Batch, new Random(seed), 1e-9, 100) is not { } draw) return;
            _lengths = LengthDraw.Random(TimeSteps, Batch, seed, _random);
            CellTape<double> tape = ElmanCell<double>.CreateTape(TimeSteps, Batch, Adjoint.None, 1 + seed % 3);
            _lengths.Set(tape);
            var want = new RowAlone(function, draw, _lengths);
            draw = RowAlone.Spoiled(function, draw, _lengths);
            foreach (TapePrograms programs in cell.Plan.Tapes.Where(p => !p.Forward.OneRow || Batch == 1))
            {
                try
                {
                    Tape(cell, draw, tape, programs, want);
                }
                catch (OutOfMemoryBoundsException outside)
                {
                    throw new XunitException($"Cell {seed}, {_lengths}: {outside.Message}\n{Printer.Print(function)}", outside);
                }
            }
        }

        private void Tape(PlannedCell cell, SequenceDraw draw, CellTape<double> tape, TapePrograms programs, RowAlone want)
        {
            foreach (bool saves in new[] { false, true })
            {
                var program = saves ? programs.Forward : programs.Inference ?? programs.Forward;
                PassMachine machine = Machine(saves);
                machine.Run(cell[program]);
                Compare(program.Name + ", output", machine.Output, want.Outputs);
                Compare(program.Name + ", state", machine.State, [.. want.States.Select((state, i) => machine.Kept(i, state))]);
                Work(machine, _lengths!.Has);
                if (!saves) continue;
                machine.Work.Clear();
                machine.Run(cell[programs.Backward]);
                string backward = programs.Backward.Name;
                Compare(backward + ", gradient", machine.Gradient, want.Parameters);
                Compare(backward + ", input", machine.InputAdjoint, want.Inputs, mayBeZero: true);
                Compare(backward + ", initial state", machine.InitialAdjoint, want.Initial, mayBeZero: true);
                Work(machine, _lengths.HasGradient);
            }

            PassMachine Machine(bool saves) =>
                new(cell, draw, tape, saves ? Enum.GetValues<Adjoints>() : [], cell.Lanes, hasManyRegisters: true);
        }

        /// <summary>Every sweep takes the steps that there are, and no other.</summary>
        private void Work(PassMachine machine, Func<int, int, bool> counts)
        {
            long steps = Enumerable.Range(0, TimeSteps).Sum(step => (long)Enumerable.Range(0, Batch).Count(row => counts(step, row)));
            Assert.All(machine.Work, sweep => Assert.Equal(steps, sweep.Value));
        }

        /// <param name="mayBeZero">What the pass clears by itself is expected to be unknown.</param>
        private void Compare(string what, Func<int, double[]> got, IReadOnlyList<double[]> want, bool mayBeZero = false)
        {
            for (int i = 0; i < want.Count; i++)
            {
                double[] elements = got(i);
                if (mayBeZero) elements = [.. elements.Zip(want[i], (e, w) => double.IsNaN(w) && e == 0 ? w : e)];
                double error = Tensors.Worst(elements, want[i]);
                Assert.True(error <= 1e-9, $"Cell {seed}, {_lengths}: {what} {i} is off by {error}:\n{Printer.Print(function)}");
            }
        }
    }
}

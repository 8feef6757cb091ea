using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Reductions;

/// <summary>The cells as one build of the generator compiles them.</summary>
/// <param name="generator">The file of another build; null for the one of this program.</param>
internal sealed class ReducingLanes(string? generator)
{
    private const int TimeSteps = 32;

    private readonly CompiledCells _cells = new(ReducingCell.All, generator);

    /// <summary>What is asked of each cell, and the sequences of a batch.</summary>
    public static IReadOnlyList<(Mode Mode, int Batch)> Rows { get; } =
        [(Mode.Step, 1), (Mode.Run, 1), (Mode.Forward, 32), (Mode.Training, 32), (Mode.Training, 1)];

    public Lane Of(ReducingCell cell, Mode mode, int batch)
    {
        var creation = new Creation(mode, batch);
        _cells.Accept(cell, creation);
        return new Lane(cell.Name, creation.Run!);
    }

    /// <summary>How far steps are from a pass over a tape of several rows.</summary>
    public ContestantError Error(ReducingCell cell)
    {
        var check = new Check(cell.Name);
        _cells.Accept(cell, check);
        return check.Error!;
    }

    private static float[] Signal(int length)
    {
        var random = new Random(1);
        float[] signal = new float[length];
        for (int i = 0; i < length; i++) signal[i] = (float)(2 * random.NextDouble() - 1);
        return signal;
    }

    private sealed class Creation(Mode mode, int batch) : ICellVisitor
    {
        public Action<int>? Run { get; private set; }

        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellParameters<float> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
            parameters.Initialize(1);
            CellWeights<float> weights = TCell.Pack(parameters);
            CellState<float> state = TCell.CreateState();
            float[] inputs = Signal(TimeSteps * batch * ReducingCell.Input);
            const Adjoint Wanted = Adjoint.States | Adjoint.Inputs | Adjoint.InitialStates;
            CellTape<float> tape = TCell.CreateTape(TimeSteps, batch, mode == Mode.Training ? Wanted : Adjoint.None);
            inputs.CopyTo(tape.Input(0));
            if (mode == Mode.Training) Signal(tape.StateAdjoint(0).Length).CopyTo(tape.StateAdjoint(0));
            Run = count =>
            {
                for (int i = 0; i < count; i++) Once();
            };

            void Once()
            {
                switch (mode)
                {
                    case Mode.Step:
                        for (int step = 0; step < TimeSteps; step++)
                            TCell.Step(weights, inputs.AsSpan(step * ReducingCell.Input, ReducingCell.Input), state, []);
                        break;
                    case Mode.Run: TCell.Run(weights, inputs, state, []); break;
                    default:
                        TCell.Forward(parameters, tape);
                        if (mode != Mode.Training) break;
                        gradients.Clear();
                        TCell.Backward(parameters, tape, gradients);
                        break;
                }
            }
        }
    }

    private sealed class Check(string name) : ICellVisitor
    {
        public ContestantError? Error { get; private set; }

        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellParameters<float> parameters = TCell.CreateParameters();
            parameters.Initialize(1);
            CellState<float> state = TCell.CreateState();
            float[] inputs = Signal(TimeSteps * ReducingCell.Input);
            TCell.Run(TCell.Pack(parameters), inputs, state, []);
            CellTape<float> tape = TCell.CreateTape(TimeSteps, 2, Adjoint.None);
            for (int row = 0; row < 2 * TimeSteps; row++)
            {
                inputs.AsSpan(row / 2 * ReducingCell.Input, ReducingCell.Input)
                    .CopyTo(tape.Input(0)[(row * ReducingCell.Input)..]);
            }
            TCell.Forward(parameters, tape);
            var (ran, passed) = (new List<Result>(), new List<Result>());
            for (int s = 0; s < TCell.Info.States.Count; s++)
            {
                string of = TCell.Info.States[s].Name;
                ran.Add(new Result(of, state[s].ToArray()));
                passed.Add(new Result(of, [.. tape.State(s).ToArray().TakeLast(ReducingCell.Hidden)]));
            }
            Error = Agreement.Of(name, ran, passed);
        }
    }
}

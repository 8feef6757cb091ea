using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>A memory by the kernels that the generator wrote: one sequence in the mode of the problem.</summary>
internal sealed class OurMatrix<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly MatrixProblem _problem;
    private readonly CellParameters<float> _parameters = TCell.CreateParameters(), _gradients = TCell.CreateParameters();
    private readonly CellWeights<float> _weights;
    private readonly CellState<float> _state = TCell.CreateState();
    private readonly CellTape<float> _tape;
    private readonly float[] _outputs;

    public OurMatrix(MatrixProblem problem) : base(Peers.Ours)
    {
        _problem = problem;
        _parameters.Initialize(1);
        _weights = TCell.Pack(_parameters);
        bool isTraining = problem.Mode == Mode.Training;
        const Adjoint Wanted = Adjoint.Outputs | Adjoint.Inputs | Adjoint.InitialStates;
        _tape = TCell.CreateTape(MatrixProblem.TimeSteps, 1, isTraining ? Wanted : Adjoint.None);
        if (isTraining) _tape.OutputAdjoint(0).Fill(0.01f);
        _outputs = new float[MatrixProblem.TimeSteps * problem.Units];
        for (int step = 0; step < MatrixProblem.TimeSteps; step++)
        {
            int at = 0;
            for (int input = 0; input < 5; input++)
            {
                int length = input < 3 ? problem.Units : problem.Heads;
                problem.At(step).Slice(at, length).CopyTo(_tape.Input(input)[(step * length)..]);
                at += length;
            }
        }
    }

    /// <summary>Of a step forward, as the cell tells.</summary>
    public static double Flops => TCell.Info.FlopsPerStep;

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) Once();
    }

    public override IReadOnlyList<Result> Results()
    {
        _state.Reset();
        Once();
        return [new Result("y", [.. _problem.Mode is Mode.Step or Mode.Run ? _outputs : _tape.Output(0)])];
    }

    private void Once()
    {
        int units = _problem.Units;
        switch (_problem.Mode)
        {
            case Mode.Step:
                for (int step = 0; step < MatrixProblem.TimeSteps; step++)
                    TCell.Step(_weights, _problem.At(step), _state, _outputs.AsSpan(step * units, units));
                break;
            case Mode.Run: TCell.Run(_weights, _problem.Inputs, _state, _outputs); break;
            default:
                TCell.Forward(_parameters, _tape);
                if (_problem.Mode != Mode.Training) break;
                _gradients.Clear();
                TCell.Backward(_parameters, _tape, _gradients);
                break;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>A network of two layers.</summary>
internal sealed class OneCell<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly LayerProblem _problem;
    private readonly CellParameters<float> _parameters = TCell.CreateParameters(), _gradients = TCell.CreateParameters();
    private readonly CellTape<float> _tape;
    private readonly CellWeights<float> _weights;
    private readonly CellState<float> _state = TCell.CreateState();
    private readonly float[] _outputs;

    public OneCell(LayerProblem problem) : base(NetworkOutcome.Network)
    {
        _problem = problem;
        problem.Fill(_parameters, 1);
        problem.Fill(_parameters, 2);
        Adjoint wanted = problem.Mode == Mode.Training ? Adjoint.Outputs | Adjoint.Inputs : Adjoint.None;
        _tape = TCell.CreateTape(problem.TimeSteps, problem.Batch, wanted);
        problem.Inputs.CopyTo(_tape.Input(0));
        if (problem.Mode == Mode.Training) problem.Seeds.CopyTo(_tape.OutputAdjoint(0));
        _weights = TCell.Pack(_parameters);
        _outputs = new float[problem.TimeSteps * problem.Hidden];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            if (_problem.Mode == Mode.Run)
            {
                TCell.Run(_weights, _problem.Inputs, _state, _outputs);
                continue;
            }
            TCell.Forward(_parameters, _tape);
            if (_problem.Mode != Mode.Training) continue;
            _gradients.Clear();
            TCell.Backward(_parameters, _tape, _gradients);
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        _state.Reset();
        Run(1);
        if (_problem.Mode == Mode.Run) return [new Result("h", (float[])_outputs.Clone())];
        var h = new Result("h", _tape.Output(0).ToArray());
        if (_problem.Mode == Mode.Forward) return [h];
        return
        [
            h, new Result("dx", _tape.InputAdjoint(0).ToArray()),
            .. _gradients.Info.Parameters.Select(p => new Result(p.Name, _gradients[p.Name].ToArray())),
        ];
    }
}

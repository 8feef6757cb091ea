using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>A network that runs in both directions.</summary>
internal sealed class BothDirections<TNetwork> : Contestant
    where TNetwork : struct, ICell<float>
{
    private readonly DirectionProblem _problem;
    private readonly CellParameters<float> _parameters = TNetwork.CreateParameters(), _gradients = TNetwork.CreateParameters();
    private readonly CellTape<float> _tape;

    public BothDirections(DirectionProblem problem) : base(NetworkOutcome.Network)
    {
        _problem = problem;
        problem.Fill(_parameters, DirectionNames.Forward, DirectionNames.Forward);
        problem.Fill(_parameters, DirectionNames.Backward, DirectionNames.Backward);
        Adjoint wanted = problem.Mode == Mode.Training ? Adjoint.Outputs | Adjoint.Inputs : Adjoint.None;
        _tape = TNetwork.CreateTape(problem.TimeSteps, problem.Batch, wanted);
        problem.Inputs.AsSpan().CopyTo(_tape.Input(0));
        if (problem.Mode == Mode.Training) problem.Seeds.AsSpan().CopyTo(_tape.OutputAdjoint(0));
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            TNetwork.Forward(_parameters, _tape);
            if (_problem.Mode != Mode.Training) continue;
            _gradients.Clear();
            TNetwork.Backward(_parameters, _tape, _gradients);
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        var h = new Result("h", _tape.Output(0).ToArray());
        if (_problem.Mode == Mode.Forward) return [h];
        return
        [
            h, new Result("dx", _tape.InputAdjoint(0).ToArray()),
            .. _gradients.Info.Parameters.Select(p => new Result(p.Name, _gradients[p.Name].ToArray())),
        ];
    }
}

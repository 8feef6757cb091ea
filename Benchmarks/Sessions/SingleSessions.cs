using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>A state for each session, and a call of <c>Step</c> for each.</summary>
internal sealed class SingleSessions<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly SessionProblem _problem;
    private readonly CellWeights<float> _weights;
    private readonly CellState<float>[] _states;
    private readonly float[] _outputs;
    private int _round;

    public SingleSessions(SessionProblem problem) : base(SessionOutcome.Single)
    {
        _problem = problem;
        _weights = TCell.Pack(problem.Parameters<TCell>());
        _states = [.. Enumerable.Range(0, problem.Sessions).Select(_ => TCell.CreateState())];
        _outputs = new float[problem.Sessions * TCell.Info.OutputLength];
    }

    public override void Run(int iterations)
    {
        int input = _problem.Workload.Input, output = TCell.Info.OutputLength;
        for (int i = 0; i < iterations; i++)
        {
            ReadOnlySpan<float> inputs = _problem.Inputs(_round++);
            for (int s = 0; s < _states.Length; s++)
                TCell.Step(_weights, inputs.Slice(s * input, input), _states[s], _outputs.AsSpan(s * output, output));
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        foreach (CellState<float> state in _states) state.Reset();
        _round = 0;
        Run(SessionProblem.Steps);
        return _problem.Results([.. _states.SelectMany(s => s[0].ToArray())], _outputs);
    }
}

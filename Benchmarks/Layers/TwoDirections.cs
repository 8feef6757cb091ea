using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>
/// Two cells by hand: the second one reads the steps in the opposite order, and what both make is put side by side; back the same way.
/// </summary>
internal sealed class TwoDirections<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly DirectionProblem _problem;
    private readonly CellParameters<float>[] _parameters = [TCell.CreateParameters(), TCell.CreateParameters()];
    private readonly CellParameters<float>[] _gradients = [TCell.CreateParameters(), TCell.CreateParameters()];
    private readonly CellTape<float>[] _tapes;
    private readonly float[] _outputs, _inputAdjoints;

    public TwoDirections(DirectionProblem problem) : base(NetworkOutcome.ByHand)
    {
        _problem = problem;
        problem.Fill(_parameters[0], DirectionNames.Forward, "");
        problem.Fill(_parameters[1], DirectionNames.Backward, "");
        Adjoint wanted = problem.Mode == Mode.Training ? Adjoint.States | Adjoint.Inputs : Adjoint.None;
        _tapes = [.. Enumerable.Range(0, 2).Select(_ => TCell.CreateTape(problem.TimeSteps, problem.Batch, wanted))];
        problem.Inputs.AsSpan().CopyTo(_tapes[0].Input(0));
        _outputs = new float[problem.Seeds.Length];
        _inputAdjoints = new float[problem.Inputs.Length];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            TCell.Forward(_parameters[0], _tapes[0]);
            Turn(_problem.Inputs, _tapes[1].Input(0));
            TCell.Forward(_parameters[1], _tapes[1]);
            Each((half, here, both) => _tapes[half].State(0).Slice(here, _problem.Hidden).CopyTo(_outputs.AsSpan(both)));
            if (_problem.Mode == Mode.Training) Backward();
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        var h = new Result("h", (float[])_outputs.Clone());
        if (_problem.Mode == Mode.Forward) return [h];
        string[] names = [DirectionNames.Forward, DirectionNames.Backward];
        IEnumerable<Result> gradients = names.SelectMany((half, i) =>
            _gradients[i].Info.Parameters.Select(p => new Result(half + p.Name, _gradients[i][p.Name].ToArray())));
        return [h, new Result("dx", (float[])_inputAdjoints.Clone()), .. gradients];
    }

    private void Backward()
    {
        Each((half, here, both) => _problem.Seeds.AsSpan(both, _problem.Hidden).CopyTo(_tapes[half].StateAdjoint(0)[here..]));
        for (int half = 0; half < 2; half++)
        {
            _gradients[half].Clear();
            TCell.Backward(_parameters[half], _tapes[half], _gradients[half]);
        }
        Turn(_tapes[1].InputAdjoint(0), _inputAdjoints);
        Span<float> ahead = _tapes[0].InputAdjoint(0);
        for (int i = 0; i < _inputAdjoints.Length; i++) _inputAdjoints[i] += ahead[i];
    }

    /// <summary>For each half and row: where the row lies on the half's tape, and in what both have together.</summary>
    private void Each(Action<int, int, int> copy)
    {
        for (int half = 0; half < 2; half++)
            for (int t = 0; t < _problem.TimeSteps; t++)
                for (int b = 0; b < _problem.Batch; b++)
                {
                    int step = half == 0 ? t : _problem.TimeSteps - 1 - t;
                    int row = t * _problem.Batch + b;
                    copy(half, (step * _problem.Batch + b) * _problem.Hidden, (2 * row + half) * _problem.Hidden);
                }
    }

    /// <summary>The steps in the opposite order.</summary>
    private void Turn(ReadOnlySpan<float> from, Span<float> to)
    {
        int step = from.Length / _problem.TimeSteps;
        for (int t = 0; t < _problem.TimeSteps; t++) from.Slice(t * step, step).CopyTo(to[(from.Length - (t + 1) * step)..]);
    }
}

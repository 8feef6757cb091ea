using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Comparison;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>Two cells one after the other: what the first one makes is copied to where the second one reads it, and back.</summary>
internal sealed class TwoCells<TFirst, TSecond> : Contestant
    where TFirst : struct, ICell<float>
    where TSecond : struct, ICell<float>
{
    private readonly LayerProblem _problem;
    private readonly Layer<TFirst> _first;
    private readonly Layer<TSecond> _second;

    public TwoCells(LayerProblem problem) : base(NetworkOutcome.ByHand)
    {
        _problem = problem;
        _first = new Layer<TFirst>(problem, 1);
        _second = new Layer<TSecond>(problem, 2);
        problem.Inputs.CopyTo(_first.Tape.Input(0));
        if (problem.Mode == Mode.Training) problem.Seeds.CopyTo(_second.Tape.StateAdjoint(0));
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            if (_problem.Mode == Mode.Run)
            {
                TFirst.Run(_first.Weights, _problem.Inputs, _first.State, _first.Outputs);
                TSecond.Run(_second.Weights, _first.Outputs, _second.State, _second.Outputs);
                continue;
            }
            TFirst.Forward(_first.Parameters, _first.Tape);
            _first.Tape.State(0).CopyTo(_second.Tape.Input(0));
            TSecond.Forward(_second.Parameters, _second.Tape);
            if (_problem.Mode == Mode.Training) Backward();
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        _first.State.Reset();
        _second.State.Reset();
        Run(1);
        if (_problem.Mode == Mode.Run) return [new Result("h", (float[])_second.Outputs.Clone())];
        var h = new Result("h", _second.Tape.State(0).ToArray());
        return _problem.Mode == Mode.Forward
            ? [h] : [h, new Result("dx", _first.Tape.InputAdjoint(0).ToArray()), .. _first.Results(), .. _second.Results()];
    }

    private void Backward()
    {
        _first.Gradients.Clear();
        _second.Gradients.Clear();
        TSecond.Backward(_second.Parameters, _second.Tape, _second.Gradients);
        _second.Tape.InputAdjoint(0).CopyTo(_first.Tape.StateAdjoint(0));
        TFirst.Backward(_first.Parameters, _first.Tape, _first.Gradients);
    }

    /// <summary>One of the cells with all that it works on.</summary>
    private sealed class Layer<TCell>
        where TCell : struct, ICell<float>
    {
        private readonly int _number;

        public Layer(LayerProblem problem, int number)
        {
            _number = number;
            problem.Fill(Parameters, number);
            Tape = TCell.CreateTape(problem.TimeSteps, problem.Batch, problem.Wanted);
            Weights = TCell.Pack(Parameters);
            Outputs = new float[problem.TimeSteps * problem.Hidden];
        }

        public CellParameters<float> Parameters { get; } = TCell.CreateParameters();

        public CellParameters<float> Gradients { get; } = TCell.CreateParameters();

        public CellTape<float> Tape { get; }

        public CellWeights<float> Weights { get; }

        public CellState<float> State { get; } = TCell.CreateState();

        public float[] Outputs { get; }

        public IEnumerable<Result> Results() =>
            Gradients.Info.Parameters.Select(p => new Result($"layer{_number}.{p.Name}", Gradients[p.Name].ToArray()));
    }
}

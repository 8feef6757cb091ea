using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>Inference on a batch: Forward on a tape that saves nothing. Packing the weights is part of it.</summary>
internal sealed class OurForward<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly CellParameters<float> _parameters;
    private readonly CellTape<float> _tape;
    private readonly Problem _problem;

    /// <param name="pads">Whether shorter sequences are padded instead of told to the tape.</param>
    public OurForward(Problem problem, string name = Peers.Ours, int threads = 1, bool pads = false) : base(name)
    {
        _problem = problem;
        _parameters = OurParameters.Create<TCell>(problem.Parameters);
        _tape = TCell.CreateTape(problem.Workload.TimeSteps, problem.Workload.Batch, Adjoint.None, threads);
        problem.Inputs.CopyTo(_tape.Input(0));
        if (!pads) _tape.Lengths = problem.Workload.Lengths;
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) TCell.Forward(_parameters, _tape);
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        return [new Result(Truth.H, _problem.WithoutPadding<float>(_tape.State(0)))];
    }
}

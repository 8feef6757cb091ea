using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>Forward, cleared gradients, Backward: the gradients of every parameter, of x and of the initial states.</summary>
internal sealed class OurTraining<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly CellParameters<float> _parameters, _gradients;
    private readonly CellTape<float> _tape;
    private readonly Workload _workload;
    private readonly Problem _problem;

    /// <param name="pads">Whether shorter sequences are padded instead of told to the tape.</param>
    public OurTraining(Problem problem, string name = Peers.Ours, int threads = 1, bool pads = false) : base(name)
    {
        (_problem, _workload) = (problem, problem.Workload);
        _parameters = OurParameters.Create<TCell>(problem.Parameters);
        _gradients = TCell.CreateParameters();
        const Adjoint Wanted = Adjoint.States | Adjoint.Inputs | Adjoint.InitialStates;
        _tape = TCell.CreateTape(_workload.TimeSteps, _workload.Batch, Wanted, threads);
        if (!pads) _tape.Lengths = _workload.Lengths;
        problem.Inputs.CopyTo(_tape.Input(0));
        problem.Seeds.CopyTo(_tape.StateAdjoint(0));
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            TCell.Forward(_parameters, _tape);
            _gradients.Clear();
            TCell.Backward(_parameters, _tape, _gradients);
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        return
        [
            new Result(Truth.H, _problem.WithoutPadding<float>(_tape.State(0))),
            new Result(Truth.Dx, _tape.InputAdjoint(0).ToArray()),
            .. Enumerable.Range(0, _workload.States)
                .Select(s => new Result(Truth.InitialAdjoint(s), _tape.InitialStateAdjoint(s).ToArray())),
            .. _gradients.Info.Parameters.Select(p => new Result(Truth.Gradient(p.Name), _gradients[p.Name].ToArray())),
        ];
    }
}

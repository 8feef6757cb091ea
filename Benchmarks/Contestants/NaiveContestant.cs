using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Textbook;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>The textbook in single precision with plain loops.</summary>
internal sealed class NaiveContestant(Problem problem, Mode mode) : Contestant(Peers.Naive)
{
    private readonly TextbookNetwork<float, PlainLoops<float>> _network = new(problem, mode == Mode.Training);

    public override void Run(int iterations)
    {
        if (mode == Mode.Step)
        {
            for (int i = 0; i < iterations; i++) _network.Stream(i);
            return;
        }

        for (int i = 0; i < iterations; i++)
        {
            _network.Forward();
            if (mode == Mode.Training) _network.Backward();
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Workload w = problem.Workload;
        if (mode == Mode.Step)
        {
            _network.ResetStream();
            Run(Truth.StreamedSteps);
            return [new Result(Truth.H, _network.States[..w.Hidden])];
        }

        Run(1);
        var results = new List<Result> { new(Truth.H, Truth.Column<float>(_network.States.AsSpan(w.Batch * w.States * w.Hidden), w, 0)) };
        if (mode != Mode.Training) return results;
        results.Add(new Result(Truth.Dx, _network.InputAdjoints));
        for (int s = 0; s < w.States; s++)
            results.Add(new Result(Truth.InitialAdjoint(s), Truth.Column<float>(_network.InitialStateAdjoints, w, s)));
        results.AddRange(_network.Cell.Gradients.Select(g => new Result(Truth.Gradient(g.Key), g.Value)));
        return results;
    }
}

using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Textbook;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>The textbook in plain loops, one session after the other.</summary>
internal sealed class NaiveSessions : Contestant
{
    private readonly SessionProblem _problem;
    private readonly TextbookNetwork<float, PlainLoops<float>> _network;
    private readonly float[] _classes;
    private readonly int _width;
    private int _round;

    public NaiveSessions(SessionProblem problem) : base(Peers.Naive)
    {
        _problem = problem;
        _network = new TextbookNetwork<float, PlainLoops<float>>(problem.Problem, training: false);
        _classes = new float[problem.Sessions * (problem.Head?.Classes ?? 0)];
        _width = problem.Workload.States * problem.Workload.Hidden;
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _network.Stream(_round++, _problem.Sessions);
            for (int s = 0; s * (_problem.Head?.Classes ?? 1) < _classes.Length; s++)
            {
                DenseHead head = _problem.Head!;
                head.Apply(
                    _network.States.AsSpan(s * _width, _problem.Workload.Hidden), _classes.AsSpan(s * head.Classes, head.Classes));
            }
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Workload w = _problem.Workload;
        Array.Clear(_network.States);
        _round = 0;
        Run(SessionProblem.Steps);
        return _problem.Results(Truth.Column<float>(_network.States.AsSpan(0, w.Batch * _width), w, 0), _classes);
    }
}

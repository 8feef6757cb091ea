using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>
/// The same steps as a batch that is known beforehand: <c>Forward</c> over a tape of all sessions and rounds that saves nothing. An
/// iteration is all rounds.
/// </summary>
internal sealed class ForwardSessions<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly SessionProblem _problem;
    private readonly CellParameters<float> _parameters;
    private readonly CellTape<float> _tape;

    public ForwardSessions(SessionProblem problem) : base(SessionOutcome.Forward)
    {
        _problem = problem;
        _parameters = problem.Parameters<TCell>();
        _tape = TCell.CreateTape(SessionProblem.Steps, problem.Sessions, Adjoint.None);
        problem.Problem.Inputs.CopyTo(_tape.Input(0));
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) TCell.Forward(_parameters, _tape);
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        float[] classes = _problem.Head is null ? [] : _tape.Output(0)[^(_problem.Sessions * TCell.Info.OutputLength)..].ToArray();
        return _problem.Results(_tape.FinalState(0).ToArray(), classes);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>One call for all sessions of a pool.</summary>
internal sealed class PooledSessions<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly SessionProblem _problem;
    private readonly CellWeights<float> _weights;
    private readonly CellStatePool<float> _pool;
    private readonly StateHandle[] _handles;
    private readonly float[] _outputs;
    private int _round;

    public PooledSessions(SessionProblem problem) : base(SessionOutcome.Pool)
    {
        _problem = problem;
        _weights = TCell.Pack(problem.Parameters<TCell>());
        _pool = TCell.CreateStatePool(problem.Sessions);
        _handles = [.. Enumerable.Range(0, problem.Sessions).Select(_ => _pool.Rent())];
        // Sessions come and go: who is there is in no order.
        new Random(1).Shuffle(_handles);
        _outputs = new float[problem.Sessions * TCell.Info.OutputLength];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) TCell.Step(_weights, _pool, _handles, _problem.Inputs(_round++), _outputs);
    }

    public override IReadOnlyList<Result> Results()
    {
        foreach (StateHandle handle in _handles) _pool.Reset(handle);
        _round = 0;
        Run(SessionProblem.Steps);
        CellState<float> state = TCell.CreateState();
        float[] h = new float[_problem.Sessions * _problem.Workload.Hidden];
        for (int i = 0; i < _handles.Length; i++)
        {
            _pool.CopyTo(_handles[i], state);
            state[0].CopyTo(h.AsSpan(i * _problem.Workload.Hidden));
        }

        return _problem.Results(h, _outputs);
    }
}

using System.Collections.Generic;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>A whole sequence by one call of Run, from wherever the last one ended; every h comes out.</summary>
internal sealed class OurRun<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly CellWeights<float> _weights;
    private readonly CellState<float> _state = TCell.CreateState();
    private readonly float[] _inputs, _outputs;

    public OurRun(Problem problem, string name = Peers.Ours) : base(name)
    {
        _weights = TCell.Pack(OurParameters.Create<TCell>(problem.Parameters));
        _inputs = problem.Inputs;
        _outputs = new float[problem.Workload.TimeSteps * problem.Workload.Hidden];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) TCell.Run(_weights, _inputs, _state, _outputs);
    }

    public override IReadOnlyList<Result> Results()
    {
        _state.Reset();
        Run(1);
        return [new Result(Truth.H, (float[])_outputs.Clone())];
    }
}

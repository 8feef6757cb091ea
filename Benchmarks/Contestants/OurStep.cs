using System.Collections.Generic;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>A loop over <c>Cell.Step</c> as a user writes it, on the types of the cell.</summary>
public delegate void StepLoop(CellWeights<float> weights, CellState<float> state, InputRing inputs, int count);

/// <summary>Streaming: one call per step.</summary>
internal sealed class OurStep<TCell> : Contestant
    where TCell : struct, ICell<float>
{
    private readonly CellWeights<float> _weights;
    private readonly CellState<float> _state = TCell.CreateState();
    private readonly InputRing _inputs;
    private readonly StepLoop _loop;

    public OurStep(Problem problem, StepLoop loop, string name = Peers.Ours) : base(name)
    {
        _weights = TCell.Pack(OurParameters.Create<TCell>(problem.Parameters));
        (_inputs, _loop) = (new InputRing(problem), loop);
    }

    public override void Run(int iterations) => _loop(_weights, _state, _inputs, iterations);

    public override IReadOnlyList<Result> Results()
    {
        _state.Reset();
        _inputs.Rewind();
        Run(Truth.StreamedSteps);
        return [new Result(Truth.H, _state[0].ToArray())];
    }
}

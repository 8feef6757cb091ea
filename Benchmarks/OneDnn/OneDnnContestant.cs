using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>
/// oneDNN with weights in the layout that it prefers; bringing them there is not counted, neither per inference nor per training
/// step. Initial states are given and zero. Its backward primitive adds to the gradients, which are therefore cleared, as ours are.
/// </summary>
internal sealed class OneDnnContestant : Contestant
{
    private readonly Workload _workload;
    private readonly OneDnnShapes _shapes;
    private readonly OneDnnLayout _layout;
    private readonly Primitive _forward;
    private readonly Primitive? _backward;
    private readonly Dictionary<int, Memory> _memories = [];
    private readonly Memory[] _cleared = [];
    private readonly List<Memory> _owned = [];

    public OneDnnContestant(Problem problem, Mode mode) : base(Peers.OneDnn)
    {
        Workload w = _workload = problem.Workload;
        bool training = mode == Mode.Training;
        _shapes = new OneDnnShapes(w);
        _forward = _shapes.Forward(training);
        var forward = new List<int>
        {
            Native.SourceLayer, Native.SourceIteration, Native.WeightsLayer, Native.WeightsIteration, Native.Bias, Native.TargetLayer,
        };
        if (w.Kind == CellKind.Lstm) forward.Add(Native.SourceIterationC);
        if (training) forward.Add(Native.Workspace);
        foreach (int argument in forward) _memories[argument] = Own(_forward.Allocate(argument));
        _forward.Bind([.. forward.Select(a => (a, _memories[a]))]);
        problem.Inputs.CopyTo(_memories[Native.SourceLayer].Values);
        _layout = new OneDnnLayout(w);
        _layout.WriteWeights(problem.Parameters, _memories[Native.WeightsLayer], _memories[Native.WeightsIteration]);
        _layout.WriteBias(problem.Parameters, _memories[Native.Bias].Values);
        if (!training) return;

        _backward = _shapes.Backward(_forward);
        var backward = new List<int>
        {
            Native.DiffSourceLayer, Native.DiffSourceIteration, Native.DiffWeightsLayer, Native.DiffWeightsIteration, Native.DiffBias,
            Native.DiffTargetLayer,
        };
        if (w.Kind == CellKind.Lstm) backward.Add(Native.DiffSourceIterationC);
        foreach (int argument in backward) _memories[argument] = Own(_backward.Allocate(argument));
        Memory layer = Own(_backward.Allocate(Native.WeightsLayer)), iteration = Own(_backward.Allocate(Native.WeightsIteration));
        _layout.WriteWeights(problem.Parameters, layer, iteration);
        _backward.Bind(
            [
                .. forward.Except([Native.WeightsLayer, Native.WeightsIteration]).Concat(backward).Select(a => (a, _memories[a])),
                (Native.WeightsLayer, layer), (Native.WeightsIteration, iteration),
            ]);
        problem.Seeds.CopyTo(_memories[Native.DiffTargetLayer].Values);
        _cleared = [_memories[Native.DiffWeightsLayer], _memories[Native.DiffWeightsIteration], _memories[Native.DiffBias]];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _forward.Execute();
            if (_backward is null) continue;
            foreach (Memory memory in _cleared) memory.Values.Clear();
            _backward.Execute();
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        var results = new List<Result> { new(Truth.H, _memories[Native.TargetLayer].Values.ToArray()) };
        if (_backward is null) return results;
        results.Add(new Result(Truth.Dx, _memories[Native.DiffSourceLayer].Values.ToArray()));
        results.Add(new Result(Truth.InitialAdjoint(0), _memories[Native.DiffSourceIteration].Values.ToArray()));
        if (_workload.Kind == CellKind.Lstm)
            results.Add(new Result(Truth.InitialAdjoint(1), _memories[Native.DiffSourceIterationC].Values.ToArray()));
        NetworkParameters gradients = _layout.ReadGradients(
            _memories[Native.DiffWeightsLayer], _memories[Native.DiffWeightsIteration], _memories[Native.DiffBias].Values);
        results.AddRange(gradients.Tensors.Select(t => new Result(Truth.Gradient(t.Name), t.Values)));
        return results;
    }

    public override void Dispose()
    {
        foreach (Memory memory in _owned) memory.Dispose();
        _backward?.Dispose();
        _forward.Dispose();
        _shapes.Dispose();
    }

    private Memory Own(Memory memory)
    {
        _owned.Add(memory);
        return memory;
    }
}

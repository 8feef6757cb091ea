using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Onnx;

/// <summary>
/// ONNX Runtime on one thread with all inputs and outputs bound to memory. A stream uses two bindings in turn, the final states of
/// one being the initial states of the other, so that nothing is copied but x.
/// </summary>
internal sealed class OnnxContestant : Contestant
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding[] _bindings;
    private readonly List<IDisposable> _values = [];
    private readonly float[] _x, _y;
    private readonly float[][] _states;
    private readonly InputRing _inputs;
    private readonly Mode _mode;
    private int _turn;

    public OnnxContestant(Problem problem, Mode mode) : base(Peers.Onnx)
    {
        Workload w = problem.Workload;
        (_mode, _inputs) = (mode, new InputRing(problem));
        if (mode == Mode.Step) problem = new Problem(problem, w with { TimeSteps = 1 });
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(OnnxModel.Build(problem), options);
        w = problem.Workload;
        _x = Pinned(w.Rows * w.Input);
        _y = Pinned(w.Rows * w.Hidden);
        _states = [.. Enumerable.Range(0, 2 * w.States).Select(_ => Pinned(w.Batch * w.Hidden))];
        if (mode != Mode.Step) problem.Inputs.CopyTo(_x, 0);
        bool carries = mode != Mode.Forward; // batches start at zero states each time
        _bindings = carries ? [Bind(w, 0, w.States), Bind(w, w.States, 0)] : [Bind(w, 0, w.States)];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            if (_mode == Mode.Step) _inputs.Next().CopyTo(_x);
            _session.RunWithBinding(_runOptions, _bindings[_turn]);
            if (++_turn == _bindings.Length) _turn = 0;
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        foreach (float[] state in _states) Array.Clear(state);
        _turn = 0;
        _inputs.Rewind();
        Run(_mode == Mode.Step ? Truth.StreamedSteps : 1);
        return [new Result(Truth.H, (float[])_y.Clone())];
    }

    public override void Dispose()
    {
        foreach (OrtIoBinding binding in _bindings) binding.Dispose();
        foreach (IDisposable value in _values) value.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private OrtIoBinding Bind(Workload w, int initial, int final)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        binding.BindInput(OnnxModel.X, Value(_x, w.TimeSteps, w.Batch, w.Input));
        binding.BindOutput(OnnxModel.Y, Value(_y, w.TimeSteps, 1, w.Batch, w.Hidden));
        for (int s = 0; s < w.States; s++)
        {
            binding.BindInput(OnnxModel.InitialState(s), Value(_states[initial + s], 1, w.Batch, w.Hidden));
            binding.BindOutput(OnnxModel.FinalState(s), Value(_states[final + s], 1, w.Batch, w.Hidden));
        }

        return binding;
    }

    private OrtValue Value(float[] memory, params long[] shape)
    {
        var value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        _values.Add(value);
        return value;
    }

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);
}

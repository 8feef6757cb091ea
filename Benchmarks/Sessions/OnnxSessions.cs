using System;
using System.Collections.Generic;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Onnx;

namespace RnnGen.Benchmarks.Sessions;

/// <summary>
/// ONNX Runtime on one thread: all sessions as a batch of one step, states in and out. Everything is bound to memory, and two bindings take
/// turns, so that nothing but the inputs is copied; who serves sessions that come and go has to gather their states besides.
/// </summary>
internal sealed class OnnxSessions : Contestant
{
    private readonly SessionProblem _problem;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding[] _bindings;
    private readonly List<IDisposable> _values = [];
    private readonly float[] _x, _y, _classes;
    private readonly float[][] _states;
    private int _round;

    public OnnxSessions(SessionProblem problem) : base(Peers.Onnx)
    {
        _problem = problem;
        Workload w = problem.Workload with { TimeSteps = 1 };
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(OnnxModel.Build(new Problem(problem.Problem, w), problem.Head), options);
        _x = Pinned(w.Rows * w.Input);
        _y = Pinned(w.Rows * w.Hidden);
        _classes = Pinned(w.Batch * (problem.Head?.Classes ?? 0));
        _states = new float[2 * w.States][];
        for (int s = 0; s < _states.Length; s++) _states[s] = Pinned(w.Batch * w.Hidden);
        _bindings = [Bind(w, 0, w.States), Bind(w, w.States, 0)];
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _problem.Inputs(_round).CopyTo(_x);
            _session.RunWithBinding(_runOptions, _bindings[_round++ % 2]);
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        foreach (float[] state in _states) Array.Clear(state);
        _round = 0;
        Run(SessionProblem.Steps);
        return _problem.Results((float[])_y.Clone(), (float[])_classes.Clone());
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
        binding.BindInput(OnnxModel.X, Value(_x, 1, w.Batch, w.Input));
        binding.BindOutput(OnnxModel.Y, Value(_y, 1, 1, w.Batch, w.Hidden));
        for (int s = 0; s < w.States; s++)
        {
            binding.BindInput(OnnxModel.InitialState(s), Value(_states[initial + s], 1, w.Batch, w.Hidden));
            binding.BindOutput(OnnxModel.FinalState(s), Value(_states[final + s], 1, w.Batch, w.Hidden));
        }

        if (_problem.Head is { } head) binding.BindOutput(OnnxModel.Classes, Value(_classes, w.Batch, head.Classes));
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

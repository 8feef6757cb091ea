using System;
using System.Collections.Generic;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Onnx;

namespace RnnGen.Benchmarks.Layers;

/// <summary>A network by ONNX Runtime on one thread, its input and output bound to memory. It does not train.</summary>
internal sealed class OnnxLayers : Contestant
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _x, _y;
    private readonly float[] _output;

    public OnnxLayers(LayerSet set) : base(Peers.Onnx)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(OnnxLayersModel.Build(set), options);
        SetLayer last = set.Layers[^1];
        Workload w = set.Layers[0].Workload;
        int width = last.Names.Count * last.Workload.Hidden;
        float[] input = GC.AllocateArray<float>(set.Inputs.Length, pinned: true);
        set.Inputs.CopyTo(input, 0);
        _output = GC.AllocateArray<float>(w.Rows * width, pinned: true);
        _x = OrtValue.CreateTensorValueFromMemory(input, [w.TimeSteps, w.Batch, w.Input]);
        _y = OrtValue.CreateTensorValueFromMemory(_output, [w.TimeSteps, w.Batch, width]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModel.X, _x);
        _binding.BindOutput(OnnxModel.Y, _y);
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++) _session.RunWithBinding(_runOptions, _binding);
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        return [new Result("h", (float[])_output.Clone())];
    }

    public override void Dispose()
    {
        _binding.Dispose();
        _x.Dispose();
        _y.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }
}

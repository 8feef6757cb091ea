using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>
/// One layer of LSTM of a network, in one direction or in both (its outputs side by side), with weights in the layout that the library
/// prefers; bringing them there is not counted. Initial states are given and zero.
/// </summary>
internal sealed unsafe class OneDnnLstmLayer : IDisposable
{
    private const int Gates = 4;

    private static readonly string[] s_gates = ["i", "f", "g", "o"];

    private readonly Workload _workload;
    private readonly int _directions;
    private readonly Descriptor _x, _y, _state, _w, _u, _b;
    private readonly Primitive _forward;
    private readonly Dictionary<int, Memory> _memories = [];
    private readonly List<Memory> _owned = [];
    private int[] _bound = [];
    private Primitive? _backward;
    private Memory? _backwardLayer, _backwardIteration;

    /// <param name="workload">Sizes, steps and sequences.</param>
    /// <param name="parameters">Of one direction or of both.</param>
    /// <param name="source">What the layer below writes; null for a layer that has memory of its own for its input.</param>
    public OneDnnLstmLayer(Workload workload, IReadOnlyList<NetworkParameters> parameters, bool training, Memory? source)
    {
        (_workload, _directions) = (workload, parameters.Count);
        (int t, int b, int input, int hidden, int d) = (workload.TimeSteps, workload.Batch, workload.Input, workload.Hidden, _directions);
        _x = new Descriptor(Native.Tnc, t, b, input);
        _y = new Descriptor(Native.Tnc, t, b, d * hidden);
        _state = new Descriptor(Native.Ldnc, 1, d, b, hidden);
        _w = new Descriptor(Native.AnyFormat, 1, d, input, Gates, hidden);
        _u = new Descriptor(Native.AnyFormat, 1, d, hidden, Gates, hidden);
        _b = new Descriptor(Native.Ldgo, 1, d, Gates, hidden);
        _forward = Create(training ? Native.ForwardTraining : Native.ForwardInference);
        if (source is not null) _memories[Native.SourceLayer] = source;
        int[] arguments =
        [
            Native.SourceLayer, Native.SourceIteration, Native.SourceIterationC, Native.WeightsLayer, Native.WeightsIteration, Native.Bias,
            Native.TargetLayer, .. training ? [Native.Workspace] : Array.Empty<int>(),
        ];
        foreach (int argument in arguments)
            if (!_memories.ContainsKey(argument)) _memories[argument] = Own(_forward.Allocate(argument));
        _forward.Bind([.. arguments.Select(a => (a, _memories[a]))]);
        WriteWeights(parameters, _memories[Native.WeightsLayer], _memories[Native.WeightsIteration]);
        float[] bias = [.. parameters.SelectMany(p => s_gates.SelectMany(gate => p.Gate(gate).Bias))];
        bias.CopyTo(_memories[Native.Bias].Values);
        if (training) OpenBackward(arguments, parameters);
    }

    /// <summary>[T, B, input].</summary>
    public Memory Source => _memories[Native.SourceLayer];

    /// <summary>[T, B, directions * hidden].</summary>
    public Memory Target => _memories[Native.TargetLayer];

    public Memory SourceAdjoint => _memories[Native.DiffSourceLayer];

    public Memory TargetAdjoint => _memories[Native.DiffTargetLayer];

    public void Forward() => _forward.Execute();

    /// <summary>Backward adds to the gradients, which are therefore cleared.</summary>
    public void Backward()
    {
        foreach (int argument in (int[])[Native.DiffWeightsLayer, Native.DiffWeightsIteration, Native.DiffBias])
            _memories[argument].Values.Clear();
        _backward!.Execute();
    }

    /// <summary>Of each direction.</summary>
    public IReadOnlyList<NetworkParameters> Gradients()
    {
        (int input, int hidden, int d) = (_workload.Input, _workload.Hidden, _directions);
        float[] w = _memories[Native.DiffWeightsLayer].Read(Native.Ldigo, 1, d, input, Gates, hidden);
        float[] u = _memories[Native.DiffWeightsIteration].Read(Native.Ldigo, 1, d, hidden, Gates, hidden);
        float[] bias = _memories[Native.DiffBias].Values.ToArray();
        var all = new List<NetworkParameters>();
        for (int direction = 0; direction < d; direction++)
        {
            var gradients = new NetworkParameters(_workload);
            for (int g = 0; g < Gates; g++)
            {
                var gate = new Gate(
                    s_gates[g], new float[hidden * input], new float[hidden * hidden],
                    bias.AsSpan((direction * Gates + g) * hidden, hidden).ToArray());
                Interleave(gate.InputWeights, w, direction, g, input, toGates: true);
                Interleave(gate.RecurrentWeights, u, direction, g, hidden, toGates: true);
                gradients.SetGate(gate);
            }
            all.Add(gradients);
        }
        return all;
    }

    public void Dispose()
    {
        foreach (Memory memory in _owned) memory.Dispose();
        _backward?.Dispose();
        _forward.Dispose();
        foreach (Descriptor descriptor in new[] { _x, _y, _state, _w, _u, _b }) descriptor.Dispose();
    }

    private void OpenBackward(int[] forward, IReadOnlyList<NetworkParameters> parameters)
    {
        _backward = Create(Native.BackwardKind);
        int[] arguments =
        [
            Native.DiffSourceLayer, Native.DiffSourceIteration, Native.DiffSourceIterationC, Native.DiffWeightsLayer,
            Native.DiffWeightsIteration, Native.DiffBias, Native.DiffTargetLayer,
        ];
        foreach (int argument in arguments) _memories[argument] = Own(_backward.Allocate(argument));
        Memory layer = Own(_backward.Allocate(Native.WeightsLayer)), iteration = Own(_backward.Allocate(Native.WeightsIteration));
        WriteWeights(parameters, layer, iteration);
        _bound = [.. forward.Concat(arguments)];
        (_backwardLayer, _backwardIteration) = (layer, iteration);
        BindBackward();
    }

    /// <summary>The layer above writes its source's adjoint to where this one reads its target's.</summary>
    public void TakeTargetAdjoint(Memory adjoint)
    {
        _memories[Native.DiffTargetLayer] = adjoint;
        BindBackward();
    }

    private void BindBackward() => _backward!.Bind(
    [
        .. _bound.Except([Native.WeightsLayer, Native.WeightsIteration]).Select(a => (a, _memories[a])),
        (Native.WeightsLayer, _backwardLayer!), (Native.WeightsIteration, _backwardIteration!),
    ]);

    private Primitive Create(int kind)
    {
        byte* operation = stackalloc byte[Native.RecurrentDescriptorBytes];
        byte* x = _x.Bytes, y = _y.Bytes, s = _state.Bytes, w = _w.Bytes, u = _u.Bytes, b = _b.Bytes;
        int direction = _directions == 2 ? Native.BothSideBySide : Native.LeftToRight;
        Native.Check(
            kind == Native.BackwardKind
                ? Native.dnnl_lstm_backward_desc_init(
                    operation, kind, direction, x, s, s, w, u, b, y, null, null, x, s, s, w, u, b, y, null, null, 0)
                : Native.dnnl_lstm_forward_desc_init(operation, kind, direction, x, s, s, w, u, b, y, null, null, 0),
            "descriptor");
        nint forward = kind == Native.BackwardKind ? _forward.Descriptor : 0;
        int status = Native.dnnl_primitive_desc_create(out nint descriptor, operation, 0, OneDnnEngine.Engine, forward);
        Native.Check(status, "primitive descriptor");
        return new Primitive(descriptor);
    }

    private void WriteWeights(IReadOnlyList<NetworkParameters> parameters, Memory layer, Memory iteration)
    {
        (int input, int hidden, int d) = (_workload.Input, _workload.Hidden, _directions);
        var w = new float[d * input * Gates * hidden];
        var u = new float[d * hidden * Gates * hidden];
        for (int direction = 0; direction < d; direction++)
            for (int g = 0; g < Gates; g++)
            {
                Gate gate = parameters[direction].Gate(s_gates[g]);
                Interleave(gate.InputWeights, w, direction, g, input, toGates: false);
                Interleave(gate.RecurrentWeights, u, direction, g, hidden, toGates: false);
            }
        layer.Write(w, Native.Ldigo, 1, d, input, Gates, hidden);
        iteration.Write(u, Native.Ldigo, 1, d, hidden, Gates, hidden);
    }

    /// <summary>Between a gate's [hidden, columns] and the library's [directions, columns, gates, hidden].</summary>
    private void Interleave(float[] gate, float[] all, int direction, int index, int columns, bool toGates)
    {
        int hidden = _workload.Hidden;
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < columns; k++)
            {
                ref float one = ref gate[j * columns + k];
                ref float other = ref all[((direction * columns + k) * Gates + index) * hidden + j];
                if (toGates) one = other;
                else other = one;
            }
    }

    private Memory Own(Memory memory)
    {
        _owned.Add(memory);
        return memory;
    }
}

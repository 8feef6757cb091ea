using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace RnnGen.Tests.Onnx;

/// <summary>
/// A recurrent operator of ONNX with random weights, in the layouts of the standard: W [1, G*H, I], R [1, G*H, H], B [1, 2*G*H],
/// P [1, 3*H].
/// </summary>
internal sealed class OnnxCell
{
    private readonly string _operation;
    private readonly string[] _gates;
    private readonly (string, int)[] _attributes;
    private readonly int _input, _hidden;
    private readonly float[] _w, _r, _b, _p;

    /// <param name="operation">RNN, GRU or LSTM.</param>
    /// <param name="gates">Letters in the order of the standard: LSTM iofc, GRU zrh, RNN one gate.</param>
    /// <param name="peepholes">Letters of the gates with peepholes, in order.</param>
    public OnnxCell(
        string operation,
        string gates,
        string peepholes,
        int input,
        int hidden,
        Random random,
        params (string Name, int Value)[] attributes)
    {
        (_operation, _input, _hidden) = (operation, input, hidden);
        _gates = [.. gates.Select(gate => gate.ToString())];
        Peepholes = peepholes;
        _attributes = [("hidden_size", hidden), .. attributes];
        (_w, _r) = (Draw(random, gates.Length * hidden * input), Draw(random, gates.Length * hidden * hidden));
        (_b, _p) = (Draw(random, 2 * gates.Length * hidden), Draw(random, peepholes.Length * hidden));
    }

    public string Peepholes { get; }

    /// <summary>The input weights of a gate, [H, I].</summary>
    public Span<float> InputWeights(char gate) => _w.AsSpan(Index(gate) * _hidden * _input, _hidden * _input);

    /// <summary>The recurrent weights of a gate, [H, H].</summary>
    public Span<float> RecurrentWeights(char gate) => _r.AsSpan(Index(gate) * _hidden * _hidden, _hidden * _hidden);

    public Span<float> InputBias(char gate) => _b.AsSpan(Index(gate) * _hidden, _hidden);

    public Span<float> RecurrentBias(char gate) => _b.AsSpan((_gates.Length + Index(gate)) * _hidden, _hidden);

    public Span<float> Peephole(char gate) => _p.AsSpan(Peepholes.IndexOf(gate, StringComparison.Ordinal) * _hidden, _hidden);

    /// <summary>Y [T, B, H] and, for the LSTM, the final cell state [B, H].</summary>
    /// <param name="x">[T, B, I].</param>
    /// <param name="initial">[B, H] per state.</param>
    public (float[] Hidden, float[]? FinalCell) Run(float[] x, int timeSteps, int batch, IReadOnlyList<float[]> initial)
    {
        (float[] hidden, float[][] final) = Run([this], x, timeSteps, batch, null, initial);
        return (hidden, final.Length > 1 ? final[1] : null);
    }

    /// <summary>This cell forward and another one backward: Y [T, 2, B, H], and the final states [2, B, H].</summary>
    /// <param name="lengths">Of each row.</param>
    /// <param name="initial">[2, B, H] per state.</param>
    public (float[] Hidden, float[][] Final) RunBoth(
        OnnxCell backward, float[] x, int timeSteps, int batch, int[] lengths, IReadOnlyList<float[]> initial) =>
        Run([this, backward], x, timeSteps, batch, lengths, initial);

    private (float[] Hidden, float[][] Final) Run(
        OnnxCell[] directions, float[] x, int timeSteps, int batch, int[]? lengths, IReadOnlyList<float[]> initial)
    {
        int gates = _gates.Length, count = directions.Length;
        var inputs = new List<(string Name, int[] Shape, Array Elements)>
        {
            ("X", [timeSteps, batch, _input], x),
            ("W", [count, gates * _hidden, _input], All(cell => cell._w)),
            ("R", [count, gates * _hidden, _hidden], All(cell => cell._r)),
            ("B", [count, 2 * gates * _hidden], All(cell => cell._b)),
            lengths is null ? ("", [], Array.Empty<float>()) : ("lengths", [batch], lengths),
        };
        for (int i = 0; i < initial.Count; i++) inputs.Add(($"initial{i}", [count, batch, _hidden], initial[i]));
        if (Peepholes.Length > 0) inputs.Add(("P", [count, Peepholes.Length * _hidden], All(cell => cell._p)));
        (string, int)[] outputs = _operation == "LSTM" ? [("Y", 4), ("Y_h", 3), ("Y_c", 3)] : [("Y", 4), ("Y_h", 3)];
        byte[] model = OnnxModel.OfNode(
            _operation, [.. inputs.Select(i => (i.Name, i.Shape, i.Elements is int[]))], outputs, _attributes,
            count > 1 ? [("direction", "bidirectional")] : []);
        using var session = new InferenceSession(model);
        Dictionary<string, OrtValue> values = inputs.Where(i => i.Name.Length > 0).ToDictionary(
            i => i.Name, i => Tensor(i.Elements, [.. i.Shape.Select(extent => (long)extent)]), StringComparer.Ordinal);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, values, [.. outputs.Select(output => output.Item1)]);
        foreach (OrtValue value in values.Values) value.Dispose();
        float[] Elements(int output) => results[output].GetTensorDataAsSpan<float>().ToArray();
        return (Elements(0), [.. Enumerable.Range(1, results.Count - 1).Select(Elements)]);

        float[] All(Func<OnnxCell, float[]> part) => [.. directions.SelectMany(part)];
    }

    private static OrtValue Tensor(Array elements, long[] shape) => elements is int[] numbers
        ? OrtValue.CreateTensorValueFromMemory(numbers, shape)
        : OrtValue.CreateTensorValueFromMemory((float[])elements, shape);

    private int Index(char gate) => Array.IndexOf(_gates, gate.ToString());

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f))];
}

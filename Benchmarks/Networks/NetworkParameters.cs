using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Benchmarks.Networks;

/// <summary>Parameters, or gradients, of a cell in the shapes of the zoo: what all contestants are given.</summary>
internal sealed class NetworkParameters
{
    private readonly Workload _workload;

    public NetworkParameters(Workload workload)
    {
        _workload = workload;
        (int input, int hidden) = (workload.Input, workload.Hidden);
        Tensors = workload.Kind switch
        {
            CellKind.Lstm => Stacked("f", "i", "g", "o"),
            CellKind.Gru => Stacked("r", "z", "n"),
            CellKind.GruResetAfter =>
            [
                .. Stacked("r", "z"),
                Matrix("Wn", hidden, input), Matrix("bn", hidden, 1), Matrix("Un", hidden, hidden), Matrix("un", hidden, 1),
            ],
            CellKind.Rnn => [Matrix("W", hidden, input), Matrix("U", hidden, hidden), Matrix("b", hidden, 1)],
            CellKind.Invented => Stacked("k", "w", "v", "q"),
            _ => throw new ArgumentOutOfRangeException(nameof(workload), workload.Kind, null),
        };
        Tensor[] Stacked(params string[] gates) =>
            [.. gates.SelectMany(g => new[] { Matrix("W" + g, hidden, hidden + input), Matrix("b" + g, hidden, 1) })];
    }

    public IReadOnlyList<Tensor> Tensors { get; }

    public float[] this[string name] => Tensors.First(t => t.Name == name).Values;

    /// <summary>Uniform in ±1/√hidden, as libraries initialise.</summary>
    public static NetworkParameters Random(Workload workload, int seed)
    {
        var parameters = new NetworkParameters(workload);
        float bound = 1 / MathF.Sqrt(workload.Hidden);
        var random = new Random(seed);
        foreach (Tensor tensor in parameters.Tensors)
            for (int i = 0; i < tensor.Values.Length; i++) tensor.Values[i] = (2 * random.NextSingle() - 1) * bound;
        return parameters;
    }

    /// <summary>The gate of that name, split into the parts that libraries keep apart.</summary>
    public Gate Gate(string name)
    {
        if (_workload.Kind == CellKind.Rnn) return new Gate(name, this["W"], this["U"], this["b"]);
        if (_workload.Kind == CellKind.GruResetAfter && name == "n") return new Gate(name, this["Wn"], this["Un"], this["bn"], this["un"]);
        (int input, int hidden) = (_workload.Input, _workload.Hidden);
        float[] stacked = this["W" + name];
        return new Gate(name, Part(stacked, hidden, input), Part(stacked, 0, hidden), this["b" + name]);
    }

    /// <summary>The opposite of <see cref="Gate"/>.</summary>
    public void SetGate(Gate gate)
    {
        if (_workload.Kind == CellKind.Rnn) Set("W", "U", "b");
        else if (gate.RecurrentBias is not null)
        {
            Set("Wn", "Un", "bn");
            gate.RecurrentBias.CopyTo(this["un"], 0);
        }
        else
        {
            PutPart(gate.InputWeights, this["W" + gate.Name], _workload.Hidden, _workload.Input);
            PutPart(gate.RecurrentWeights, this["W" + gate.Name], 0, _workload.Hidden);
            gate.Bias.CopyTo(this["b" + gate.Name], 0);
        }

        void Set(string input, string recurrent, string bias)
        {
            gate.InputWeights.CopyTo(this[input], 0);
            gate.RecurrentWeights.CopyTo(this[recurrent], 0);
            gate.Bias.CopyTo(this[bias], 0);
        }
    }

    private static Tensor Matrix(string name, int rows, int columns) => new(name, rows, columns, new float[rows * columns]);

    private float[] Part(float[] stacked, int first, int columns)
    {
        int width = _workload.Hidden + _workload.Input;
        var part = new float[_workload.Hidden * columns];
        for (int row = 0; row < _workload.Hidden; row++) Array.Copy(stacked, row * width + first, part, row * columns, columns);
        return part;
    }

    private void PutPart(float[] part, float[] stacked, int first, int columns)
    {
        int width = _workload.Hidden + _workload.Input;
        for (int row = 0; row < _workload.Hidden; row++) Array.Copy(part, row * columns, stacked, row * width + first, columns);
    }
}

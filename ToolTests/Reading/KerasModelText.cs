using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using RnnGen.ToolTests.References;

namespace RnnGen.ToolTests.Reading;

/// <summary>A Sequential of Keras as JSON with random weights, and what it computes by <see cref="KerasReference"/>.</summary>
internal sealed class KerasModelText
{
    private const int Steps = 6;

    private readonly RandomWeights _random = new(5);
    private readonly JsonArray _layers = [];
    private readonly JsonArray _weights = [];
    private readonly List<Func<double[][], double[][]>> _run = [];
    private readonly int _inputs;
    private readonly string? _version;
    private int _size;

    public KerasModelText(int inputs, string? version) => (_inputs, _size, _version) = (inputs, inputs, version);

    public byte[] Json() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["model"] = new JsonObject
        {
            ["class_name"] = "Sequential",
            ["config"] = new JsonObject { ["name"] = "net", ["layers"] = _layers.DeepClone() },
            ["keras_version"] = _version,
        },
        ["weights"] = _weights.DeepClone(),
    }.ToJsonString());

    public (double[] Input, double[] Output) Run()
    {
        double[] input = _random.Numbers(Steps * _inputs);
        double[][] values = [.. input.Chunk(_inputs)];
        foreach (Func<double[][], double[][]> layer in _run) values = layer(values);
        return (input, [.. values.SelectMany(value => value)]);
    }

    public KerasModelText Recurrent(
        string kind, int units, bool sequences = true, bool bias = true, bool resetAfter = true, bool backwards = false,
        (string Name, Func<double, double> Function)? activation = null, (string Name, Func<double, double> Function)? recurrent = null)
    {
        (JsonObject config, double[][,] w) = Cell(kind, units, sequences, bias, resetAfter, backwards, activation, recurrent);
        Add(kind, config, w);
        Func<double, double> act = activation?.Function ?? Math.Tanh, rec = recurrent?.Function ?? Sigmoid;
        _run.Add(x =>
        {
            double[][] h = KerasReference.Run(kind, w, resetAfter, act, rec, backwards ? [.. x.Reverse()] : x);
            return sequences ? h : [h[^1]];
        });
        _size = units;
        return this;
    }

    public KerasModelText Bidirectional(string kind, int units, string mode, bool sequences, bool ownBackward = false, bool bias = true)
    {
        (JsonObject forward, double[][,] first) = Cell(kind, units, sequences, bias, true, false, null, null);
        (JsonObject backward, double[][,] second) = Cell(kind, units, sequences, bias, true, true, null, null);
        var config = new JsonObject { ["layer"] = new JsonObject { ["class_name"] = kind, ["config"] = forward }, ["merge_mode"] = mode };
        if (ownBackward) config["backward_layer"] = new JsonObject { ["class_name"] = kind, ["config"] = backward };
        Add("Bidirectional", config, [.. first, .. second]);
        _run.Add(x =>
        {
            double[][] a = KerasReference.Run(kind, first, true, Math.Tanh, Sigmoid, x);
            double[][] b = KerasReference.Run(kind, second, true, Math.Tanh, Sigmoid, [.. x.Reverse()]);
            // Steps of the second are turned round; the last that it read is its last output.
            return sequences
                ? [.. a.Zip(b.Reverse(), (u, v) => Merged(mode, u, v))]
                : [Merged(mode, a[^1], b[^1])];
        });
        _size = mode == "concat" ? 2 * units : units;
        return this;
    }

    public KerasModelText Dense(
        int units, string? activation = null, Func<double[], double[]>? function = null, bool bias = true, bool timed = false)
    {
        var config = new JsonObject { ["units"] = units, ["activation"] = activation ?? "linear", ["use_bias"] = bias };
        double[][,] w = bias ? [Matrix(_size, units), Matrix(1, units)] : [Matrix(_size, units)];
        if (timed) config = new JsonObject { ["layer"] = new JsonObject { ["class_name"] = "Dense", ["config"] = config } };
        Add(timed ? "TimeDistributed" : "Dense", config, w);
        _run.Add(x => [.. x.Select(v => (function ?? (z => z))(KerasReference.Dense(w, v)))]);
        _size = units;
        return this;
    }

    public KerasModelText Other(string kind, JsonObject config, Func<double[], double[]>? function = null)
    {
        Add(kind, config, []);
        if (function is not null) _run.Add(x => [.. x.Select(function)]);
        return this;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private (JsonObject Config, double[][,] Weights) Cell(
        string kind, int units, bool sequences, bool bias, bool resetAfter, bool backwards,
        (string Name, Func<double, double>)? activation, (string Name, Func<double, double>)? recurrent)
    {
        int gates = kind switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        var config = new JsonObject
        {
            ["units"] = units,
            ["use_bias"] = bias,
            ["return_sequences"] = sequences,
            ["go_backwards"] = backwards,
            ["activation"] = activation?.Name ?? "tanh",
        };
        if (kind != "SimpleRNN") config["recurrent_activation"] = recurrent?.Name ?? "sigmoid";
        if (kind == "GRU") config["reset_after"] = resetAfter;
        double[,] kernel = Matrix(_size, gates * units), own = Matrix(units, gates * units);
        return (config, bias ? [kernel, own, Matrix(kind == "GRU" && resetAfter ? 2 : 1, gates * units)] : [kernel, own]);
    }

    private void Add(string kind, JsonObject config, double[][,] weights)
    {
        config["name"] = $"layer_{_layers.Count}";
        _layers.Add(new JsonObject { ["class_name"] = kind, ["config"] = config });
        foreach (double[,] w in weights)
        {
            JsonArray[] rows = [.. Enumerable.Range(0, w.GetLength(0)).Select(i =>
                new JsonArray([.. Enumerable.Range(0, w.GetLength(1)).Select(k => (JsonNode)w[i, k])]))];
            _weights.Add(rows.Length == 1 ? rows[0] : new JsonArray([.. rows])); // no kernel here has one row alone
        }
    }

    private double[,] Matrix(int rows, int columns)
    {
        double[] values = _random.Numbers(rows * columns);
        var matrix = new double[rows, columns];
        for (int i = 0; i < values.Length; i++) matrix[i / columns, i % columns] = values[i];
        return matrix;
    }

    private static double[] Merged(string mode, double[] a, double[] b) => mode switch
    {
        "sum" => [.. a.Zip(b, (u, v) => u + v)],
        "ave" => [.. a.Zip(b, (u, v) => (u + v) / 2)],
        "mul" => [.. a.Zip(b, (u, v) => u * v)],
        _ => [.. a, .. b],
    };
}

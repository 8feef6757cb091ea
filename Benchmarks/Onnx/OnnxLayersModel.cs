using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Layers;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Onnx;

/// <summary>
/// An ONNX model of LSTM layers as exporters write it: what a layer makes, [T, directions, B, hidden], is brought to
/// [T, B, directions * hidden] for the next one.
/// </summary>
internal static class OnnxLayersModel
{
    private const int Int64 = 7;

    public static byte[] Build(LayerSet set)
    {
        var graph = new ProtoMessage();
        string input = OnnxModel.X;
        for (int i = 0; i < set.Layers.Count; i++)
        {
            string output = i == set.Layers.Count - 1 ? OnnxModel.Y : $"y{i}";
            Add(graph, set.Layers[i], $"l{i}_", input, output);
            input = output;
        }
        graph.Text(2, "layers");
        Workload w = set.Layers[0].Workload;
        SetLayer last = set.Layers[^1];
        graph.Message(11, OnnxModel.Value(OnnxModel.X, w.TimeSteps, w.Batch, w.Input));
        graph.Message(12, OnnxModel.Value(OnnxModel.Y, w.TimeSteps, w.Batch, last.Names.Count * last.Workload.Hidden));
        var model = new ProtoMessage().Integer(1, 8).Message(7, graph); // intermediate representation 8
        return model.Message(8, new ProtoMessage().Text(1, "").Integer(2, 14)).ToArray(); // operator set 14
    }

    private static void Add(ProtoMessage graph, SetLayer layer, string prefix, string input, string output)
    {
        (Workload w, int d) = (layer.Workload, layer.Names.Count);
        Gate[][] gates = [.. layer.Parameters.Select(p => new[] { "i", "o", "f", "g" }.Select(p.Gate).ToArray())];
        int rows = 4 * w.Hidden;
        Gate[] all = [.. gates.SelectMany(half => half)];
        graph.Message(5, OnnxModel.Constant(prefix + "W", [d, rows, w.Input], all.SelectMany(g => g.InputWeights)));
        graph.Message(5, OnnxModel.Constant(prefix + "R", [d, rows, w.Hidden], all.SelectMany(g => g.RecurrentWeights)));
        IEnumerable<float> biases = gates.SelectMany(half => half.SelectMany(g => g.Bias).Concat(new float[rows]));
        graph.Message(5, OnnxModel.Constant(prefix + "B", [d, 2 * rows], biases));
        graph.Message(5, Shape(prefix + "shape", [w.TimeSteps, w.Batch, d * w.Hidden]));
        ProtoMessage lstm = Node("LSTM", [input, prefix + "W", prefix + "R", prefix + "B"], prefix + "Y")
            .Message(5, new ProtoMessage().Text(1, "hidden_size").Integer(3, w.Hidden).Integer(20, 2)); // 2: an integer
        if (d == 2) lstm.Message(5, new ProtoMessage().Text(1, "direction").Text(4, "bidirectional").Integer(20, 3)); // 3: a text
        graph.Message(1, lstm);
        var order = new ProtoMessage().Text(1, "perm").Integer(20, 7); // 7: integers
        foreach (int axis in (int[])[0, 2, 1, 3]) order.Integer(8, axis);
        graph.Message(1, Node("Transpose", [prefix + "Y"], prefix + "T").Message(5, order));
        graph.Message(1, Node("Reshape", [prefix + "T", prefix + "shape"], output));
    }

    private static ProtoMessage Node(string type, string[] inputs, string output)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs) node.Text(1, input);
        return node.Text(2, output).Text(4, type);
    }

    private static ProtoMessage Shape(string name, long[] values) => new ProtoMessage().Integer(1, values.Length).Integer(2, Int64)
        .Text(8, name).Bytes(9, MemoryMarshal.AsBytes<long>(values));
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Onnx;

/// <summary>
/// An ONNX model of one LSTM, GRU or RNN operator with constant weights, as exporters write it: inputs X and the initial states,
/// outputs Y and the final states. Gates are stacked in the operator's order: i, o, f, c and z, r, h.
/// </summary>
internal static class OnnxModel
{
    private const int Float = 1;

    public const string X = "X", Y = "Y", Classes = "classes";

    public static string InitialState(int state) => state == 0 ? "h0" : "c0";

    public static string FinalState(int state) => state == 0 ? "hT" : "cT";

    /// <param name="head">What is made of the final state h, as output <see cref="Classes"/>; null for none.</param>
    public static byte[] Build(Problem problem, DenseHead? head = null)
    {
        Workload w = problem.Workload;
        int rows = w.Gates * w.Hidden;
        Gate[] gates = [.. GateNames(w.Kind).Select(problem.Parameters.Gate)];
        IEnumerable<int> states = Enumerable.Range(0, w.States);

        var graph = new ProtoMessage();
        graph.Message(1, Node(w));
        graph.Text(2, "cell");
        graph.Message(5, Constant("W", [1, rows, w.Input], gates.SelectMany(g => g.InputWeights)));
        graph.Message(5, Constant("R", [1, rows, w.Hidden], gates.SelectMany(g => g.RecurrentWeights)));
        IEnumerable<float> biases = [.. gates.SelectMany(g => g.Bias), .. gates.SelectMany(g => g.RecurrentBias ?? new float[w.Hidden])];
        graph.Message(5, Constant("B", [1, 2 * rows], biases));
        graph.Message(11, Value(X, w.TimeSteps, w.Batch, w.Input));
        foreach (int s in states) graph.Message(11, Value(InitialState(s), 1, w.Batch, w.Hidden));
        graph.Message(12, Value(Y, w.TimeSteps, 1, w.Batch, w.Hidden));
        foreach (int s in states) graph.Message(12, Value(FinalState(s), 1, w.Batch, w.Hidden));
        if (head is not null) Add(graph, head, w);

        var model = new ProtoMessage().Integer(1, 8).Message(7, graph); // intermediate representation 8
        model.Message(8, new ProtoMessage().Text(1, "").Integer(2, 14)); // operator set 14
        return model.ToArray();
    }

    /// <summary>softmax(V h + d) of each row.</summary>
    private static void Add(ProtoMessage graph, DenseHead head, Workload w)
    {
        graph.Message(5, Constant("V", [head.Classes, w.Hidden], head.Weights));
        graph.Message(5, Constant("d", [head.Classes], head.Bias));
        var axes = new ProtoMessage().Integer(1, 1).Integer(2, 7).Text(8, "axes").Bytes(9, MemoryMarshal.AsBytes<long>([0L])); // 7: int64
        graph.Message(5, axes);
        graph.Message(1, new ProtoMessage().Text(1, FinalState(0)).Text(1, "axes").Text(2, "h").Text(4, "Squeeze"));
        graph.Message(1, new ProtoMessage().Text(1, "h").Text(1, "V").Text(1, "d").Text(2, "logits").Text(4, "Gemm")
            .Message(5, Attribute("transB", 1)));
        graph.Message(1, new ProtoMessage().Text(1, "logits").Text(2, Classes).Text(4, "Softmax"));
        graph.Message(12, Value(Classes, w.Batch, head.Classes));
    }

    private static string[] GateNames(CellKind kind) => kind switch
    {
        CellKind.Lstm => ["i", "o", "f", "g"],
        CellKind.Gru or CellKind.GruResetAfter => ["z", "r", "n"],
        CellKind.Rnn => ["h"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such operator"),
    };

    private static ProtoMessage Node(Workload w)
    {
        var node = new ProtoMessage();
        string[] inputs = [X, "W", "R", "B", "", .. Enumerable.Range(0, w.States).Select(InitialState)];
        string[] outputs = [Y, .. Enumerable.Range(0, w.States).Select(FinalState)];
        foreach (string input in inputs) node.Text(1, input);
        foreach (string output in outputs) node.Text(2, output);
        node.Text(4, w.Kind switch { CellKind.Lstm => "LSTM", CellKind.Rnn => "RNN", _ => "GRU" });
        node.Message(5, Attribute("hidden_size", w.Hidden));
        if (w.Kind is CellKind.Gru or CellKind.GruResetAfter)
            node.Message(5, Attribute("linear_before_reset", w.Kind == CellKind.GruResetAfter ? 1 : 0));
        return node;
    }

    private static ProtoMessage Attribute(string name, long value) =>
        new ProtoMessage().Text(1, name).Integer(3, value).Integer(20, 2); // 2: an integer

    public static ProtoMessage Constant(string name, int[] dimensions, IEnumerable<float> values)
    {
        var tensor = new ProtoMessage();
        foreach (int dimension in dimensions) tensor.Integer(1, dimension);
        return tensor.Integer(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes<float>(values.ToArray()));
    }

    public static ProtoMessage Value(string name, params int[] dimensions)
    {
        var shape = new ProtoMessage();
        foreach (int dimension in dimensions) shape.Message(1, new ProtoMessage().Integer(1, dimension));
        ProtoMessage tensor = new ProtoMessage().Integer(1, Float).Message(2, shape);
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensor));
    }
}

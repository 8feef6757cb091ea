using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats;
using RnnGen.ToolTests.Interpreting;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>
/// The nodes of RNN, GRU and LSTM that ONNX's backend tests consist of (onnx/backend/test/case/node): counting inputs, weights that are
/// one number throughout or random, biases, peepholes, both layouts. The witness is ONNX Runtime, or the naive loops for the layout that it
/// does not run.
/// </summary>
public class OnnxNodeTests
{
    private static readonly Dictionary<string, Node> s_nodes = new()
    {
        ["test_simple_rnn_defaults"] = new("RNN", Steps: 1, Batch: 3, Input: 2, Hidden: 4, Scale: 0.1),
        ["test_simple_rnn_with_initial_bias"] = new("RNN", 1, 3, 3, 5, 0.1) { Bias = 0.1 },
        ["test_rnn_seq_length"] = new("RNN", 2, 3, 3, 5, null) { Bias = double.NaN },
        ["test_simple_rnn_batchwise"] = new("RNN", 1, 3, 2, 4, 0.5) { Layout = 1 },
        ["test_gru_defaults"] = new("GRU", 1, 3, 2, 5, 0.1),
        ["test_gru_with_initial_bias"] = new("GRU", 1, 3, 3, 3, 0.1) { Bias = 0.1 },
        ["test_gru_seq_length"] = new("GRU", 2, 3, 3, 5, null) { Bias = double.NaN },
        ["test_gru_batchwise"] = new("GRU", 1, 3, 2, 6, 0.2) { Layout = 1 },
        ["test_lstm_defaults"] = new("LSTM", 1, 3, 2, 3, 0.1),
        ["test_lstm_with_initial_bias"] = new("LSTM", 1, 3, 3, 4, 0.1) { Bias = 0.1 },
        ["test_lstm_with_peepholes"] = new("LSTM", 1, 2, 4, 3, 0.1) { Bias = 0, HasPeepholes = true },
        ["test_lstm_batchwise"] = new("LSTM", 1, 3, 2, 7, 0.3) { Layout = 1 },
    };

    public static TheoryData<string> Names => [.. s_nodes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nodes_of_the_backend_tests_agree(string name)
    {
        Node node = s_nodes[name];
        (int steps, int batch, int input, int hidden) = (node.Steps, node.Batch, node.Input, node.Hidden);
        double[] x = [.. Enumerable.Range(1, steps * batch * input).Select(i => (double)i)]; // as they stand in the file: 1, 2, 3, …
        byte[] bytes = node.Write();
        ImportedModel model = ModelFile.Read(bytes, name + ".onnx");
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        var cell = new InterpretedCell(written.Definition, written.Tensors);
        float[]? all = node.Layout == 1 ? null : OnnxBuilder.RunOnnx(bytes, Array.ConvertAll(x, v => (float)v), [steps, batch, input]);
        for (int b = 0; b < batch; b++)
        {
            double[] sequence = [.. Enumerable.Range(0, steps).SelectMany(t => x.Skip((t * batch + b) * input).Take(input))];
            double[] got = cell.Run(steps, sequence)[^hidden..];
            int last = ((steps - 1) * batch + b) * hidden;
            double[] want = all is null
                ? NaiveModel.Run(model, steps, sequence)[^hidden..]
                : Array.ConvertAll(all[last..(last + hidden)], v => (double)v);
            for (int u = 0; u < hidden; u++) Assert.Equal(want[u], got[u], 2e-6);
        }
    }

    /// <summary>With one step and weights of one number the first of them can be computed by hand.</summary>
    [Fact]
    public void The_simplest_node_gives_what_a_pocket_calculator_gives()
    {
        ImportedModel model = ModelFile.Read(s_nodes["test_simple_rnn_defaults"].Write(), "a.onnx");
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        double[] got = new InterpretedCell(written.Definition, written.Tensors).Run(1, [1, 2]);
        Assert.All(got, h => Assert.Equal(Math.Tanh(0.1 * 1 + 0.1 * 2), h, 1e-7));
    }

    /// <param name="Scale">All weights; random ones where it is null.</param>
    private sealed record Node(string Operation, int Steps, int Batch, int Input, int Hidden, double? Scale)
    {
        /// <summary>Of the input's products; NaN for random ones, null for none.</summary>
        public double? Bias { get; init; }

        public bool HasPeepholes { get; init; }

        public int Layout { get; init; }

        public byte[] Write()
        {
            int gates = Operation switch { "LSTM" => 4, "GRU" => 3, _ => 1 }, rows = gates * Hidden;
            var builder = new OnnxBuilder(seed: 11);
            bool isBatchFirst = Layout == 1;
            string x = builder.Input("X", isBatchFirst ? Batch : Steps, isBatchFirst ? Steps : Batch, Input);
            List<string> inputs = [x, Weights([1, rows, Input]), Weights([1, rows, Hidden])];
            if (Bias is { } bias)
            {
                double[] values = [.. Enumerable.Repeat(bias, rows), .. new double[rows]];
                inputs.Add(double.IsNaN(bias) ? builder.Weights(1, 2 * rows) : builder.Constant([1, 2 * rows], values));
            }
            if (HasPeepholes) inputs.AddRange(["", "", "", Weights([1, 3 * Hidden])]);
            (string, object)[] attributes = isBatchFirst ? [("hidden_size", Hidden), ("layout", 1)] : [("hidden_size", Hidden)];
            string y = builder.Nodes(Operation, [.. inputs], 1, attributes)[0];
            // [T, 1, B, H], or [B, T, 1, H], without the axis of directions.
            return builder.Output(builder.Node("Squeeze", [y, builder.Integers(isBatchFirst ? 2 : 1)]), 3).Bytes();

            string Weights(int[] shape) => Scale is { } scale
                ? builder.Constant(shape, [.. Enumerable.Repeat(scale, shape.Aggregate(1, (a, b) => a * b))])
                : builder.Weights(shape);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>What exporters write around recurrent operators, each form against ONNX Runtime.</summary>
public class OnnxGraphTests
{
    private const int Input = 3, Hidden = 4;

    private static readonly Dictionary<string, Graph> s_graphs = new()
    {
        ["batch first, two layers and a head"] = new("BTF", true, (b, x) =>
        {
            string h = Exchanged(b, x);
            h = Lstm(b, h, Input);
            h = Lstm(b, h, Hidden);
            h = b.Node("MatMul", [Exchanged(b, h), b.Weights(Hidden, 2)]);
            return b.Node("Tanh", [b.Node("Add", [b.Weights(2), h])]);
        }),
        ["both directions, two layers"] = new("TBF", false, (b, x) =>
        {
            string h = Both(b, x, Input);
            h = Both(b, h, 2 * Hidden);
            return b.Node("MatMul", [h, b.Weights(2 * Hidden, 2)]);
        }),
        ["the last step of batch first, Gemm"] = new("BF", true, (b, x) =>
        {
            string h = Exchanged(b, Lstm(b, Exchanged(b, x), Input));
            string last = b.Node("Gather", [h, b.Scalar(-1)], ("axis", 1));
            string y = b.Node("Gemm", [last, b.Weights(5, Hidden), b.Weights(5)], ("transB", 1), ("alpha", 0.5), ("beta", 2.0));
            return b.Node("Softmax", [b.Node("Gemm", [b.Node("Relu", [y]), b.Weights(5, 2), b.Weights(1, 2)])], ("axis", -1));
        }),
        ["the last step by a slice"] = new("BF", true, (b, x) =>
        {
            string h = Exchanged(b, Lstm(b, Exchanged(b, x), Input));
            string last = b.Node("Slice", [h, b.Integers(-1), b.Integers(long.MaxValue), b.Integers(1), b.Integers(1)]);
            return b.Node("Squeeze", [last, b.Integers(1)]);
        }),
        // What PyTorch's output[-1] is: the half that goes backward has read one step.
        ["the last step of both directions"] = new("BF", false, (b, x) =>
        {
            string last = b.Node("Gather", [Both(b, x, Input), b.Scalar(-1)], ("axis", 0));
            return b.Node("Gemm", [last, b.Weights(2 * Hidden, 2), b.Weights(2)]);
        }),
        ["the final states of both directions, joined"] = new("BF", false, (b, x) =>
        {
            string[] made = Nodes(b, "LSTM", x, Input, "bidirectional");
            string forward = b.Node("Gather", [made[1], b.Scalar(-2)], ("axis", 0));
            string backward = b.Node("Gather", [made[1], b.Scalar(-1)], ("axis", 0));
            return b.Node("Concat", [forward, backward], ("axis", 1));
        }),
        ["the final states of two layers, the last one taken"] = new("BF", false, (b, x) =>
        {
            string[] first = Nodes(b, "GRU", x, Input, "forward");
            string[] second = Nodes(b, "GRU", b.Node("Squeeze", [first[0], b.Integers(1)]), Hidden, "forward");
            string all = b.Node("Concat", [first[1], second[1]], ("axis", 0));
            return b.Node("Gather", [all, b.Scalar(1)], ("axis", 0));
        }),
        ["halves of both directions, the last and the first step"] = new("BF", false, (b, x) =>
        {
            string h = Both(b, x, Input);
            string forward = b.Node("Slice", [h, b.Integers(0), b.Integers(Hidden), b.Integers(2)]);
            string backward = b.Node("Slice", [h, b.Integers(Hidden), b.Integers(long.MaxValue), b.Integers(2)]);
            string last = b.Node("Gather", [forward, b.Scalar(-1)], ("axis", 0));
            return b.Node("Concat", [last, b.Node("Gather", [backward, b.Scalar(0)], ("axis", 0))], ("axis", -1));
        }),
        ["directions split and joined, as tf2onnx does"] = new("TBF", false, (b, x) =>
        {
            string[] halves = b.Nodes("Split", [Nodes(b, "GRU", x, Input, "bidirectional")[0], b.Integers(1, 1)], 2, ("axis", 1));
            return b.Node("Concat", [.. halves.Select(half => b.Node("Squeeze", [half, b.Integers(1)]))], ("axis", 2));
        }),
        ["directions that are averaged and multiplied"] = new("TBF", false, (b, x) =>
        {
            string h = b.Node("Mul", [b.Node("Add", Halves(b, x, Input)), b.Constant([], 0.5)]);
            return b.Node("MatMul", [b.Node("Mul", Halves(b, h, Hidden)), b.Weights(Hidden, 2)]);
        }),
        ["two operators, one reversed, joined"] = new("TBF", false, (b, x) => b.Node("Concat",
            [Squeezed(b, Nodes(b, "RNN", x, Input, "forward")[0]), Squeezed(b, Nodes(b, "RNN", x, Input, "reverse")[0])], ("axis", 2))),
        ["one direction of two"] = new("TBF", false, (b, x) =>
            b.Node("Gather", [Nodes(b, "LSTM", x, Input, "bidirectional")[0], b.Scalar(1)], ("axis", 1))),
        ["zero states of an open batch, as PyTorch writes them"] = new("TBF", false, (b, x) =>
        {
            string size = b.Node("Gather", [b.Node("Shape", [x]), b.Scalar(1)], ("axis", 0));
            string shape = b.Node("Concat", [b.Integers(1), b.Node("Unsqueeze", [size, b.Integers(0)]), b.Integers(Hidden)], ("axis", 0));
            string zeros = b.Node("ConstantOfShape", [shape], ("value", OnnxBuilder.Tensor("v", 1, [1], [0], false)));
            string expanded = b.Node("Expand", [b.Constant([1, 1, 1], 0.5), shape]);
            return Squeezed(b, b.Nodes("LSTM",
                [x, b.Weights(1, 4 * Hidden, Input), b.Weights(1, 4 * Hidden, Hidden), b.Weights(1, 8 * Hidden), "", zeros, expanded],
                3, ("hidden_size", Hidden))[0]);
        }),
        ["steps and sequences in one axis around a head"] = new("TBF", false, (b, x) =>
        {
            string h = Lstm(b, x, Input);
            string rows = b.Node("Reshape", [h, b.Integers(-1, Hidden)]);
            string y = b.Node("Gemm", [rows, b.Weights(Hidden, 2), b.Weights(2)]);
            string shape = b.Node("Concat",
                [b.Node("Slice", [b.Node("Shape", [h]), b.Integers(0), b.Integers(2), b.Integers(0)]), b.Integers(2)], ("axis", 0));
            return b.Node("Reshape", [y, shape]);
        }),
        ["a head in front, weights that are computed"] = new("TBF", false, (b, x) =>
        {
            string h = b.Node("MatMul", [x, b.Node("Transpose", [b.Weights(Hidden, Input)], ("perm", (int[])[1, 0]))]);
            h = b.Node("LeakyRelu", [b.Node("Sub", [h, b.Weights(Hidden)])], ("alpha", 0.2));
            string w = b.Node("Unsqueeze", [b.Node("Concat", [b.Weights(2, Hidden), b.Weights(3, Hidden)], ("axis", 0)), b.Integers(0)]);
            string u = b.Node("Slice", [b.Weights(1, 7, 6), b.Integers(1, -6), b.Integers(6, -1), b.Integers(2, 1)]);
            u = b.Node("Reshape", [b.Node("Transpose", [u], ("perm", (int[])[0, 2, 1])), b.Integers(1, -1, 5)]);
            return Squeezed(b, b.Nodes("RNN", [h, w, u], 1, ("hidden_size", 5))[0]);
        }),
        ["numbers, dropout, casts"] = new("TBF", false, (b, x) =>
        {
            string h = b.Node("Mul", [b.Node("Add", [x, b.Constant([], 0.5)]), b.Constant([1], 2)]);
            h = b.Node("Dropout", [b.Node("Identity", [Lstm(b, h, Input)])]);
            h = b.Node("Div", [b.Node("Cast", [h], ("to", 1)), b.Constant([], 4)]);
            return b.Node("Sub", [b.Constant([], 1), b.Node("Neg", [h])]);
        }),
        ["a skip connection"] = new("BTF", true, (b, x) =>
        {
            string h = b.Node("MatMul", [Exchanged(b, Lstm(b, Exchanged(b, x), Input)), b.Weights(Hidden, Input)]);
            return b.Node("Add", [h, x]);
        }),
        ["silu and clips"] = new("TBF", false, (b, x) =>
        {
            string h = Lstm(b, x, Input);
            h = b.Node("Mul", [h, b.Node("Sigmoid", [h])]);
            h = b.Node("Clip", [h, b.Constant([], -0.1)]);
            h = b.Node("Clip", [h, "", b.Constant([], 0.2)]);
            return b.Node("Clip", [b.Node("MatMul", [h, b.Weights(Hidden, 2)]), b.Constant([], 0)]);
        }),
        ["activations with their defaults"] = new("TBF", false, (b, x) => ((string[])
        [
            "Elu", "Selu", "HardSigmoid", "Softsign", "Softplus", "Exp", "ThresholdedRelu", "LeakyRelu", "HardSwish",
            "LogSoftmax",
        ]).Aggregate(Lstm(b, x, Input), (h, operation) => b.Node(operation, [b.Node("Tanh", [h])]))),
        ["one output, whose bias has one element"] = new("TBF", false, (b, x) =>
            b.Node("Add", [b.Node("MatMul", [Lstm(b, x, Input), b.Weights(Hidden, 1)]), b.Weights(1)])),
        ["constants of nodes"] = new("TBF", false, (b, x) =>
        {
            string w = b.Node("Constant", [], ("value", OnnxBuilder.Tensor("", 1, [1, 2, Input], [1, 2, 3, -1, -2, -3], true)));
            string y = b.Nodes("RNN", [x, w, b.Weights(1, 2, 2)], 1, ("hidden_size", 2))[0];
            return b.Node("Mul", [Squeezed(b, y), b.Node("Constant", [], ("value_float", 3.0))]);
        }),
    };

    public static TheoryData<string> Graphs => [.. s_graphs.Keys];

    public static IEnumerable<string> Names => s_graphs.Keys;

    public static byte[] BytesOf(string name)
    {
        Graph graph = s_graphs[name];
        var builder = new OnnxBuilder(seed: name.Length);
        string y = graph.Build(builder, builder.Input("input", 0, 0, Input));
        return builder.Output(y, graph.Output.Length).Bytes();
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graphs_of_exporters_agree(string name) =>
        OnnxWitness.Check(BytesOf(name), Input, s_graphs[name].Output, s_graphs[name].IsBatchFirst);

    /// <summary>A sequence without a batch, with a fixed number of steps.</summary>
    [Fact]
    public void An_input_without_a_batch_is_a_sequence()
    {
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Node("Unsqueeze", [builder.Input("x", 6, Input), builder.Integers(1)]);
        string h = builder.Node("Squeeze", [Lstm(builder, x, Input), builder.Integers(1)]);
        byte[] bytes = builder.Output(h, 2).Bytes();
        float[] input = Array.ConvertAll(new References.RandomWeights(9).Numbers(6 * Input), value => (float)value);
        float[] want = OnnxBuilder.RunOnnx(bytes, input, 6, Input);
        double[] got = References.NaiveModel.Run(ModelFile.Read(bytes, "m.onnx"), 6, Array.ConvertAll(input, value => (double)value));
        Assert.All(want.Zip(got), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-6));
    }

    /// <summary>A graph for streaming takes and gives its states; a cell keeps them.</summary>
    [Fact]
    public void States_that_come_and_go_are_left_to_the_cell_and_said()
    {
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Input("x", 0, 1, Input), h0 = builder.Input("h0", 1, 1, Hidden), c0 = builder.Input("c0", 1, 1, Hidden);
        string[] made = builder.Nodes(
            "LSTM", [x, builder.Weights(1, 4 * Hidden, Input), builder.Weights(1, 4 * Hidden, Hidden), "", "", h0, c0], 3,
            ("hidden_size", Hidden));
        builder.Output(made[1], 3).Output(made[2], 3).Output(Squeezed(builder, made[0]), 3);
        ImportedModel model = ModelFile.Read(builder.Bytes(), "amp.onnx");
        Assert.False(model.IsFinalOnly);
        Assert.Equal("amp (ONNX): LSTM 3 → 4", model.ToString());
        Assert.Equal(6, model.NotCarriedOver.Count);
        Assert.Contains(model.NotCarriedOver, what => what.Contains("'h0'", StringComparison.Ordinal));
        Assert.Contains(model.NotCarriedOver, what => what.Contains($"'{made[2]}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/encoder/lstm/LSTM_1", "encoder_lstm_1")]
    [InlineData("LSTM_1", "lstm_1")]
    [InlineData("", "lstm")]
    public void Layers_have_the_names_of_their_nodes(string node, string layer)
    {
        var builder = new OnnxBuilder(seed: 1);
        builder.Output(Lstm(builder, builder.Input("x", 0, 0, Input), Input), 3);
        builder.Graph.Nodes[0].Name = node;
        ImportedModel model = ModelFile.Read(builder.Bytes(), "amp.onnx");
        Assert.Contains($"  {layer}: {{ cell: lstm,", ModelWriter.Write(model).Definition, StringComparison.Ordinal);
    }

    private static string[] Halves(OnnxBuilder b, string x, int input)
    {
        string[] halves = b.Nodes("Split", [Nodes(b, "GRU", x, input, "bidirectional")[0], b.Integers(1, 1)], 2, ("axis", 1));
        return [.. halves.Select(half => Squeezed(b, half))];
    }

    private static string Exchanged(OnnxBuilder b, string x) => b.Node("Transpose", [x], ("perm", (int[])[1, 0, 2]));

    private static string Squeezed(OnnxBuilder b, string y) => b.Node("Squeeze", [y, b.Integers(1)]);

    private static string Lstm(OnnxBuilder b, string x, int input) => Squeezed(b, Nodes(b, "LSTM", x, input, "forward")[0]);

    private static string Both(OnnxBuilder b, string x, int input) =>
        OnnxCellTests.Joined(b, Nodes(b, "LSTM", x, input, "bidirectional")[0], "bidirectional");

    private static string[] Nodes(OnnxBuilder b, string operation, string x, int input, string direction) =>
        new OnnxCellTests.Variant(operation).Add(b, x, input, direction);

    private sealed record Graph(string Output, bool IsBatchFirst, Func<OnnxBuilder, string, string> Build);
}

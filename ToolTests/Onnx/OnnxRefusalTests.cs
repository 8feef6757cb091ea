using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>What is not carried over is refused by its node and operator, and what is damaged by what contradicts what.</summary>
public class OnnxRefusalTests
{
    private const int Input = 3, Hidden = 4;

    private static readonly Dictionary<string, (string[] Says, Func<OnnxBuilder, string, string> Build)> s_graphs = new()
    {
        ["a convolution"] = (["'/conv/Conv_", "(Conv)", "export the recurrent part"], (b, x) => b.Node("Conv", [x, b.Weights(1, 3, 3)])),
        ["an operator of another domain"] = (["'com.acme'", "not part of the standard"], (b, x) =>
        {
            string y = b.Node("Spin", [Lstm(b, x)]);
            b.Graph.Nodes[^1].Domain = "com.acme";
            return y;
        }
        ),
        ["control flow"] = (["(Loop)", "LSTM, GRU or RNN"], (b, x) => b.Node("Loop", [Lstm(b, x)])),
        ["an unknown operator"] = (["(Mod)", "TensorMap"], (b, x) => b.Node("Mod", [Lstm(b, x), b.Weights(1)])),
        ["a normalization"] = (["(LayerNormalization)", "fold it"],
            (b, x) => b.Node("LayerNormalization", [Lstm(b, x), b.Weights(Hidden)])),
        ["an activation without a definition"] = (["'Cosine'"], (b, x) => Rnn(b, x, ("activations", (string[])["Cosine"]))),
        ["too few activations"] = (["1 activations; expected 2"],
            (b, x) => Rnn(b, x, 2, ("activations", (string[])["Tanh"]), ("direction", "bidirectional"))),
        ["a direction that there is not"] = (["the direction 'sideways'"], (b, x) => Rnn(b, x, ("direction", "sideways"))),
        ["weights of another size"] = (["'w", "[1, 12, 3]; expected [1, 16, 3]"], (b, x) =>
            b.Node("LSTM", [x, b.Weights(1, 12, Input), b.Weights(1, 16, Hidden)])),
        ["another hidden_size"] = (["hidden_size is 5; R has 4"], (b, x) => Rnn(b, x, ("hidden_size", 5))),
        ["weights that are no constant"] = (["operand 1", "the graph's input 'input'"],
            (b, x) => b.Node("RNN", [x, x, b.Weights(1, 4, 4)])),
        ["initial states of their own"] = (["of its own for each sequence"], (b, x) => b.Node("RNN",
            [x, b.Weights(1, 4, Input), b.Weights(1, 4, 4), "", "", b.Weights(1, 2, 4)])),
        ["a cell state"] = (["all outputs of the graph are cell states"], (b, x) =>
            b.Nodes("LSTM", [x, b.Weights(1, 16, Input), b.Weights(1, 16, 4)], 3)[2]),
        ["a sum over steps"] = (["(ReduceMean)"], (b, x) => b.Node("ReduceMean", [Lstm(b, x)], ("axes", (int[])[0]))),
        ["steps as features"] = (["(Reshape)", "every step and sequence stays"],
            (b, x) => b.Node("Reshape", [Lstm(b, x), b.Integers(6, 8)])),
        ["time and batch exchanged between layers"] = (["an axis is Time here and Batch before"], (b, x) =>
            Lstm(b, b.Node("Transpose", [Lstm(b, x)], ("perm", (int[])[1, 0, 2])), Hidden)),
        ["the first step of a forward layer"] = (["the first step of a sequence alone"], (b, x) =>
            b.Node("Gather", [Lstm(b, x), b.Scalar(0)], ("axis", 0))),
        ["some features"] = (["some features of a layer"], (b, x) =>
            b.Node("Slice", [Lstm(b, x), b.Integers(1), b.Integers(3), b.Integers(2)])),
        ["a softmax over steps"] = (["(Softmax)", "not that of the features"], (b, x) => b.Node("Softmax", [Lstm(b, x)], ("axis", 0))),
        ["a product of two sequences"] = (["arithmetic with two sequences"],
            (b, x) => b.Node("Mul", [Lstm(b, x), b.Node("Tanh", [Lstm(b, x)])])),
        ["directions that are divided"] = (["arithmetic with two sequences"], (b, x) =>
        {
            string[] halves = b.Nodes("Split", [Rnn(b, x, 2, ("direction", "bidirectional")), b.Integers(1, 1)], 2, ("axis", 1));
            return b.Node("Div", [.. halves.Select(half => b.Node("Squeeze", [half, b.Integers(1)]))]);
        }
        ),
        ["dropout of training"] = (["dropout as in training"], (b, x) =>
            b.Node("Dropout", [Lstm(b, x), b.Constant([], 0.5), b.Add(OnnxBuilder.Tensor("t", 7, [], [1], true))])),
        ["gelu by erf"] = (["approximate='tanh'"], (b, x) => b.Node("Gelu", [Lstm(b, x)])),
        ["no recurrent layer"] = (["no recurrent layer"], (b, x) => b.Node("MatMul", [x, b.Weights(Input, 2)])),
        ["a tensor that nothing makes"] = (["nothing makes 'nobody'"], (b, x) => b.Node("Tanh", ["nobody"])),
        ["a graph that is a ring"] = (["before a node makes it"], (b, x) =>
        {
            string y = b.Node("Tanh", ["later"]);
            b.Node("Tanh", [y]);
            b.Graph.Nodes[^1].Outputs[0] = "later";
            return y;
        }
        ),
        ["weights in another file"] = (["another file"], (b, x) =>
        {
            string y = Rnn(b, x);
            b.Graph.Initializers[0].DataLocation = 1;
            return y;
        }
        ),
        ["weights of eight bits"] = (["of type 17"], (b, x) =>
        {
            string y = Rnn(b, x);
            b.Graph.Initializers[0].ElementType = 17;
            return y;
        }
        ),
        ["weights that end too early"] = (["tensor 'w0'", "40 bytes; its shape asks for 48"], (b, x) =>
        {
            string y = Rnn(b, x);
            OnnxTensor tensor = b.Graph.Initializers[0];
            tensor.RawData = Google.Protobuf.ByteString.CopyFrom(tensor.RawData.Span[..40]);
            return y;
        }
        ),
    };

    public static TheoryData<string> Graphs => [.. s_graphs.Keys];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void What_is_not_carried_over_is_refused_by_name(string name)
    {
        (string[] says, Func<OnnxBuilder, string, string> build) = s_graphs[name];
        var builder = new OnnxBuilder(seed: 1);
        byte[] bytes = builder.Output(build(builder, builder.Input("input", 0, 0, Input)), 3).Bytes();
        string message = Assert.Throws<ModelFormatException>(() => ModelFile.Read(bytes, "model.onnx")).Message;
        Assert.All(says, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    private static string Lstm(OnnxBuilder b, string x, int input = Input) => b.Node(
        "Squeeze",
        [b.Nodes("LSTM", [x, b.Weights(1, 4 * Hidden, input), b.Weights(1, 4 * Hidden, Hidden)], 1)[0], b.Integers(1)]);

    private static string Rnn(OnnxBuilder b, string x, params (string, object)[] attributes) => Rnn(b, x, 1, attributes);

    private static string Rnn(OnnxBuilder b, string x, int directions, params (string, object)[] attributes) =>
        b.Nodes("RNN", [x, b.Weights(directions, Hidden, Input), b.Weights(directions, Hidden, Hidden)], 1, attributes)[0];

    [Fact]
    public void Parts_whose_sum_is_no_number_are_refused()
    {
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Input("X", 0, 0, 3);
        string y = builder.Nodes("RNN", [x, builder.Weights(1, 4, 3), builder.Weights(1, 4, 4)], 1, ("hidden_size", 4))[0];
        string[] parts = builder.Nodes("Split", [y, builder.Integers(1L << 62, 1L << 62, 4)], 3, ("axis", 3));
        byte[] bytes = builder.Output(builder.Node("Squeeze", [parts[0], builder.Integers(1)]), 3).Bytes();
        string message = Assert.Throws<ModelFormatException>(() => ModelFile.Read(bytes, "a.onnx")).Message;
        Assert.Contains("parts", message, StringComparison.Ordinal);
    }
}

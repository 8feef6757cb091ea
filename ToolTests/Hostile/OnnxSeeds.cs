using System.Linq;
using RnnGen.ToolTests.Fixtures;
using RnnGen.ToolTests.Onnx;

namespace RnnGen.ToolTests.Hostile;

/// <summary>Small graphs with what graphs can be damaged in: shapes that are computed, constants that are cut, directions, a head.</summary>
internal static class OnnxSeeds
{
    public static Fixture[] All { get; } = [Of("states of an open batch", States), Of("directions", Directions), Of("computed weights", Weights)];

    private static Fixture Of(string name, System.Func<OnnxBuilder, string> build)
    {
        var builder = new OnnxBuilder(seed: name.Length);
        build(builder);
        builder.Output(builder.Graph.Nodes[^1].Outputs[0], 3);
        return new Fixture(name, "net.onnx", builder.Bytes(), [], [], []);
    }

    private static string States(OnnxBuilder b)
    {
        string x = b.Input("x", 0, 0, 2);
        string size = b.Node("Gather", [b.Node("Shape", [x]), b.Scalar(1)], ("axis", 0));
        string shape = b.Node("Concat", [b.Integers(1), b.Node("Unsqueeze", [size, b.Integers(0)]), b.Integers(3)], ("axis", 0));
        string zeros = b.Node("ConstantOfShape", [shape], ("value", OnnxBuilder.Tensor("v", 1, [1], [0], false)));
        string expanded = b.Node("Expand", [b.Constant([1, 1, 1], 0.5), shape]);
        string h = b.Nodes("LSTM", [x, b.Weights(1, 12, 2), b.Weights(1, 12, 3), b.Weights(1, 24), "", zeros, expanded], 3, ("hidden_size", 3))[0];
        return b.Node("Add", [b.Node("MatMul", [b.Node("Squeeze", [h, b.Integers(1)]), b.Weights(3, 1)]), b.Weights(1)]);
    }

    private static string Directions(OnnxBuilder b)
    {
        string x = b.Input("x", 0, 0, 2);
        string h = b.Nodes(
            "GRU", [x, b.Weights(2, 9, 2), b.Weights(2, 9, 3), b.Weights(2, 18)], 2,
            ("hidden_size", 3), ("direction", "bidirectional"), ("linear_before_reset", 1))[0];
        string[] halves = b.Nodes("Split", [h, b.Integers(1, 1)], 2, ("axis", 1));
        string joined = b.Node("Concat", [.. halves.Select(half => b.Node("Squeeze", [half, b.Integers(1)]))], ("axis", 2));
        return b.Node("Relu", [b.Node("MatMul", [joined, b.Weights(6, 2)])]);
    }

    private static string Weights(OnnxBuilder b)
    {
        string h = b.Node("MatMul", [b.Input("x", 0, 0, 2), b.Node("Transpose", [b.Weights(3, 2)], ("perm", (int[])[1, 0]))]);
        string w = b.Node("Unsqueeze", [b.Node("Concat", [b.Weights(2, 3), b.Weights(3, 3)], ("axis", 0)), b.Integers(0)]);
        string u = b.Node("Slice", [b.Weights(1, 7, 6), b.Integers(1, -6), b.Integers(6, -1), b.Integers(2, 1)]);
        u = b.Node("Reshape", [b.Node("Transpose", [u], ("perm", (int[])[0, 2, 1])), b.Integers(1, -1, 5)]);
        return b.Node("Squeeze", [b.Nodes("RNN", [h, w, u], 1, ("hidden_size", 5))[0], b.Integers(1)]);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>LSTM, GRU and RNN in all their variants, each in all directions, against ONNX Runtime.</summary>
public class OnnxCellTests
{
    private const int Input = 3, Hidden = 4;

    private static readonly Dictionary<string, Variant> s_variants = new()
    {
        ["LSTM"] = new("LSTM"),
        ["LSTM without biases"] = new("LSTM") { HasBias = false },
        ["LSTM with initial states"] = new("LSTM") { HasInitial = true },
        ["LSTM with peepholes"] = new("LSTM") { HasPeepholes = true },
        ["LSTM with everything"] = new("LSTM") { HasPeepholes = true, HasInitial = true, Attributes = [("clip", 0.5)] },
        ["LSTM, coupled"] = new("LSTM") { Attributes = [("input_forget", 1)] },
        ["LSTM, coupled, with peepholes"] = new("LSTM") { HasPeepholes = true, Attributes = [("input_forget", 1)] },
        ["LSTM, clip"] = new("LSTM") { Attributes = [("clip", 0.25)] },
        ["LSTM, clip, no bias"] = new("LSTM") { HasBias = false, Attributes = [("clip", 0.25)] },
        ["LSTM, activations"] = new("LSTM") { Activations = ["HardSigmoid", "Softsign", "LeakyRelu"] },
        ["LSTM, activations with numbers"] = new("LSTM")
        {
            Activations = ["HardSigmoid", "Tanh", "LeakyRelu"],
            Alphas = [0.3, 0.2],
            Betas = [0.4],
        },
        // The cell state grows far beyond the clip: it is no input of a gate and is not bounded.
        ["LSTM, clip below the cell state"] = new("LSTM")
        {
            Activations = ["Sigmoid", "Affine", "Tanh"],
            Alphas = [8],
            Betas = [1],
            Attributes = [("clip", 0.25)],
        },
        ["GRU"] = new("GRU"),
        ["GRU without biases"] = new("GRU") { HasBias = false },
        ["GRU, reset after"] = new("GRU") { Attributes = [("linear_before_reset", 1)] },
        ["GRU, reset after, without biases"] = new("GRU") { HasBias = false, Attributes = [("linear_before_reset", 1)] },
        ["GRU with initial state"] = new("GRU") { HasInitial = true, Attributes = [("linear_before_reset", 1)] },
        ["GRU, clip"] = new("GRU") { Attributes = [("clip", 0.3)] },
        ["GRU, reset after, clip"] = new("GRU") { Attributes = [("clip", 0.3), ("linear_before_reset", 1)] },
        ["GRU, activations"] = new("GRU") { Activations = ["HardSigmoid", "Relu"], Attributes = [("linear_before_reset", 1)] },
        ["RNN"] = new("RNN"),
        ["RNN with initial state"] = new("RNN") { HasInitial = true },
        ["RNN, clip"] = new("RNN") { Attributes = [("clip", 0.3)] },
        ["RNN, relu"] = new("RNN") { Activations = ["Relu"] },
        ["RNN, affine"] = new("RNN") { Activations = ["Affine"], Alphas = [0.25], Betas = [0.125] },
        ["RNN, thresholded relu"] = new("RNN") { Activations = ["ThresholdedRelu"], Alphas = [0.1] },
        ["RNN, scaled tanh"] = new("RNN") { Activations = ["ScaledTanh"], Alphas = [1.5], Betas = [0.5] },
        ["RNN, hard sigmoid"] = new("RNN") { Activations = ["HardSigmoid"] },
        ["RNN, elu"] = new("RNN") { Activations = ["Elu"], Alphas = [0.5] },
        ["RNN, elu with the default"] = new("RNN") { Activations = ["Elu"] },
        ["RNN, softsign"] = new("RNN") { Activations = ["Softsign"] },
        ["RNN, softplus"] = new("RNN") { Activations = ["Softplus"] },
        ["RNN, leaky relu"] = new("RNN") { Activations = ["LeakyRelu"] },
    };

    public static TheoryData<string> Variants => [.. s_variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_agrees_in_every_direction(string name)
    {
        foreach (string direction in (string[])["forward", "reverse", "bidirectional"])
        {
            var builder = new OnnxBuilder(seed: name.Length);
            string[] made = s_variants[name].Add(builder, builder.Input("X", 0, 0, Input), Input, direction);
            string y = Joined(builder, made[0], direction);
            OnnxWitness.Check(builder.Output(y, 3).Bytes(), Input);
        }
    }

    /// <summary>Y_h alone: the state after everything was read.</summary>
    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("RNN")]
    public void The_final_state_agrees_in_every_direction(string operation)
    {
        foreach (string direction in (string[])["forward", "reverse", "bidirectional"])
        {
            var builder = new OnnxBuilder(seed: 5);
            string[] made = s_variants[operation].Add(builder, builder.Input("X", 0, 0, Input), Input, direction);
            string final = builder.Node("Transpose", [made[1]], ("perm", (int[])[1, 0, 2]));
            string flat = builder.Node("Reshape", [final, builder.Integers(0, -1)]);
            ImportedModel model = OnnxWitness.Check(builder.Output(flat, 2).Bytes(), Input, "BF");
            Assert.True(model.IsFinalOnly);
        }
    }

    /// <summary>The weights of one element type, in the bytes of the standard or in the field of the type.</summary>
    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(1, false, 0)]
    [InlineData(10, true, 5e-4)]
    [InlineData(10, false, 5e-4)]
    [InlineData(11, true, 0)]
    [InlineData(11, false, 0)]
    [InlineData(16, true, 8e-3)]
    [InlineData(16, false, 8e-3)]
    public void Weights_of_every_element_type_are_read_exactly(int type, bool inRaw, double rounding)
    {
        double[] values = new References.RandomWeights(3).Numbers(24);
        if (type is 1 or 10 or 16) values = Array.ConvertAll(values, value => (double)(float)value);
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Input("X", 0, 0, 3);
        string w = builder.Add(OnnxBuilder.Tensor("W", type, [1, 8, 3], values, inRaw));
        string cast = type == 1 ? w : builder.Node("Cast", [w], ("to", 1));
        string[] y = builder.Nodes("RNN", [x, cast, builder.Weights(1, 8, 8)], 1, ("hidden_size", 8));
        byte[] bytes = builder.Output(builder.Node("Squeeze", [y[0], builder.Integers(1)]), 3).Bytes();
        ImportedModel model = OnnxWitness.Check(bytes, 3);
        double[] read = ((RecurrentCell.Simple)((ImportedLayer.Recurrent)model.Layers[0]).Directions[0].Cell).Hidden.Input.Values.ToArray();
        Assert.All(values.Zip(read), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, type == 11 ? 1e-7 : rounding));
        if (type is 10 or 16) Assert.NotEqual(values, read); // it was rounded where it was written
    }

    /// <summary>ONNX Runtime has no layout 1 and no LSTM of double; the layout is the other one with axes exchanged.</summary>
    [Theory]
    [InlineData("LSTM", "forward")]
    [InlineData("LSTM", "bidirectional")]
    [InlineData("GRU", "reverse")]
    [InlineData("RNN", "bidirectional")]
    public void Layout_1_means_the_same_with_axes_exchanged(string operation, string direction)
    {
        Variant variant = s_variants[operation] with { HasInitial = true };
        var builder = new OnnxBuilder(seed: 2);
        string x = builder.Input("X", 0, 0, Input);
        string[] made = variant.Add(builder, x, Input, direction);
        byte[] usual = builder.Output(Joined(builder, made[0], direction), 3).Bytes();
        var other = new OnnxBuilder(seed: 2);
        x = other.Input("X", 0, 0, Input);
        made = variant.Add(other, x, Input, direction, layout: 1);
        // [B, T, D, H]
        byte[] exchanged = other.Output(other.Node("Reshape", [made[0], other.Integers(0, 0, -1)]), 3).Bytes();
        ImportedModel first = ModelFile.Read(usual, "a.onnx"), second = ModelFile.Read(exchanged, "a.onnx");
        double[] input = new References.RandomWeights(1).Numbers(5 * Input);
        Assert.Equal(References.NaiveModel.Run(first, 5, input), References.NaiveModel.Run(second, 5, input));
    }

    /// <summary>[T, D, B, H] as exporters of PyTorch make [T, B, D H] of it.</summary>
    internal static string Joined(OnnxBuilder builder, string y, string direction) => direction == "bidirectional"
        ? builder.Node("Reshape", [builder.Node("Transpose", [y], ("perm", (int[])[0, 2, 1, 3])), builder.Integers(0, 0, -1)])
        : builder.Node("Squeeze", [y, builder.Integers(1)]);

    internal sealed record Variant(string Operation)
    {
        public bool HasBias { get; init; } = true;

        public bool HasInitial { get; init; }

        public bool HasPeepholes { get; init; }

        public string[] Activations { get; init; } = [];

        public double[] Alphas { get; init; } = [];

        public double[] Betas { get; init; } = [];

        public (string, object)[] Attributes { get; init; } = [];

        public string[] Add(OnnxBuilder builder, string x, int input, string direction, int hidden = Hidden, int layout = 0)
        {
            int d = direction == "bidirectional" ? 2 : 1, gates = Operation switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
            // All sequences of a batch begin with one state: a cell has one.
            string Initial()
            {
                if (!HasInitial) return "";
                string one = builder.Weights(d, 1, hidden);
                return layout == 1 ? builder.Node("Transpose", [one], ("perm", (int[])[1, 0, 2]))
                    : builder.Node("Concat", [.. Enumerable.Repeat(one, OnnxWitness.Batch)], ("axis", 1));
            }
            List<string> inputs = [x, builder.Weights(d, gates * hidden, input), builder.Weights(d, gates * hidden, hidden)];
            inputs.Add(HasBias ? builder.Weights(d, 2 * gates * hidden) : "");
            inputs.Add("");
            inputs.Add(Initial());
            if (Operation == "LSTM") inputs.AddRange([Initial(), HasPeepholes ? builder.Weights(d, 3 * hidden) : ""]);
            while (inputs[^1].Length == 0) inputs.RemoveAt(inputs.Count - 1);
            List<(string, object)> attributes = [("hidden_size", hidden), ("direction", direction), .. Attributes];
            if (layout == 1) attributes.Add(("layout", 1));
            if (Activations.Length > 0) attributes.Add(("activations", Repeated(Activations, d)));
            if (Alphas.Length > 0) attributes.Add(("activation_alpha", Repeated(Alphas, d)));
            if (Betas.Length > 0) attributes.Add(("activation_beta", Repeated(Betas, d)));
            return builder.Nodes(Operation, [.. inputs], Operation == "LSTM" ? 3 : 2, [.. attributes]);
        }

        private static T[] Repeated<T>(T[] values, int times) => [.. Enumerable.Repeat(values, times).SelectMany(list => list)];
    }
}

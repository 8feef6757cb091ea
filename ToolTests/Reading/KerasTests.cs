using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>
/// Models of Keras. Files in Keras' layouts are held to what PyTorch computes with the same weights, every variant of a layer to Keras'
/// own equations.
/// </summary>
public class KerasTests
{
    private static readonly Dictionary<string, KerasModelText> s_models = Models();

    public static TheoryData<string> Computed =>
        [.. Fixture.Keras.Values.Where(fixture => !fixture.IsRefused).Select(fixture => fixture.Name)];

    public static TheoryData<string> Refused =>
        [.. Fixture.Keras.Values.Where(fixture => fixture.IsRefused).Select(fixture => fixture.Name)];

    public static TheoryData<string> Variants => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_computes_what_its_source_does(string name)
    {
        Fixture fixture = Fixture.Keras[name];
        Witness.AssertComputes(ModelFile.Read(fixture.File, fixture.FileName), fixture.Input, fixture.Output, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_carried_over_is_refused_by_name(string name)
    {
        Fixture fixture = Fixture.Keras[name];
        string message = Assert.Throws<ModelFormatException>(() => ModelFile.Read(fixture.File, fixture.FileName)).Message;
        Assert.All(fixture.Says, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_of_a_layer_computes_what_its_equations_say(string name)
    {
        KerasModelText text = s_models[name];
        (double[] input, double[] want) = text.Run();
        Witness.AssertComputes(ModelFile.Read(text.Json(), "net.json"), input, want, 1e-12);
    }

    /// <summary>What a configuration says that is not carried over, each in a sentence that names it.</summary>
    [Fact]
    public void Variants_that_are_not_carried_over_are_refused_by_name()
    {
        (KerasModelText Model, string Says)[] models =
        [
            (New().Recurrent("LSTM", 3, backwards: true), "go_backwards"),
            (New().Bidirectional("LSTM", 3, "max", true), "'max'"),
            (New().Bidirectional("LSTM", 3, null!, true), "None"),
            (New().Recurrent("LSTM", 3, activation: ("gelu", Math.Tanh)), "'gelu'"),
            (New().Recurrent("LSTM", 3, recurrent: ("softmax", Math.Tanh)), "softmax"),
            (New(null).Recurrent("LSTM", 3, recurrent: ("hard_sigmoid", Math.Tanh)), "keras_version"),
            (New().Recurrent("LSTM", 3).Other("Flatten", []), "Flatten"),
            (New().Recurrent("LSTM", 3).Other("ReLU", new JsonObject { ["threshold"] = 0.5 }), "threshold"),
            (New().Recurrent("LSTM", 3).Other("TimeDistributed", new JsonObject { ["layer"] = Layer("Conv1D") }), "'Conv1D'"),
            (New().Other("Bidirectional", new JsonObject { ["layer"] = Layer("RNN") }), "'RNN'"),
        ];
        Assert.All(models, item => Assert.Contains(
            item.Says, Assert.Throws<ModelFormatException>(() => ModelFile.Read(item.Model.Json(), "net.json")).Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_nothing_here_is_in_the_notes()
    {
        KerasModelText text = New()
            .Other("Masking", new JsonObject { ["mask_value"] = 0 })
            .Recurrent("GRU", 2)
            .Other("Dropout", new JsonObject { ["rate"] = 0.5 });
        ImportedModel model = ModelFile.Read(text.Json(), "net.json");
        Assert.Contains("Dropout 'layer_2'", Assert.Single(model.Notes), StringComparison.Ordinal);
        Assert.Contains("Masking 'layer_0'", Assert.Single(model.NotCarriedOver), StringComparison.Ordinal);
        Assert.Equal("net (Keras 2.15.0): GRU (reset after) 2 → 2", model.ToString());
    }

    [Fact]
    public void Tensors_are_read_by_the_paths_of_their_datasets()
    {
        NamedTensors whole = KerasFile.ReadTensors(Fixture.Keras["Sequential, h5"].File);
        Assert.Equal("model_weights/lstm/lstm/lstm_cell/kernel:0: F32 [2, 16]",
            whole["model_weights/lstm/lstm/lstm_cell/kernel:0"].ToString());
        NamedTensors weights = KerasFile.ReadTensors(Fixture.Keras["weights without a network"].File);
        Assert.Equal(5, weights.Count);
        NamedTensors archive = KerasFile.ReadTensors(Fixture.Keras["Functional, keras"].File);
        Assert.Equal([4, 12], archive["layers/lstm_1/cell/vars/0"].Shape);
    }

    private static KerasModelText New(string? version = "2.15.0") => new(2, version);

    private static JsonObject Layer(string kind) => new() { ["class_name"] = kind, ["config"] = new JsonObject() };

    private static Dictionary<string, KerasModelText> Models()
    {
        static double Second(double x) => Math.Clamp(0.2 * x + 0.5, 0, 1);
        static double Third(double x) => Math.Min(Math.Max(x + 3, 0), 6) / 6;
        var models = new Dictionary<string, KerasModelText>();
        foreach (string kind in new[] { "LSTM", "GRU", "SimpleRNN" })
        {
            models[$"{kind} without bias"] = New().Recurrent(kind, 3, bias: false).Dense(2, bias: false);
            models[$"{kind}, last step"] = New().Recurrent(kind, 3, sequences: false).Dense(2);
            models[$"{kind} backwards, last step"] = New().Recurrent(kind, 3, sequences: false, backwards: true).Dense(2);
            models[$"{kind}, two layers, relu"] = New().Recurrent(kind, 3, activation: ("relu", x => Math.Max(x, 0))).Recurrent(kind, 2);
            models[$"{kind} of Keras 2, hard sigmoid"] = New("2.4.0").Recurrent(
                kind, 3, recurrent: ("hard_sigmoid", Second), activation: ("hard_sigmoid", Second));
            models[$"{kind} of Keras 3, hard sigmoid"] = New("3.0.1").Recurrent(
                kind, 3, recurrent: ("hard_sigmoid", Third), activation: ("hard_sigmoid", Third));
            foreach (string mode in new[] { "concat", "sum", "ave", "mul" })
            {
                models[$"{kind} in both directions, {mode}"] = New().Bidirectional(kind, 3, mode, sequences: true).Dense(1, timed: true);
                models[$"{kind} in both directions, {mode}, last step"] = New().Bidirectional(
                    kind, 3, mode, sequences: false, ownBackward: mode == "sum").Dense(1);
            }
        }

        models["GRU that resets before"] = New().Recurrent("GRU", 3, resetAfter: false);
        models["GRU that resets before, without bias"] = New().Recurrent("GRU", 3, resetAfter: false, bias: false);
        models["GRU that resets after, without bias, in both directions"] = New().Bidirectional(
            "GRU", 3, "concat", sequences: true, bias: false);
        foreach ((string name, Func<double, double> function) in Activations())
            models[$"activation {name}"] = New("3.4.0").Recurrent("SimpleRNN", 3).Dense(
                2, name, z => Array.ConvertAll(z, e => function(e)));
        models["softmax"] = New().Recurrent("SimpleRNN", 3).Dense(3, "softmax", Softmax).Other(
            "Softmax", new JsonObject { ["axis"] = -1 }, Softmax);
        models["layers of activations"] = New().Recurrent("SimpleRNN", 3).Dense(4)
            .Other("LeakyReLU", new JsonObject { ["alpha"] = 0.25 }, z => Array.ConvertAll(z, e => e < 0 ? 0.25 * e : e)).Dense(4)
            .Other("ELU", new JsonObject { ["alpha"] = 0.5 }, z => Array.ConvertAll(z, e => e < 0 ? 0.5 * (Math.Exp(e) - 1) : e)).Dense(4)
            .Other("ReLU", new JsonObject { ["max_value"] = 0.5 }, z => Array.ConvertAll(z, e => Math.Clamp(e, 0, 0.5))).Dense(4)
            .Other("ReLU", new JsonObject { ["negative_slope"] = 0.1 }, z => Array.ConvertAll(z, e => e < 0 ? 0.1 * e : e))
            .Other("Activation", new JsonObject { ["activation"] = "tanh" }, z => Array.ConvertAll(z, Math.Tanh));
        return models;
    }

    private static (string Name, Func<double, double> Function)[] Activations() =>
    [
        ("tanh", Math.Tanh), ("sigmoid", KerasModelText.Sigmoid), ("relu", x => Math.Max(x, 0)), ("relu6", x => Math.Clamp(x, 0, 6)),
        ("hard_tanh", x => Math.Clamp(x, -1, 1)), ("leaky_relu", x => x < 0 ? 0.2 * x : x), ("elu", x => x < 0 ? Math.Exp(x) - 1 : x),
        ("selu", x => 1.05070098735548 * (x < 0 ? 1.67326324235438 * (Math.Exp(x) - 1) : x)), ("softsign", x => x / (1 + Math.Abs(x))),
        ("softplus", x => Math.Log(1 + Math.Exp(x))), ("exponential", Math.Exp), ("silu", x => x * KerasModelText.Sigmoid(x)),
        ("swish", x => x * KerasModelText.Sigmoid(x)), ("mish", x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ("log_sigmoid", x => Math.Log(KerasModelText.Sigmoid(x))), ("hard_sigmoid", x => Math.Clamp(x / 6 + 0.5, 0, 1)), ("linear", x => x),
    ];

    private static double[] Softmax(double[] z) => Array.ConvertAll(z, e => Math.Exp(e) / z.Sum(Math.Exp));
}

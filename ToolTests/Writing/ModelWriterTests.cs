using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Formats;
using RnnGen.ToolTests.Interpreting;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Writing;

/// <summary>
/// Each kind of model is written as a definition that the compiler takes without a diagnostic, and the pair computes what loops over the
/// model's own equations compute.
/// </summary>
public class ModelWriterTests
{
    private const int Input = 3, Hidden = 4, Steps = 7;

    private static readonly Dictionary<string, (string[] Contains, Func<RandomWeights, ImportedModel> Make)> s_models = new()
    {
        ["lstm"] = (["lstm: { cell: lstm, hidden: 4 }", "y: lstm.h"], w => One("lstm", w.Lstm(Input, Hidden))),
        ["lstm without biases"] = (["cell: lstm,"], w => One("lstm", w.Lstm(Input, Hidden, hasBias: false))),
        ["coupled"] = (["cell: lstm-coupled,"], w => One("lstm", w.Lstm(Input, Hidden, isCoupled: true))),
        ["projection"] = (["cell: lstm-projection, hidden: 4, projection: 2"], w => One("lstm", w.Lstm(Input, Hidden, projection: 2))),
        ["peepholes"] = (["cell: lstm-peephole,"], w => One("lstm", w.Lstm(Input, Hidden) with { Peepholes = Peepholes(w) })),
        ["peepholes and projection"] = (["po * c", "h = R @ (o * tanh(c))"],
            w => One("lstm", w.Lstm(Input, Hidden, projection: 2) with { Peepholes = Peepholes(w) })),
        ["coupled with peepholes"] = (["c = (1 - i) * c' + i * g"],
            w => One("lstm", w.Lstm(Input, Hidden, isCoupled: true) with { Peepholes = Peepholes(w) with { Forget = null } })),
        ["initial states"] = (["h: { shape: hidden, initial: h0 }"],
            w => One("lstm", w.Lstm(Input, Hidden) with { InitialHidden = w.Tensor(Hidden), InitialCell = w.Tensor(Hidden) })),
        ["initial states that are zero"] = (["cell: lstm,"],
            w => One("lstm", w.Lstm(Input, Hidden) with { InitialHidden = new ImportedTensor("h0", "F32", [Hidden], new double[Hidden]) })),
        ["clip without biases"] = (["clamp(Wf @ [h'; x], -0.25, 0.25)"],
            w => One("lstm", w.Lstm(Input, Hidden, hasBias: false) with { Clip = 0.25 })),
        ["other activations of an lstm"] = (["zf = ", "h = o * (1.5 * tanh(0.5 * c))"], w => One("lstm", w.Lstm(Input, Hidden) with
        {
            GateActivation = new ActivationFunction(ActivationKind.HardSigmoid, 0.25, 0.5),
            CellActivation = new ActivationFunction(ActivationKind.Softsign),
            OutputActivation = new ActivationFunction(ActivationKind.ScaledTanh, 1.5, 0.5),
        })),
        ["gru"] = (["cell: gru,"], w => One("gru", w.Gru(Input, Hidden, resetsAfter: false))),
        ["gru, reset after"] = (["cell: gru-reset-after,"], w => One("gru", w.Gru(Input, Hidden, resetsAfter: true))),
        ["gru without biases"] = (["cell: gru-reset-after,"], w => One("gru", w.Gru(Input, Hidden, resetsAfter: true, hasBias: false))),
        ["gru in place"] = (["Wn @ [r * h'; x] + bn"],
            w => One("gru", w.Gru(Input, Hidden, resetsAfter: false) with { Clip = 0.5, CellActivation = ActivationFunction.Relu })),
        ["gru, reset after, in place"] = (["r * (Un @ h' + un)"],
            w => One("gru", w.Gru(Input, Hidden, resetsAfter: true) with { InitialHidden = w.Tensor(Hidden) })),
        ["rnn"] = (["cell: rnn,"], w => One("rnn", w.Simple(Input, Hidden))),
        ["rnn, relu"] = (["h = relu(W @ x + U @ h' + b)"],
            w => One("rnn", w.Simple(Input, Hidden) with { Activation = ActivationFunction.Relu })),
        ["both directions"] = (["lstm_backward: { cell: lstm, hidden: 4, reversed: true }", "y: ([lstm_forward.h; lstm_backward.h])"],
            w => RandomWeights.Model(RandomWeights.Layer("lstm", w.Lstm(Input, Hidden), w.Lstm(Input, Hidden)))),
        ["two layers in both directions"] = (["layer2_forward([layer1_forward.h; layer1_backward.h])"], w => RandomWeights.Model(
            RandomWeights.Layer("layer1", w.Gru(Input, Hidden, true), w.Gru(Input, Hidden, true)),
            RandomWeights.Layer("layer2", w.Gru(2 * Hidden, Hidden, true), w.Gru(2 * Hidden, Hidden, true) with { Clip = 1 }))),
        ["directions that are summed"] = (["y: lstm_forward.h + lstm_backward.h"], w => RandomWeights.Model(
            RandomWeights.Layer("lstm", w.Lstm(Input, Hidden), w.Lstm(Input, Hidden)) with { Merge = DirectionMerge.Sum })),
        ["directions that are averaged, and a head"] = (["0.5 * ("], w => RandomWeights.Model(
            RandomWeights.Layer("gru", w.Gru(Input, Hidden, true), w.Gru(Input, Hidden, true)) with { Merge = DirectionMerge.Average },
            w.Dense("fc", Hidden, 2))),
        ["directions that are multiplied, at the last step"] = (["begun = 1"], w => RandomWeights.Model(
            RandomWeights.Layer("rnn", SequenceOutput.Final, w.Simple(Input, Hidden), w.Simple(Input, Hidden)) with
            {
                Merge = DirectionMerge.Multiply,
            },
            new ImportedLayer.Activation("out", ActivationFunction.Tanh), w.Dense("fc", Hidden, 2))),
        ["reversed alone"] = (["reversed: true"], w => RandomWeights.Model(
            new ImportedLayer.Recurrent("back", [new RecurrentDirection(w.Simple(Input, Hidden), true)], SequenceOutput.EveryStep))),
        ["the last step of one direction"] = (["# The source gives one output"], w => RandomWeights.Model(
            RandomWeights.Layer("lstm", SequenceOutput.Final, w.Lstm(Input, Hidden)), w.Dense("fc", Hidden, 2))),
        ["the last step of both directions"] = (["begun = 1"], w => RandomWeights.Model(
            RandomWeights.Layer("first", w.Simple(Input, Hidden), w.Simple(Input, Hidden)),
            RandomWeights.Layer("lstm", SequenceOutput.Final, w.Lstm(2 * Hidden, Hidden), w.Lstm(2 * Hidden, Hidden)),
            w.Dense("fc", 2 * Hidden, 2))),
        ["a head"] = (["y: fc_weight @ lstm.h + fc_bias"], w => RandomWeights.Model(
            RandomWeights.Layer("lstm", w.Lstm(Input, Hidden)), w.Dense("fc", Hidden, 2))),
        ["layers of all kinds"] = (["before = before_weight @ x", "y: softmax(fc2_weight @ relu(fc_weight @ rnn.h + fc_bias) + fc2_bias)"],
            w => RandomWeights.Model(
                w.Dense("before", Input, Hidden, hasBias: false), RandomWeights.Layer("rnn", w.Simple(Hidden, Hidden)),
                w.Dense("fc", Hidden, 5), new ImportedLayer.Activation("relu", ActivationFunction.Relu),
                w.Dense("fc2", 5, 2), new ImportedLayer.Activation("out", new ActivationFunction(ActivationKind.Softmax)))),
        ["dense behind dense"] = (["fc = fc_weight @ rnn.h", "y: fc2_weight @ fc"], w => RandomWeights.Model(
            RandomWeights.Layer("rnn", w.Simple(Input, Hidden)), w.Dense("fc", Hidden, 5), w.Dense("fc2", 5, 2))),
        ["a recurrent layer behind a head"] = (["fc = "], w => RandomWeights.Model(
            RandomWeights.Layer("rnn", w.Simple(Input, Hidden)), w.Dense("fc", Hidden, 5), RandomWeights.Layer("gru", w.Gru(5, 2, false)))),
        ["a skip connection"] = (["+ x[0..2]"], w => RandomWeights.Model(
            RandomWeights.Layer("rnn", w.Simple(Input, Hidden)), w.Dense("fc", Hidden, 2), new ImportedLayer.AddInput("skip"))),
        ["a skip connection as wide as the input"] = (["+ x\n"], w => RandomWeights.Model(
            RandomWeights.Layer("rnn", w.Simple(Input, Hidden)), w.Dense("fc", Hidden, Input), new ImportedLayer.AddInput("skip"),
            w.Dense("last", Input, 1))),
        ["one of everything"] = (["hidden: 1 }"], w => RandomWeights.Model(
            RandomWeights.Layer("lstm", SequenceOutput.Final, w.Lstm(1, 1), w.Lstm(1, 1)), w.Dense("fc", 2, 1))),
    };

    public static TheoryData<string> Models => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_written_model_computes_what_the_model_does(string name)
    {
        (string[] contains, Func<RandomWeights, ImportedModel> make) = s_models[name];
        ImportedModel model = make(new RandomWeights(1));
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        Assert.All(contains, text => Assert.Contains(text, written.Definition, StringComparison.Ordinal));
        AssertSame(model, written, 1e-12);
    }

    /// <summary>Every activation, as that of a gate and as a layer of its own.</summary>
    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.3, 1.25)]
    [InlineData(1, 0.5)]
    [InlineData(-0.75, 1.25)]
    public void Every_activation_is_an_expression(double alpha, double beta)
    {
        var weights = new RandomWeights(2);
        foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
        {
            if (kind == ActivationKind.Clamp && alpha > beta) continue;
            var function = new ActivationFunction(kind, alpha, beta);
            List<ImportedLayer> layers =
            [
                RandomWeights.Layer(
                    "rnn",
                    Cell(weights, kind is ActivationKind.Softmax or ActivationKind.LogSoftmax ? ActivationFunction.Tanh : function)),
                new ImportedLayer.Activation("bound", ActivationFunction.Tanh),
                new ImportedLayer.Activation("once", function), new ImportedLayer.Activation("twice", function),
                weights.Dense("fc", Hidden, 5), new ImportedLayer.Activation("last", function),
            ];
            ImportedModel model = RandomWeights.Model([.. layers]);
            AssertSame(model, ModelWriter.Write(model, new WriteOptions { IsDouble = true }), 1e-11);
        }

        static RecurrentCell Cell(RandomWeights weights, ActivationFunction function)
        {
            RecurrentCell.Simple simple = weights.Simple(Input, Hidden);
            // Small recurrent weights: what grows without bound must not outgrow a tolerance.
            var recurrent = new ImportedTensor("U", "F64", [Hidden, Hidden], [.. weights.Numbers(Hidden * Hidden).Select(v => v / 8)]);
            return new RecurrentCell.Simple(simple.Hidden with { Recurrent = recurrent }) { Activation = function, Clip = 2 };
        }
    }

    /// <summary>Names of other programs: what the language, YAML or C# reads otherwise.</summary>
    [Fact]
    public void Any_name_of_a_source_becomes_a_legal_one()
    {
        string[] names =
        [
            "", "lstm", "LSTM", "model/lstm_1/kernel:0", "rnn.0", "0", "-", "h'", "x", "y", "tanh", "sum", "class", "in", "Step", "State",
            "Equals", "get_h", "Info", "begun", "fc_weight", "dx", "h0", "日本語", "'", "a: b", "#", "{}", new('a', 1000), "lstm.h", "z",
            "h_prev", "true", "null", "_", "__", "a-b", "Net", "transpose", "lambda", "sigma", "xPrevious", "T", "d_x", "FirstTensors",
        ];
        foreach (string name in names.Concat(Operators.FunctionNames))
        {
            var weights = new RandomWeights(3);
            ImportedModel model = RandomWeights.Model(
                RandomWeights.Layer(name, SequenceOutput.Final, weights.Lstm(Input, Hidden) with { Clip = 1 }, weights.Lstm(Input, Hidden)),
                weights.Dense(name, 2 * Hidden, Hidden), weights.Dense("fc", Hidden, Hidden),
                new ImportedLayer.Activation(name, new ActivationFunction(ActivationKind.Silu)),
                weights.Dense(name, Hidden, 2)) with
            { Name = name, Notes = [name], NotCarriedOver = [name] };
            WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true, Class = "Acme.Net" });
            Assert.Matches("^[A-Za-z0-9_-]+$", written.Name);
            Assert.Contains("class: Acme.Net\n", written.Definition, StringComparison.Ordinal);
            AssertSame(model, written, 1e-12);
        }
    }

    [Fact]
    public void Float_is_rounded_once_and_refuses_what_is_beyond_it()
    {
        var w = new RandomWeights(4);
        ImportedModel model = RandomWeights.Model(w.Dense("fc", 2, 2), RandomWeights.Layer("rnn", w.Simple(2, 2)));
        SafetensorsTensor weights = ModelWriter.Write(model).Tensors["fc_weight"];
        Assert.Equal("F32", weights.Dtype);
        double[] values = ((ImportedLayer.Dense)model.Layers[0]).Weights.Values.ToArray();
        Assert.Equal(Array.ConvertAll(values, v => (float)v), weights.ToArray<float>());

        var large = new ImportedTensor("fc.bias", "F64", [2], [1, 1e39]);
        ImportedModel beyond = model with { Layers = [((ImportedLayer.Dense)model.Layers[0]) with { Bias = large }, model.Layers[1]] };
        string message = Assert.Throws<ModelFormatException>(() => ModelWriter.Write(beyond)).Message;
        Assert.Contains("'fc.bias'", message, StringComparison.Ordinal);
        WrittenModel inDouble = ModelWriter.Write(beyond, new WriteOptions { IsDouble = true });
        Assert.Equal(1e39, inDouble.Tensors["fc_bias"].ToArray<double>()[1]);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_by_name()
    {
        var w = new RandomWeights(6);
        RecurrentCell.Lstm lstm = w.Lstm(Input, Hidden);
        ImportedModel[] wrong =
        [
            RandomWeights.Model(RandomWeights.Layer("rnn", lstm), w.Dense("bad", 3, 2)),
            RandomWeights.Model(RandomWeights.Layer("bad", lstm with { Output = w.Gate(Input, Hidden + 1) })),
            RandomWeights.Model(RandomWeights.Layer("bad", lstm with { InitialCell = w.Tensor(Hidden + 1) })),
            RandomWeights.Model(RandomWeights.Layer("rnn", SequenceOutput.Final, lstm), RandomWeights.Layer("bad", w.Simple(Hidden, 2))),
            RandomWeights.Model(RandomWeights.Layer("rnn", SequenceOutput.Final, lstm), new ImportedLayer.AddInput("bad")),
            RandomWeights.Model(RandomWeights.Layer("bad", lstm, w.Simple(Input + 1, Hidden))),
            RandomWeights.Model(RandomWeights.Layer("rnn", lstm), new ImportedLayer.AddInput("bad")),
            RandomWeights.Model(w.Dense("bad", 2, 2)),
        ];
        Assert.All(wrong, model => Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model)));
    }

    private static ImportedModel One(string name, RecurrentCell cell) => RandomWeights.Model(RandomWeights.Layer(name, cell));

    private static Peepholes Peepholes(RandomWeights w) => new(w.Tensor(Hidden), w.Tensor(Hidden), w.Tensor(Hidden));

    private static void AssertSame(ImportedModel model, WrittenModel written, double tolerance)
    {
        double[] input = new RandomWeights(7).Numbers(Steps * model.InputSize);
        double[] want = NaiveModel.Run(model, Steps, input);
        double[] got = new InterpretedCell(written.Definition, written.Tensors).Run(Steps, input);
        got = model.IsFinalOnly ? got[^want.Length..] : got;
        Assert.Equal(want.Length, got.Length);
        for (int i = 0; i < want.Length; i++)
            Assert.True(
                Math.Abs(want[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(want[i])),
                $"{i}: {want[i]}, {got[i]}\n{written.Definition}");
    }
}

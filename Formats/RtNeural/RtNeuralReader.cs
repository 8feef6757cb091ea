using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>
/// Networks for RTNeural: <c>{"in_shape": […, n], "layers": [{"type", "activation", "shape", "weights"}]}</c>, made of a Keras model by its
/// script model_utils.py and in Keras' layouts. Its loader (RTNeural/model_loader.h) is what a file means: recurrent layers have tanh and
/// sigmoid, whatever their entry says, hand on every step, and a GRU resets after the product.
/// </summary>
internal static class RtNeuralReader
{
    public static ImportedModel Read(JsonElement root, string name)
    {
        int input = Last(root, "in_shape", "in_shape");
        var layers = new List<ImportedLayer>();
        int size = input;
        foreach (JsonElement entry in JsonFile.Items(root.Find("layers") ?? default, "layers"))
        {
            Add(entry, layers);
            size = layers.Count > 0 ? layers[^1].OutputSizeFor(size) : size;
        }

        return new ImportedModel
        {
            Name = name,
            Format = "RTNeural",
            InputSize = input,
            Layers = layers,
            SampleRate = root.FindNumber("samplerate", "model") ?? root.FindNumber("sample_rate", "model"),
            NotCarriedOver = Gain(root),
        };
    }

    private static void Add(JsonElement entry, List<ImportedLayer> layers)
    {
        string type = entry.FindText("type") ?? throw ModelFormatException.Damaged($"layers[{layers.Count}]", "it has no type.");
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{type.Replace("time-distributed-", "", System.StringComparison.Ordinal)}_{layers.Count}");
        string where = $"layer {Quoting.Quote(name)}";
        string activation = entry.FindText("activation") ?? "";
        switch (type)
        {
            case "lstm" or "gru":
                layers.Add(new ImportedLayer.Recurrent(name, [new RecurrentDirection(Cell(entry, type, where))], SequenceOutput.EveryStep));
                return;
            case "dense" or "time-distributed-dense":
                layers.Add(KerasCells.Dense(name, Weights(entry, where), hasBias: true, Last(entry, "shape", where), where));
                break;
            case "activation":
                break;
            default:
                throw ModelFormatException.Unsupported(
                    where, $"layers of type {Quoting.Quote(type)} are not carried over; known are lstm, gru, dense and activation.");
        }

        if (activation.Length > 0) layers.Add(new ImportedLayer.Activation($"{name}.{activation}", Activation(activation, where)));
    }

    private static RecurrentCell Cell(JsonElement entry, string type, string where)
    {
        IReadOnlyList<ImportedTensor> weights = Weights(entry, where);
        int units = Last(entry, "shape", where);
        return type == "lstm"
            ? KerasCells.Lstm(KerasCells.Weights(weights, units, 4, true, where), ActivationFunction.Tanh, ActivationFunction.Sigmoid)
            : KerasCells.Gru(KerasCells.Weights(weights, units, 3, true, where), true, ActivationFunction.Tanh, ActivationFunction.Sigmoid);
    }

    // Those that its loader makes; it leaves others out without a word.
    private static ActivationFunction Activation(string name, string where) => name is "tanh" or "relu" or "sigmoid" or "softmax" or "elu"
        ? KerasActivations.Of(name, isThird: true, where)
        : throw ModelFormatException.Unsupported(where, $"RTNeural knows no activation {Quoting.Quote(name)}.");

    private static ImportedTensor[] Weights(JsonElement entry, string where) =>
        [.. JsonFile.Items(entry.Find("weights") ?? default, $"{where}, weights")
            .Select((weights, i) => JsonTensors.Read(weights, string.Create(CultureInfo.InvariantCulture, $"{where}, weights[{i}]")))];

    // A shape ends with the number of elements at each step: [null, null, 8].
    private static int Last(JsonElement element, string property, string where)
    {
        IReadOnlyList<JsonElement> extents = JsonFile.Items(element.Find(property) ?? default, $"{where}, {property}");
        return extents.Count > 0 && extents[^1].ValueKind == JsonValueKind.Number && extents[^1].TryGetInt32(out int last) && last > 0
            ? last
            : throw ModelFormatException.Damaged($"{where}, {property}", "it has to end with a number of elements.");
    }

    // Plugins multiply their signal by it; RTNeural itself does not know it.
    private static string[] Gain(JsonElement root) => root.Find("in_gain") is not null || root.Find("out_gain") is not null
        ? ["in_gain and out_gain, by which plugins change the level of the signal."]
        : [];
}

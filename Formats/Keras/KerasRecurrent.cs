using System.Collections.Generic;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>The recurrent layers of Keras: LSTM, GRU, SimpleRNN, and Bidirectional around them.</summary>
internal static class KerasRecurrent
{
    public static ImportedLayer.Recurrent Read(KerasLayer layer, IKerasWeights weights, bool? isThird, List<string> notes)
    {
        if (layer.ClassName == "Bidirectional") return Bidirectional(layer, weights, isThird, notes);
        bool isReversed = layer.Config.Flag("go_backwards", false, layer.Where);
        SequenceOutput returns = Returns(layer, notes);
        if (isReversed && returns == SequenceOutput.EveryStep)
        {
            throw ModelFormatException.Unsupported(
                layer.Where,
                "go_backwards with return_sequences hands on its steps from the last to the first, which is not carried over.");
        }

        RecurrentCell cell = Cell(layer, weights.Of(layer, CountOf(layer)), isThird);
        return new ImportedLayer.Recurrent(layer.Name, [new RecurrentDirection(cell, isReversed)], returns);
    }

    // The tensors of the forward layer, then those of the backward one, which is a copy with go_backwards unless it is given.
    private static ImportedLayer.Recurrent Bidirectional(KerasLayer layer, IKerasWeights weights, bool? isThird, List<string> notes)
    {
        KerasLayer forward = Inner(layer, "layer");
        KerasLayer backward = layer.Config.Find("backward_layer") is null ? forward : Inner(layer, "backward_layer");
        int first = CountOf(forward), second = CountOf(backward);
        if (forward.Config.Flag("go_backwards", false, layer.Where))
            throw ModelFormatException.Unsupported(layer.Where, "its forward layer goes backwards.");
        SequenceOutput returns = Returns(forward, notes);
        if (backward != forward && Returns(backward, []) != returns)
            throw ModelFormatException.Damaged(layer.Where, "only one of its layers has return_sequences.");
        IReadOnlyList<ImportedTensor> all = weights.Of(layer, first + second);
        if (all.Count != first + second)
            throw ModelFormatException.Damaged(layer.Where, $"it has {all.Count} tensors; expected {first} and {second}.");
        return new ImportedLayer.Recurrent(
            layer.Name,
            [
                new RecurrentDirection(Cell(forward, [.. Range(all, 0, first)], isThird)),
                new RecurrentDirection(Cell(backward, [.. Range(all, first, second)], isThird), IsReversed: true),
            ],
            returns)
        { Merge = Merge(layer) };
    }

    private static IEnumerable<ImportedTensor> Range(IReadOnlyList<ImportedTensor> all, int start, int count)
    {
        for (int i = start; i < start + count; i++) yield return all[i];
    }

    private static DirectionMerge Merge(KerasLayer layer)
    {
        if (!layer.Config.TryGetProperty("merge_mode", out JsonElement mode)) return DirectionMerge.Concatenate;
        return mode.ValueKind == JsonValueKind.Null
            ? throw ModelFormatException.Unsupported(
                layer.Where, "merge_mode is None, which hands on two sequences; concat, sum, ave and mul are known.")
            : layer.Config.FindText("merge_mode") switch
            {
                "concat" => DirectionMerge.Concatenate,
                "sum" => DirectionMerge.Sum,
                "ave" => DirectionMerge.Average,
                "mul" => DirectionMerge.Multiply,
                { } other => throw ModelFormatException.Unsupported(
                    layer.Where, $"merge_mode is {Quoting.Quote(other)}; concat, sum, ave and mul are known."),
                null => throw JsonFile.Unexpected(mode, "a text", $"{layer.Where}, merge_mode"),
            };
    }

    private static KerasLayer Inner(KerasLayer layer, string property)
    {
        KerasLayer inner = KerasLayer.Read(
            layer.Config.Find(property) ?? throw ModelFormatException.Damaged(layer.Where, $"it has no {property}."), layer.Where);
        return inner.ClassName is "LSTM" or "GRU" or "SimpleRNN"
            ? inner
            : throw ModelFormatException.Unsupported(
                layer.Where, $"of {Quoting.Quote(inner.ClassName)}: LSTM, GRU and SimpleRNN are known.");
    }

    private static SequenceOutput Returns(KerasLayer layer, List<string> notes)
    {
        if (layer.Config.Flag("time_major", false, layer.Where))
            notes.Add($"{layer.Where} has its sequences as [time, batch, features]; so has RnnGen.");
        if (layer.Config.Flag("stateful", false, layer.Where))
            notes.Add($"{layer.Where} keeps its state from batch to batch: carry the state on, as streams do.");
        return layer.Config.Flag("return_sequences", false, layer.Where) ? SequenceOutput.EveryStep : SequenceOutput.Final;
    }

    private static int CountOf(KerasLayer layer) => layer.Config.Flag("use_bias", true, layer.Where) ? 3 : 2;

    private static RecurrentCell Cell(KerasLayer layer, IReadOnlyList<ImportedTensor> tensors, bool? isThird)
    {
        int units = layer.Config.FindInteger("units", layer.Where) ?? throw ModelFormatException.Damaged(layer.Where, "it has no units.");
        ActivationFunction activation = OfGates(layer, "activation", "tanh", isThird);
        ActivationFunction recurrent = OfGates(layer, "recurrent_activation", "sigmoid", isThird);
        int gates = layer.ClassName switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        KerasCellWeights weights = KerasCells.Weights(tensors, units, gates, CountOf(layer) == 3, layer.Where);
        return gates switch
        {
            4 => KerasCells.Lstm(weights, activation, recurrent),
            3 => KerasCells.Gru(weights, ResetsAfter(layer, weights), activation, recurrent),
            _ => KerasCells.Simple(weights, activation),
        };
    }

    // Early versions of Keras reset before the product and had no such property.
    private static bool ResetsAfter(KerasLayer layer, KerasCellWeights weights) =>
        layer.Config.Flag("reset_after", weights.Bias is { Rank: 2 }, layer.Where);

    private static ActivationFunction OfGates(KerasLayer layer, string property, string absent, bool? isThird)
    {
        ActivationFunction function = KerasActivations.Read(layer.Config, property, absent, isThird, layer.Where);
        return function.Kind == ActivationKind.Softmax
            ? throw ModelFormatException.Unsupported(layer.Where, $"its {property} is softmax, which is none of gates.")
            : function;
    }
}

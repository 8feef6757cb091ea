using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>
/// A Keras model as JSON: <c>{"model": …, "weights": …}</c>, where the model is what <c>model.to_json()</c> gives, as an object or as text,
/// and the weights are <c>[w.tolist() for w in model.get_weights()]</c>, or such lists by the names of layers.
/// </summary>
internal static class KerasJsonReader
{
    private static readonly string[] s_keys = ["model", "architecture", "model_config", "config"];

    /// <summary>Whether an object is such a model.</summary>
    public static bool Recognizes(JsonElement root) =>
        root.Find("class_name") is not null || (root.Find("weights") is not null && s_keys.Any(key => root.Find(key) is not null));

    public static ImportedModel Read(JsonElement root, string name)
    {
        JsonElement model = Model(root);
        if (root.Find("weights") is not { } weights)
        {
            throw ModelFormatException.Unsupported(
                "", "This is the configuration of a Keras model without its weights: save the model whole, model.save(\"model.keras\").");
        }

        KerasTopology topology = KerasTopology.Read(model);
        return KerasModelReader.Read(topology, new Weights(weights), Version(root) ?? Version(model), name);
    }

    private static JsonElement Model(JsonElement root)
    {
        if (root.Find("class_name") is not null) return root;
        JsonElement model = s_keys.Select(key => root.Find(key)).First(value => value is not null)!.Value;
        return model.ValueKind != JsonValueKind.String
            ? model
            : JsonFile.Read(Encoding.UTF8.GetBytes(root.FindText(s_keys.First(key => root.Find(key) is not null))!), "Keras configuration");
    }

    // Keras 3 writes no version into to_json(), but the name under which a class is registered; Keras 2.12 and later write both.
    private static string? Version(JsonElement model) =>
        model.FindText("keras_version")
        ?? (model.ValueKind == JsonValueKind.Object && model.TryGetProperty("registered_name", out _) ? "3" : null);

    private sealed class Weights(JsonElement weights) : IKerasWeights
    {
        private int _at;

        public IReadOnlyList<ImportedTensor> Of(KerasLayer layer, int count)
        {
            if (weights.ValueKind == JsonValueKind.Object)
            {
                IReadOnlyList<JsonElement> own = JsonFile.Items(weights.Find(layer.Name) ?? default, $"{layer.Where}, weights");
                return own.Count == count ? Tensors(layer, own) : throw Wrong(layer, own.Count, count);
            }

            if (weights.ValueKind != JsonValueKind.Array) throw JsonFile.Unexpected(weights, "a list of tensors", "weights");
            if (weights.GetArrayLength() - _at < count) throw Wrong(layer, weights.GetArrayLength() - _at, count);
            ImportedTensor[] tensors = Tensors(layer, [.. Enumerable.Range(_at, count).Select(i => weights[i])]);
            _at += count;
            return tensors;
        }

        private static ImportedTensor[] Tensors(KerasLayer layer, IReadOnlyList<JsonElement> values) =>
            [.. values.Select((value, i) => JsonTensors.Read(value, FormattableString.Invariant($"{layer.Name}/{i}")))];

        private static ModelFormatException Wrong(KerasLayer layer, int found, int count) =>
            ModelFormatException.Damaged(layer.Where, $"there are {found} tensors left for it; expected {count}.");
    }
}

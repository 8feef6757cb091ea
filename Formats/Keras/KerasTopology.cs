using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>The layers of a model's configuration in the order of use: those of a Sequential, or of a Functional that is one
/// chain.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Listed">The layers in the order of the configuration.</param>
/// <param name="Chain">The same in the order of use.</param>
internal sealed record KerasTopology(string Name, IReadOnlyList<KerasLayer> Listed, IReadOnlyList<KerasLayer> Chain)
{
    private const int MostLayers = 10_000;

    /// <summary>Reads <c>{"class_name": "Sequential", "config": …}</c>.</summary>
    public static KerasTopology Read(JsonElement model)
    {
        string type = model.FindText("class_name") ?? throw ModelFormatException.Damaged("Keras configuration", "it has no class_name.");
        JsonElement config = model.Find("config") ?? throw ModelFormatException.Damaged("Keras configuration", "it has no config.");
        // Sequential models of Keras 1 and early 2 are a list of layers alone.
        JsonElement list = config.ValueKind == JsonValueKind.Array ? config : config.Find("layers") ?? default;
        IReadOnlyList<JsonElement> elements = JsonFile.Items(list, "Keras configuration, layers");
        if (elements.Count > MostLayers) throw ModelFormatException.Damaged("Keras configuration", $"it has {elements.Count} layers.");
        KerasLayer[] layers = [.. elements.Select(element => KerasLayer.Read(element, "Keras configuration"))];
        if (layers.Select(layer => layer.Name).Distinct(StringComparer.Ordinal).Count() < layers.Length)
            throw ModelFormatException.Damaged("Keras configuration", "two layers have one name.");
        return new KerasTopology(config.FindText("name") ?? "", layers, type switch
        {
            "Sequential" => layers,
            "Functional" or "Model" => Chained(layers, elements),
            _ => throw ModelFormatException.Unsupported(
                "Keras configuration",
                $"a model of the class {Quoting.Quote(type)}: Sequential and Functional are known. Its configuration holds no layers " +
                "that could be read; write the cell yourself and load its tensors by name."),
        });
    }

    private static List<KerasLayer> Chained(KerasLayer[] layers, IReadOnlyList<JsonElement> elements)
    {
        var after = new Dictionary<string, KerasLayer>(StringComparer.Ordinal);
        KerasLayer? first = null;
        for (int i = 0; i < layers.Length; i++)
        {
            HashSet<string> sources = new(StringComparer.Ordinal);
            if (elements[i].Find("inbound_nodes") is { } nodes) Sources(nodes, sources);
            if (sources.Count == 0 && first is null)
                first = layers[i];
            else if (sources.Count != 1 || !after.TryAdd(sources.Single(), layers[i]))
                throw NoChain(layers[i]);
        }

        var chain = new List<KerasLayer>();
        for (KerasLayer? at = first; at is not null && chain.Count < layers.Length; at = after.GetValueOrDefault(at.Name)) chain.Add(at);
        return chain.Count == layers.Length ? chain : throw NoChain(layers.Except(chain).First());
    }

    private static ModelFormatException NoChain(KerasLayer layer) => ModelFormatException.Unsupported(
        layer.Where,
        "its network is no single chain of layers, each of which gets what the one before hands on: branches, several inputs and initial " +
        "states from elsewhere are not carried over.");

    // ["lstm", 0, 0, {…}] in Keras 2, {"keras_history": ["lstm", 0, 0]} in Keras 3.
    private static void Sources(JsonElement node, HashSet<string> sources)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in node.EnumerateObject()) Sources(property.Value, sources);
        }

        if (node.ValueKind != JsonValueKind.Array) return;
        if (node.GetArrayLength() >= 3 && node[0].ValueKind == JsonValueKind.String && node[1].ValueKind == JsonValueKind.Number
            && node[2].ValueKind == JsonValueKind.Number)
        {
            sources.Add(KerasText(node[0]));
            return;
        }

        foreach (JsonElement item in node.EnumerateArray()) Sources(item, sources);
    }

    private static string KerasText(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw ModelFormatException.Damaged("Keras configuration", "a name is no Unicode.", e);
        }
    }
}

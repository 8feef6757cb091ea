using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>
/// A state_dict as JSON: tensors as nested lists under their names, as RTNeural's examples for PyTorch write it, or within
/// <c>{"model_data": {…, "skip": 1}, "state_dict": {…}}</c> as Automated-GuitarAmpModelling and the plugins of GuitarML do.
/// </summary>
internal static class JsonStateDictReader
{
    /// <summary>Whether an object is a state_dict, or holds one.</summary>
    public static bool Recognizes(JsonElement root) =>
        root.Find("state_dict") is not null || JsonFile.Properties(root, "").Any(property => TorchModules.IsRecurrent(property.Name));

    public static ImportedModel Read(JsonElement root, string name, ReadOptions options)
    {
        bool isWrapped = root.Find("state_dict") is not null;
        var tensors = new List<ImportedTensor>();
        var others = new List<string>();
        foreach ((string key, JsonElement value) in JsonFile.Properties(isWrapped ? root.GetProperty("state_dict") : root, "state_dict"))
        {
            if (JsonTensors.Recognizes(value)) tensors.Add(JsonTensors.Read(value, key));
            else others.Add(key);
        }

        ImportedModel model = StateDictReader.Read(
            [new StateDict("", tensors)], isOrdered: true, isWrapped ? "GuitarML" : "PyTorch (JSON)", name, options);
        if (others.Count > 0)
            model = model with { NotCarriedOver = [.. model.NotCarriedOver, $"What is no tensor: {Quoting.Join(others)}."] };
        return root.Find("model_data") is { } data ? Described(model, data) : model;
    }

    // forward of SimpleRNN in CoreAudioML/networks.py: lin(rec(x)) + x[:, :, 0:skip].
    private static ImportedModel Described(ImportedModel model, JsonElement data)
    {
        const string Where = "model_data";
        if (data.FindText("model") is { } kind && kind is not "SimpleRNN")
            throw ModelFormatException.Unsupported(
                Where, $"models of the kind {Quoting.Quote(kind)} are not carried over; SimpleRNN is known.");
        Agree(data, "input_size", model.InputSize);
        Agree(data, "output_size", model.OutputSize);
        if (data.FindInteger("num_layers", Where) is { } layers && layers != model.Layers.OfType<ImportedLayer.Recurrent>().Count())
            throw ModelFormatException.Damaged(Where, $"num_layers is {layers}; the tensors have another number.");
        ImportedLayer.Recurrent recurrent = model.Layers.OfType<ImportedLayer.Recurrent>().First();
        Agree(data, "hidden_size", recurrent.Directions[0].Cell.HiddenSize);
        string found = recurrent.Directions[0].Cell.Description;
        if (data.FindText("unit_type") is { } unit && !found.StartsWith(unit, System.StringComparison.Ordinal))
            throw ModelFormatException.Damaged(Where, $"unit_type is {Quoting.Quote(unit)}; the tensors are those of {found}.");
        int skip = data.FindInteger("skip", Where) ?? 0;
        if (skip == 0) return model;
        return skip == model.OutputSize && skip <= model.InputSize
            ? model with { Layers = [.. model.Layers, new ImportedLayer.AddInput("skip")] }
            : throw ModelFormatException.Unsupported(
                Where, $"skip is {skip}: {model.OutputSize} outputs need as many inputs added to them.");
    }

    private static void Agree(JsonElement data, string name, int found)
    {
        if (data.FindInteger(name, "model_data") is { } said && said != found)
            throw ModelFormatException.Damaged("model_data", $"{name} is {said}; the tensors have {found}.");
    }
}

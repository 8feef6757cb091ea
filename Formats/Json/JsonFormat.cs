using System;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>The formats that are JSON, told apart by the names of the outermost object.</summary>
internal sealed class JsonFormat : IModelFormat
{
    public string Name => "JSON of NAM, RTNeural, GuitarML, PyTorch or Keras";

    public bool Recognizes(ReadOnlySpan<byte> bytes, string fileName) => JsonFile.Recognizes(bytes);

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name) => Read(bytes, name, new ReadOptions());

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions options)
    {
        JsonElement root = JsonFile.Read(bytes, "file");
        if (root.Find("architecture") is { ValueKind: JsonValueKind.String } && root.Find("config") is not null)
            return NamReader.Read(root, name);
        if (root.Find("layers") is not null && root.Find("in_shape") is not null) return RtNeuralReader.Read(root, name);
        if (KerasJsonReader.Recognizes(root)) return KerasJsonReader.Read(root, name);
        return JsonStateDictReader.Recognizes(root)
            ? JsonStateDictReader.Read(root, name, options)
            : throw new ModelFormatException(
                ModelFailure.Unrecognized,
                "",
                $"JSON with {Quoting.Join(JsonFile.Properties(root, "").Select(property => property.Name))}, " +
                "which is no model of NAM, RTNeural, GuitarML, PyTorch or Keras.");
    }
}

using System;
using System.IO;
using System.Text;

namespace RnnGen.Formats;

/// <summary>Whole models of Keras: <c>.keras</c> (a zip archive of config.json, metadata.json and model.weights.h5) and
/// <c>.h5</c>.</summary>
internal sealed class KerasFormat : IModelFormat
{
    private const string NoNetwork =
        "This file holds weights without their network: save the model whole, model.save(\"model.keras\"), or load the " +
        "tensors by name into a cell of your own (KerasFile.ReadTensors).";

    public string Name => "Keras";

    public bool Recognizes(ReadOnlySpan<byte> bytes, string fileName) =>
        Hdf5File.Recognizes(bytes) || (ZipContainer.Recognizes(bytes) && (bytes.IndexOf("model.weights.h5"u8) >= 0 || IsNamed(fileName)));

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name) =>
        Hdf5File.Recognizes(bytes.Span) ? ReadHdf5(bytes, name) : ReadArchive(bytes, name);

    private static bool IsNamed(string fileName) => Path.GetExtension(fileName).Equals(".keras", StringComparison.OrdinalIgnoreCase);

    private static ImportedModel ReadHdf5(ReadOnlyMemory<byte> bytes, string name)
    {
        Hdf5Object root = Hdf5File.Open(bytes);
        string config = root.Text("model_config") ?? throw ModelFormatException.Unsupported("", NoNetwork);
        KerasTopology topology = KerasTopology.Read(JsonFile.Read(Encoding.UTF8.GetBytes(config), "model_config"));
        Hdf5Object weights = root.Find("model_weights") ?? throw ModelFormatException.Damaged("HDF5", "it has no group model_weights.");
        return KerasModelReader.Read(
            topology, new KerasHdf5Weights(weights), root.Text("keras_version") ?? weights.Text("keras_version"), name);
    }

    private static ImportedModel ReadArchive(ReadOnlyMemory<byte> bytes, string name)
    {
        ZipContainer archive = ZipContainer.Open(bytes);
        if (!archive.Has("config.json")) throw ModelFormatException.Damaged(
            "zip archive", $"it has no config.json, but {Quoting.Join(archive.Names)}.");
        KerasTopology topology = KerasTopology.Read(JsonFile.Read(archive.Read("config.json"), "config.json"));
        string? version = archive.Has("metadata.json")
            ? JsonFile.Read(archive.Read("metadata.json"), "metadata.json").FindText("keras_version")
            : null;
        if (!archive.Has("model.weights.h5"))
            throw ModelFormatException.Unsupported(
                "zip archive", $"it has no model.weights.h5, but {Quoting.Join(archive.Names)}: save it with weights in one HDF5 file.");
        return KerasModelReader.Read(
            topology, new KerasArchiveWeights(Hdf5File.Open(archive.Read("model.weights.h5")), topology.Listed), version, name);
    }
}

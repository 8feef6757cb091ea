using System;
using System.IO;

namespace RnnGen.Formats;

/// <summary>Checkpoints of PyTorch: <c>.pt</c>, <c>.pth</c>, <c>.ckpt</c>.</summary>
internal sealed class TorchFormat : IModelFormat
{
    public string Name => "PyTorch checkpoint";

    public bool Recognizes(ReadOnlySpan<byte> bytes, string fileName) =>
        TorchFile.IsLegacy(bytes) || (ZipContainer.Recognizes(bytes) && (bytes.IndexOf("data.pkl"u8) >= 0 || IsNamed(fileName)));

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name) => Read(bytes, name, new ReadOptions());

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions options) =>
        StateDictReader.Read(TorchFile.ReadDicts(bytes), isOrdered: true, "PyTorch", name, options);

    private static bool IsNamed(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() is ".pt" or ".pth" or ".ckpt";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>A state_dict of PyTorch in the safetensors format. Its tensors stand in the order of the alphabet.</summary>
internal sealed class SafetensorsFormat : IModelFormat
{
    public string Name => "safetensors";

    public bool Recognizes(ReadOnlySpan<byte> bytes, string fileName) =>
        bytes.Length > 8 && bytes[8] == (byte)'{' && BitConverter.ToUInt64(bytes) is > 0 and <= 100_000_000;

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name) => Read(bytes, name, new ReadOptions());

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions options) =>
        StateDictReader.Read([new StateDict("", ReadTensors(bytes))], isOrdered: false, "PyTorch (safetensors)", name, options);

    /// <summary>The tensors of numbers.</summary>
    public static IReadOnlyList<ImportedTensor> ReadTensors(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using MemoryStream stream = ByteStreams.Of(bytes);
            return [.. SafetensorsFile.Read(stream).Tensors.Select(Convert)];
        }
        catch (SafetensorsException e)
        {
            throw ModelFormatException.Damaged("safetensors", Quoting.Cut(e.Message), e);
        }
    }

    internal static ImportedTensor Convert(SafetensorsTensor tensor)
    {
        string where = $"tensor {Quoting.Quote(tensor.Name)}";
        int size = ElementType.Size(tensor.Dtype);
        if (size == 0) throw ModelFormatException.Unsupported(where, $"it has elements of {tensor.Dtype}: save it as F32.");
        if (tensor.Shape.Any(extent => extent > int.MaxValue)) throw ModelFormatException.Damaged(where, "its shape is beyond all memory.");
        var values = new double[tensor.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = ElementType.Read(tensor.Dtype, tensor.Bytes.Slice(i * size, size), bigEndian: false);
        return new ImportedTensor(tensor.Name, tensor.Dtype, [.. tensor.Shape.Select(extent => (int)extent)], values);
    }
}

using System;
using System.IO;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Reads the tensors of an ONNX model by name, for those who keep their own definition.
/// <code>
/// parameters.Load(OnnxFile.ReadTensors("model.onnx"), TensorMap.OnnxLstm("W", "R", "B"));
/// </code>
/// </summary>
public static class OnnxFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or has elements of a type that is not read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NamedTensors ReadTensors(string path) => ReadTensors(File.ReadAllBytes(path));

    /// <summary>Reads a file from memory.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or has elements of a type that is not read.</exception>
    public static NamedTensors ReadTensors(ReadOnlyMemory<byte> bytes)
    {
        var budget = new ReadingBudget(bytes.Length);
        return new(Onnx.OnnxFormat.Parse(bytes, budget).Initializers.Select(
            tensor => Onnx.OnnxTensors.Read(tensor, tensor.Name, budget)));
    }
}

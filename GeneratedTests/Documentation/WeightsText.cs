using System;
using System.Linq;
using RnnGen.Tests.Runtime;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// Files of weights in documents: a block of text whose first line is <c># amp.safetensors</c> lists the tensors, <c>W: F32 [12, 13]</c>.
/// The file has them, all zero.
/// </summary>
internal static class WeightsText
{
    /// <summary>Null for a block that is no such list.</summary>
    public static (string Path, byte[] Bytes)? File(string block)
    {
        string[] lines = block.TrimEnd('\n').Split('\n');
        return lines[0].StartsWith("# ", StringComparison.Ordinal) && lines[0].EndsWith(".safetensors", StringComparison.Ordinal)
            ? (lines[0][2..], TensorBytes.File([.. lines[1..].Select(Tensor)]))
            : null;
    }

    private static TensorBytes Tensor(string line)
    {
        string[] parts = line.Split([": ", " [", "]"], StringSplitOptions.None);
        int[] shape = [.. parts[2].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(extent => int.Parse(extent, null))];
        int size = parts[1] switch { "F64" or "I64" => 8, "F32" or "I32" => 4, _ => 2 };
        return new TensorBytes(parts[0], parts[1], shape, new byte[size * shape.Aggregate(1, (product, extent) => product * extent)]);
    }
}

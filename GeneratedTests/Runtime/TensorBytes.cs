using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Tests.Runtime;

/// <summary>A tensor of a file as another program would write it, of any element type.</summary>
internal sealed record TensorBytes(string Name, string Dtype, int[] Shape, byte[] Elements)
{
    /// <summary>Numbers that the element type holds exactly.</summary>
    public static TensorBytes Of(string name, string dtype, int[] shape, IEnumerable<double> values) =>
        new(name, dtype, shape, [.. values.SelectMany(value => Encode(dtype, value))]);

    /// <summary>The whole file.</summary>
    public static byte[] File(params TensorBytes[] tensors)
    {
        int end = 0;
        var header = tensors.ToDictionary(tensor => tensor.Name, tensor => (object)new Dictionary<string, object>
        {
            ["dtype"] = tensor.Dtype,
            ["shape"] = tensor.Shape,
            ["data_offsets"] = new[] { end, end += tensor.Elements.Length },
        });
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. tensors.SelectMany(tensor => tensor.Elements)];
    }

    public static MemoryStream Stream(params TensorBytes[] tensors) => new(File(tensors));

    private static byte[] Encode(string dtype, double value) => dtype switch
    {
        "F16" => BitConverter.GetBytes((Half)value),
        "BF16" => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)),
        "F32" => BitConverter.GetBytes((float)value),
        "F64" => BitConverter.GetBytes(value),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, null),
    };
}

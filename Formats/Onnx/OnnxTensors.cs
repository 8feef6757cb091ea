using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>Reads tensors of a graph, from raw_data or from the field of their type: exact in double, but for large integers.</summary>
internal static class OnnxTensors
{
    /// <summary>Element types of the standard by their number: the name in safetensors, and the bytes of one element.</summary>
    private static readonly Dictionary<int, (string Dtype, int Size)> s_types = new()
    {
        [1] = ("F32", 4),
        [2] = ("U8", 1),
        [3] = ("I8", 1),
        [6] = ("I32", 4),
        [7] = ("I64", 8),
        [9] = ("BOOL", 1),
        [10] = ("F16", 2),
        [11] = ("F64", 8),
        [16] = ("BF16", 2),
    };

    public static ImportedTensor Read(OnnxTensor tensor, string name, ReadingBudget budget)
    {
        string where = $"tensor '{name}'";
        if (!s_types.TryGetValue(tensor.ElementType, out (string Dtype, int Size) type))
            throw ModelFormatException.Unsupported(
                where, $"its elements are of type {tensor.ElementType}; float, double, float16, bfloat16 and integers are read.");
        if (tensor.DataLocation != 0)
            throw ModelFormatException.Unsupported(
                where, "its values stand in another file; save the model as one file (onnx.save with save_as_external_data=False).");
        int[] shape = ShapeOf(tensor, where, out long count);
        budget.Spend(count, sizeof(double), where);
        double[]? values = tensor.RawData.Length > 0
            ? Raw(tensor.RawData.Span, tensor.ElementType, type.Size, count, where)
            : Typed(tensor);
        values = values ?? (count == 0 ? [] : null);
        return values?.Length == count
            ? new ImportedTensor(name, type.Dtype, shape, values)
            : throw ModelFormatException.Damaged(where, $"{values?.Length ?? 0} elements; its shape asks for {count}.");
    }

    private static int[] ShapeOf(OnnxTensor tensor, string where, out long count)
    {
        Int128 product = 1;
        foreach (long extent in tensor.Extents)
        {
            product *= extent;
            if (extent is < 0 or > int.MaxValue || product > int.MaxValue)
                throw ModelFormatException.Damaged(where, $"an extent of {extent}, or more elements than fit into memory.");
        }
        count = (long)product;
        return [.. tensor.Extents.Select(extent => (int)extent)];
    }

    private static double[] Raw(ReadOnlySpan<byte> bytes, int type, int size, long count, string where)
    {
        if (bytes.Length != count * size)
            throw ModelFormatException.Damaged(where, $"{bytes.Length} bytes; its shape asks for {count * size}.");
        var values = new double[count];
        for (int i = 0; i < values.Length; i++) values[i] = Element(bytes[(i * size)..], type);
        return values;
    }

    private static double Element(ReadOnlySpan<byte> bytes, int type) => type switch
    {
        1 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        3 => (sbyte)bytes[0],
        6 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        7 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        10 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        11 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        16 => BFloat16(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        _ => bytes[0],
    };

    /// <summary>Halves stand as their bits in the low end of an integer.</summary>
    private static double[]? Typed(OnnxTensor tensor) => tensor.ElementType switch
    {
        1 => [.. tensor.FloatData.Select(value => (double)value)],
        7 => [.. tensor.Int64Data.Select(value => (double)value)],
        11 => [.. tensor.DoubleData],
        10 => [.. tensor.Int32Data.Select(value => (double)BitConverter.UInt16BitsToHalf((ushort)value))],
        16 => [.. tensor.Int32Data.Select(value => BFloat16((ushort)value))],
        _ => [.. tensor.Int32Data.Select(value => (double)value)],
    };

    /// <summary>The upper half of a float.</summary>
    private static double BFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}

using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Little-endian elements of a file as numbers of a cell. F16 (IEEE 754 binary16), BF16 (the upper half of a binary32) and F32 become any
/// type exactly; F64 is rounded to the nearest float.
/// </summary>
internal static class TensorConversion
{
    public static bool CanConvert(string dtype) => dtype is "F16" or "BF16" or "F32" or "F64";

    /// <summary>The first element that has no place in T: a finite F64 beyond the range of float. -1 where all have.</summary>
    public static int FirstBeyondRange<T>(string dtype, ReadOnlySpan<byte> bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int at = 0; dtype == "F64" && at < bytes.Length; at += sizeof(double))
        {
            double value = BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
            if (double.IsFinite(value) && !T.IsFinite(T.CreateTruncating(value)))
            {
                return at / sizeof(double);
            }
        }

        return -1;
    }

    /// <param name="dtype">One that <see cref="CanConvert"/> holds for.</param>
    /// <param name="bytes">The elements.</param>
    /// <param name="destination">As many elements.</param>
    public static void Convert<T>(string dtype, ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = SafetensorsDtypes.Size(dtype);
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            destination[i] = dtype switch
            {
                "F16" => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(element)),
                "BF16" => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16)),
                "F32" => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(element)),
                _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(element)),
            };
        }
    }

    /// <summary>Says what a conversion cannot do, or null.</summary>
    public static string? Refusal<T>(SafetensorsTensor tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string wanted = SafetensorsDtypes.Of<T>();
        if (!CanConvert(tensor.Dtype))
        {
            return $"is {tensor.Dtype}, which does not convert to {wanted}; F16, BF16, F32 and F64 do";
        }

        int beyond = FirstBeyondRange<T>(tensor.Dtype, tensor.Bytes);
        return beyond < 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"has a number beyond the range of {wanted} at index {beyond}");
    }
}

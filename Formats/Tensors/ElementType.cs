using System;
using System.Buffers.Binary;

namespace RnnGen.Formats;

/// <summary>The types of numbers in files: their names (those of safetensors), their bytes, and their values in double precision.</summary>
internal static class ElementType
{
    /// <summary>The bytes of an element; 0 for a type that is unknown.</summary>
    public static int Size(string type) => type switch
    {
        "I8" or "U8" or "BOOL" => 1,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "F32" or "I32" or "U32" => 4,
        "F64" or "I64" or "U64" => 8,
        _ => 0,
    };

    /// <summary>One element as a double: exact, but for integers beyond 2^53.</summary>
    /// <param name="type">A type that <see cref="Size"/> knows.</param>
    /// <param name="bytes">As many bytes as the type has.</param>
    /// <param name="bigEndian">Whether the most significant byte is the first.</param>
    public static double Read(string type, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        ulong bits = Bits(bytes, bigEndian);
        return type switch
        {
            "F16" => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            "BF16" => BitConverter.UInt32BitsToSingle((uint)bits << 16), // the upper half of an F32
            "F32" => BitConverter.UInt32BitsToSingle((uint)bits),
            "F64" => BitConverter.UInt64BitsToDouble(bits),
            "I8" => (sbyte)bits,
            "I16" => (short)bits,
            "I32" => (int)bits,
            "I64" => (long)bits,
            "U8" or "U16" or "U32" or "U64" => bits,
            "BOOL" => bits == 0 ? 0 : 1,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No type of numbers."),
        };
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, bool bigEndian) => (bytes.Length, bigEndian) switch
    {
        (1, _) => bytes[0],
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}

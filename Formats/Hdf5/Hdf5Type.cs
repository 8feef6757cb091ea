using System;

namespace RnnGen.Formats;

/// <summary>What the elements of an attribute or a dataset are.</summary>
internal enum Hdf5Kind
{
    /// <summary>A number of <see cref="ElementType"/>.</summary>
    Number,

    /// <summary>Text of a fixed number of bytes.</summary>
    FixedText,

    /// <summary>Text of any length in the global heap.</summary>
    HeapText,

    /// <summary>Bytes without a meaning.</summary>
    Opaque,

    /// <summary>What is not read here.</summary>
    Other,
}

/// <summary>A datatype message (section IV.A.2.d of the HDF5 file format).</summary>
/// <param name="Kind">What an element is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Number">The type of a number, such as F32; empty for others.</param>
/// <param name="IsBigEndian">Whether the most significant byte is the first.</param>
internal readonly record struct Hdf5Type(Hdf5Kind Kind, int Size, string Number, bool IsBigEndian)
{
    private const int FixedPoint = 0, FloatingPoint = 1, Text = 3, Opaque = 5, Variable = 9;

    public static Hdf5Type Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new Hdf5Cursor(bytes, "a datatype");
        int kind = cursor.Byte() & 15;
        ulong bits = cursor.Byte();
        cursor.Skip(2);
        ulong size = cursor.Integer(4);
        if (size is 0 or > int.MaxValue) throw ModelFormatException.Damaged("HDF5", $"a datatype has {size} bytes.");
        return kind switch
        {
            FixedPoint => Of(Integer((int)size, (bits & 8) != 0), (int)size, bits),
            FloatingPoint => Of(Floating(ref cursor, (int)size, bits), (int)size, bits),
            Text => new Hdf5Type(Hdf5Kind.FixedText, (int)size, "", false),
            Opaque => new Hdf5Type(Hdf5Kind.Opaque, (int)size, "", false),
            Variable when (bits & 15) == 1 && size == 16 => new Hdf5Type(Hdf5Kind.HeapText, 16, "", false),
            _ => new Hdf5Type(Hdf5Kind.Other, (int)size, "", false),
        };
    }

    private static Hdf5Type Of(string number, int size, ulong bits) =>
        new(number.Length > 0 ? Hdf5Kind.Number : Hdf5Kind.Other, size, number, (bits & 1) != 0);

    private static string Integer(int size, bool isSigned) => size switch
    {
        1 => isSigned ? "I8" : "U8",
        2 => isSigned ? "I16" : "U16",
        4 => isSigned ? "I32" : "U32",
        8 => isSigned ? "I64" : "U64",
        _ => "",
    };

    // Bit offset and precision, place and size of exponent and mantissa, bias of the exponent: those of IEEE 754, or of bfloat16.
    private static string Floating(ref Hdf5Cursor cursor, int size, ulong bits)
    {
        if ((bits & 64) != 0) return ""; // VAX
        ReadOnlySpan<byte> fields = cursor.Take(12);
        return (size, fields[4], fields[5], fields[6], fields[7], Hdf5Bytes.Integer(fields[8..12])) switch
        {
            (2, 10, 5, 0, 10, 15) => "F16",
            (2, 7, 8, 0, 7, 127) => "BF16",
            (4, 23, 8, 0, 23, 127) => "F32",
            (8, 52, 11, 0, 52, 1023) => "F64",
            _ => "",
        };
    }
}

using System;
using System.Text;

namespace RnnGen.Formats;

/// <summary>The heaps of an HDF5 file: text that lies elsewhere.</summary>
internal static class Hdf5Heaps
{
    private const int MostSteps = 1 << 16;

    /// <summary>A name in a local heap (section III.D), which ends with a zero.</summary>
    public static string Local(Hdf5Bytes file, ulong heap, ulong offset)
    {
        var cursor = new Hdf5Cursor(file.Signed(heap, "HEAP"u8, 28, "a local heap"), "a local heap");
        cursor.Skip(4); // version
        ulong size = cursor.Offset();
        cursor.Skip(8); // free list
        ReadOnlySpan<byte> data = file.At(cursor.Offset(), size, "the data of a local heap");
        if (offset >= size) throw ModelFormatException.Damaged("HDF5", $"a name lies at {offset} of a heap with {size} bytes.");
        ReadOnlySpan<byte> name = data[(int)offset..];
        int end = name.IndexOf((byte)0);
        if (end < 0) throw ModelFormatException.Damaged("HDF5", "a name in a local heap has no end.");
        file.Budget.Spend(end + 32L, sizeof(char), "HDF5, a name");
        return Encoding.UTF8.GetString(name[..end]);
    }

    /// <summary>An object of the global heap (section III.E).</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">Length, address of the collection, index in it: 4, 8 and 4 bytes.</param>
    public static ReadOnlySpan<byte> Global(Hdf5Bytes file, ReadOnlySpan<byte> reference)
    {
        ulong length = Hdf5Bytes.Integer(reference[..4]), address = Hdf5Bytes.Integer(reference[4..12]);
        ulong index = Hdf5Bytes.Integer(reference[12..]);
        if (length == 0) return [];
        var head = new Hdf5Cursor(file.Signed(address, "GCOL"u8, 12, "a global heap"), "a global heap");
        head.Skip(4); // version
        ulong size = head.Offset();
        var cursor = new Hdf5Cursor(file.At(address, size, "a global heap"), "a global heap");
        cursor.Skip(16);
        for (int steps = 0; cursor.Left >= 16 && steps < MostSteps; steps++)
        {
            ulong found = cursor.Integer(2);
            cursor.Skip(6); // references
            ulong bytes = cursor.Offset();
            if (found == 0) break; // the rest is free
            ReadOnlySpan<byte> data = cursor.Take(bytes);
            if (found == index && length <= bytes) return data[..(int)length];
            cursor.Skip(Math.Min((8 - bytes % 8) % 8, (ulong)cursor.Left));
        }

        throw ModelFormatException.Damaged("HDF5", $"the global heap at {address} has no object {index} of {length} bytes.");
    }
}

using System;

namespace RnnGen.Formats;

/// <summary>
/// A reader of the part of HDF5 that h5py and Keras write: groups as symbol tables or links, attributes of text, plain datasets of
/// numbers. What it does not know it refuses by name. The format: HDF5 File Format Specification, version 3.0.
/// </summary>
/// <remarks>
/// Why not a general HDF5 library: one was tried with 20,000 damaged copies of a file of 14 KB. It asked for more than 10 GB and took half
/// a minute for one of them, and the depth of its recursion is the file's. Files here come from strangers.
/// </remarks>
internal static class Hdf5File
{
    /// <summary>Whether the bytes are an HDF5 file.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The outermost group.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or of a kind that is not read here.</exception>
    public static Hdf5Object Open(ReadOnlyMemory<byte> bytes)
    {
        if (!Recognizes(bytes.Span)) throw ModelFormatException.Damaged("HDF5", "the file does not begin as one.");
        var file = new Hdf5Bytes(bytes);
        return new Hdf5Object(file, Root(file), "");
    }

    // A superblock (section II.A) of version 0 or 1, or of 2 or 3 (libver='latest').
    private static ulong Root(Hdf5Bytes file)
    {
        var cursor = new Hdf5Cursor(file.At(8, (ulong)Math.Min(file.Length - 8, 128), "the superblock"), "the superblock");
        int version = cursor.Byte();
        if (version > 3) throw ModelFormatException.Unsupported("HDF5", $"the superblock has the version {version}.");
        cursor.Skip(version < 2 ? 4u : 0);
        (byte offsets, byte lengths) = (cursor.Byte(), cursor.Byte());
        if (offsets != 8 || lengths != 8) throw ModelFormatException.Unsupported(
            "HDF5", $"addresses have {offsets} bytes, lengths {lengths}; 8 are read.");
        cursor.Skip(version switch { 0 => 9, 1 => 13, _ => 1 });
        if (cursor.Offset() is not 0 and var origin) throw ModelFormatException.Unsupported("HDF5", $"addresses begin at {origin}.");
        cursor.Skip(version < 2 ? 24 + 8u : 16); // free space, end, driver, name of the root; or extension, end
        return cursor.Offset();
    }
}

using System;
using System.Text;

namespace RnnGen.Formats;

/// <summary>Reads attribute messages (section IV.A.2.m of the HDF5 file format), versions 1 to 3.</summary>
internal static class Hdf5Attributes
{
    /// <summary>Name and value; null where type or extents are shared with another object, which no attribute of text has.</summary>
    public static (string Name, Hdf5Array Value)? Read(Hdf5Bytes file, Hdf5Message message)
    {
        var cursor = new Hdf5Cursor(message.Bytes(file), "an attribute");
        int version = cursor.Byte();
        byte flags = cursor.Byte();
        if (version is not (1 or 2 or 3)) throw ModelFormatException.Damaged("HDF5", $"an attribute has the version {version}.");
        ulong nameLength = cursor.Integer(2), typeLength = cursor.Integer(2), spaceLength = cursor.Integer(2);
        cursor.Skip(version == 3 ? 1u : 0); // character set
        ReadOnlySpan<byte> name = Padded(ref cursor, nameLength, version);
        ReadOnlySpan<byte> type = Padded(ref cursor, typeLength, version);
        ReadOnlySpan<byte> space = Padded(ref cursor, spaceLength, version);
        if ((version > 1 && (flags & 3) != 0) || message.IsShared) return null;
        file.Budget.Spend(name.Length + 64L, sizeof(char), "HDF5, an attribute");
        ulong at = message.Address + message.Length - (ulong)cursor.Left;
        int[] shape = Hdf5Array.Extents(space) ?? [0];
        return (Encoding.UTF8.GetString(name.TrimEnd((byte)0)), new Hdf5Array(Hdf5Type.Read(type), shape, at, (ulong)cursor.Left));
    }

    // In version 1 each part is padded to a multiple of 8 bytes.
    private static ReadOnlySpan<byte> Padded(ref Hdf5Cursor cursor, ulong length, int version)
    {
        ReadOnlySpan<byte> part = cursor.Take(length);
        if (version == 1) cursor.Skip((8 - length % 8) % 8);
        return part;
    }
}

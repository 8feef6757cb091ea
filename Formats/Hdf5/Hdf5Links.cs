using System;
using System.Collections.Generic;
using System.Text;

namespace RnnGen.Formats;

/// <summary>What a group holds: names and the addresses of object headers.</summary>
internal static class Hdf5Links
{
    private const ulong EntryLength = 40;

    /// <summary>The entries of a symbol table (a B-tree of nodes, names in a local heap: section III.A to III.C).</summary>
    public static void OfTable(Hdf5Bytes file, ReadOnlySpan<byte> message, List<(string Name, ulong Address)> links)
    {
        var cursor = new Hdf5Cursor(message, "a symbol table");
        ulong tree = cursor.Offset(), heap = cursor.Offset();
        OfTree(file, tree, heap, level: -1, links);
    }

    /// <summary>The link of a link message (section IV.A.2.g); soft and external links lead out of what is read here.</summary>
    public static (string Name, ulong Address)? OfMessage(Hdf5Bytes file, ReadOnlySpan<byte> message)
    {
        var cursor = new Hdf5Cursor(message, "a link");
        cursor.Skip(1);
        byte flags = cursor.Byte();
        byte type = (flags & 8) != 0 ? cursor.Byte() : (byte)0;
        cursor.Skip(((flags & 4) != 0 ? 8u : 0) + ((flags & 16) != 0 ? 1u : 0)); // order of creation, character set
        ReadOnlySpan<byte> name = cursor.Take(cursor.Integer(1 << (flags & 3)));
        file.Budget.Spend(name.Length + 32L, sizeof(char), "HDF5, a name");
        return type == 0 ? (Encoding.UTF8.GetString(name), cursor.Offset()) : null;
    }

    private static void OfTree(Hdf5Bytes file, ulong address, ulong heap, int level, List<(string, ulong)> links)
    {
        var cursor = new Hdf5Cursor(file.Signed(address, "TREE"u8, 20, "a B-tree"), "a B-tree");
        (byte type, byte height) = (cursor.Byte(), cursor.Byte());
        ulong count = cursor.Integer(2);
        // Children lie one level below: a tree that names itself has no way to do so.
        if (type != 0 || (level >= 0 && height != level - 1) || height > 16)
            throw ModelFormatException.Damaged("HDF5", $"the B-tree at {address} has the type {type} and the level {height}.");
        var entries = new Hdf5Cursor(file.At(address + 24, count * 16, "a B-tree"), "a B-tree");
        for (ulong i = 0; i < count; i++)
        {
            entries.Skip(8); // key
            ulong child = entries.Offset();
            file.Budget.Spend(256, 1, "HDF5, a B-tree"); // nodes may name the same child many times over
            if (height > 0)
                OfTree(file, child, heap, height, links);
            else
                OfNode(file, child, heap, links);
        }
    }

    private static void OfNode(Hdf5Bytes file, ulong address, ulong heap, List<(string, ulong)> links)
    {
        var head = new Hdf5Cursor(file.Signed(address, "SNOD"u8, 4, "a symbol table's node"), "a symbol table's node");
        head.Skip(2); // version
        ulong count = head.Integer(2);
        var cursor = new Hdf5Cursor(file.At(address + 8, count * EntryLength, "a symbol table's node"), "a symbol table's node");
        for (ulong i = 0; i < count; i++)
        {
            ulong name = cursor.Offset(), header = cursor.Offset();
            ulong cache = cursor.Integer(4);
            cursor.Skip(20);
            if (cache == 2) continue; // a soft link
            links.Add((Hdf5Heaps.Local(file, heap, name), header));
        }
    }
}

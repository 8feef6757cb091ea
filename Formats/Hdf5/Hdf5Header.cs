using System;
using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>Reads the messages of an object header, of version 1 (what h5py writes) or 2 (with libver='latest').</summary>
internal static class Hdf5Header
{
    private const int MostMessages = 100_000, MostBlocks = 10_000;

    /// <summary>The messages of the object at an address, those of continuation blocks included.</summary>
    public static IReadOnlyList<Hdf5Message> Read(Hdf5Bytes file, ulong address)
    {
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(ulong Address, ulong Length)>();
        bool isSecond = file.At(address, 4, "an object header").SequenceEqual("OHDR"u8);
        bool isOrdered = false;
        blocks.Enqueue(isSecond ? Second(file, address, out isOrdered) : First(file, address));
        for (int count = 0; blocks.TryDequeue(out (ulong Address, ulong Length) block); count++)
        {
            if (count > MostBlocks || messages.Count > MostMessages)
                throw ModelFormatException.Damaged("HDF5", $"the object header at {address} has no end.");
            // Each message costs an object here, and blocks may name each other.
            file.Budget.Spend((long)block.Length + 64, 4, $"HDF5, the object header at {address}");
            Messages(file, block.Address, block.Length, isSecond, isOrdered, messages, blocks);
        }

        return messages;
    }

    private static (ulong Address, ulong Length) First(Hdf5Bytes file, ulong address)
    {
        var cursor = new Hdf5Cursor(file.At(address, 16, "an object header"), "an object header");
        if (cursor.Byte() is not 1 and var version)
            throw ModelFormatException.Damaged("HDF5", $"the object header at {address} has the version {version}.");
        cursor.Skip(7); // reserved, number of messages, references
        return (address + 16, cursor.Integer(4));
    }

    private static (ulong Address, ulong Length) Second(Hdf5Bytes file, ulong address, out bool isOrdered)
    {
        var cursor = new Hdf5Cursor(file.At(address + 4, 2, "an object header"), "an object header");
        if (cursor.Byte() is not 2 and var version)
            throw ModelFormatException.Damaged("HDF5", $"the object header at {address} has the version {version}.");
        byte flags = cursor.Byte();
        isOrdered = (flags & 4) != 0;
        ulong at = address + 6 + ((flags & 32) != 0 ? 16u : 0) + ((flags & 16) != 0 ? 4u : 0); // times, phase changes of attributes
        int size = 1 << (flags & 3);
        return (at + (ulong)size, Hdf5Bytes.Integer(file.At(at, (ulong)size, "an object header")));
    }

    private static void Messages(
        Hdf5Bytes file,
        ulong address,
        ulong length,
        bool isSecond,
        bool isOrdered,
        List<Hdf5Message> messages,
        Queue<(ulong, ulong)> blocks)
    {
        int head = isSecond ? isOrdered ? 6 : 4 : 8;
        var cursor = new Hdf5Cursor(file.At(address, length, "a block of messages"), "a block of messages");
        while (cursor.Left >= head) // what is left over in version 2 is a gap
        {
            int kind = (int)cursor.Integer(isSecond ? 1 : 2);
            ulong size = cursor.Integer(2);
            byte flags = cursor.Byte();
            cursor.Skip((ulong)head - (isSecond ? 4u : 5u));
            ulong at = address + length - (ulong)cursor.Left;
            cursor.Skip(size);
            var message = new Hdf5Message((Hdf5MessageKind)kind, flags, at, size);
            if (message.Kind == Hdf5MessageKind.Continuation)
                blocks.Enqueue(Continued(file, message, isSecond));
            else
                messages.Add(message);
        }
    }

    // In version 2 a block has a signature before, and a checksum behind it.
    private static (ulong Address, ulong Length) Continued(Hdf5Bytes file, Hdf5Message message, bool isSecond)
    {
        var cursor = new Hdf5Cursor(message.Bytes(file), "a continuation");
        ulong address = cursor.Offset(), length = cursor.Offset();
        if (!isSecond) return (address, length);
        if (length < 8) throw ModelFormatException.Damaged("HDF5", $"a block of messages has {length} bytes.");
        file.Signed(address, "OCHK"u8, length - 4, "a block of messages");
        return (address + 4, length - 8);
    }
}

using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// A state as bytes, all numbers little-endian: a mark of 8 bytes; the version of the format, the bytes of an element and the number of
/// elements, 4 bytes each; the cell's fingerprint, 16; the elements of all states in the order of the definition; a checksum of it, 8.
/// </summary>
internal static class StateFormat
{
    private const int Version = 1, VersionAt = 8, ElementAt = 12, CountAt = 16, FingerprintAt = 20, Header = 36, Checksum = 8;

    private static ReadOnlySpan<byte> Mark => "RnnState"u8;

    public static int Length(CellInfo info)
    {
        int elements = 0;
        foreach (Slot state in info.StateSlots)
        {
            elements = checked(elements + state.Length);
        }

        return checked(Header + elements * info.ElementSize + Checksum);
    }

    /// <summary>The bytes that a state needs.</summary>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public static int RequireRoom(CellInfo info, ReadOnlySpan<byte> destination)
    {
        int length = Length(info);
        return destination.Length >= length ? length : throw new ArgumentException(
            $"destination has {Text(destination.Length)} bytes; {Text(length)} needed for a state of {info.Name}.", nameof(destination));
    }

    /// <param name="info">The cell.</param>
    /// <param name="bank">Its states.</param>
    /// <param name="to">Exactly as many bytes as they need.</param>
    public static void Write<T>(CellInfo info, ReadOnlySpan<T> bank, Span<byte> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Mark.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[VersionAt..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(to[ElementAt..], info.ElementSize);
        BinaryPrimitives.WriteInt32LittleEndian(to[CountAt..], (to.Length - Header - Checksum) / info.ElementSize);
        BinaryPrimitives.WriteUInt128LittleEndian(to[FingerprintAt..], Fingerprint(info));
        Span<byte> elements = to[Header..^Checksum];
        foreach (Slot slot in info.StateSlots)
        {
            ReadOnlySpan<byte> values = MemoryMarshal.AsBytes(bank.Slice(slot.Offset, slot.Length));
            values.CopyTo(elements);
            Turn<T>(elements[..values.Length]);
            elements = elements[values.Length..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(to[^Checksum..], Fnv1a(to[..^Checksum]));
    }

    /// <exception cref="InvalidDataException">The bytes are not those of a state of this cell; nothing has changed.</exception>
    public static void Read<T>(ReadOnlySpan<byte> from, CellInfo info, Span<T> bank)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Mistake(from, info) is { } mistake)
        {
            throw new InvalidDataException(mistake);
        }

        ReadOnlySpan<byte> elements = from[Header..^Checksum];
        foreach (Slot slot in info.StateSlots)
        {
            Span<byte> values = MemoryMarshal.AsBytes(bank.Slice(slot.Offset, slot.Length));
            elements[..values.Length].CopyTo(values);
            Turn<T>(values);
            elements = elements[values.Length..];
        }
    }

    /// <summary>Why the bytes are not those of a state of this cell; null where they are.</summary>
    private static string? Mistake(ReadOnlySpan<byte> from, CellInfo info)
    {
        if (from.Length < Header || !from.StartsWith(Mark))
        {
            return $"These {Text(from.Length)} bytes are no saved state.";
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(from[VersionAt..]);
        if (version != Version)
        {
            return $"The state is saved in version {Text(version)} of the format; {Text(Version)} is known.";
        }

        UInt128 fingerprint = BinaryPrimitives.ReadUInt128LittleEndian(from[FingerprintAt..]);
        if (fingerprint != Fingerprint(info))
        {
            return $"The state is of another cell, or {info.Name} has changed since: its fingerprint is " +
                $"{fingerprint.ToString("x32", CultureInfo.InvariantCulture)}, {info.Fingerprint} needed.";
        }

        int element = BinaryPrimitives.ReadInt32LittleEndian(from[ElementAt..]);
        if (element != info.ElementSize)
        {
            return $"The state has elements of {Text(element)} bytes; {info.Name} has elements of {Text(info.ElementSize)}.";
        }

        if (from.Length != Length(info))
        {
            return $"There are {Text(from.Length)} bytes; {Text(Length(info))} needed for a state of {info.Name}.";
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(from[^Checksum..]) == Fnv1a(from[..^Checksum])
            ? null
            : $"The bytes have changed since the state of {info.Name} was saved: the checksum is another.";
    }

    private static UInt128 Fingerprint(CellInfo info) =>
        UInt128.Parse(info.Fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>To the other order of bytes where the machine's is not little-endian.</summary>
    private static void Turn<T>(Span<byte> elements)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            return;
        }

        for (int i = 0; i < elements.Length; i += Unsafe.SizeOf<T>())
        {
            elements.Slice(i, Unsafe.SizeOf<T>()).Reverse();
        }
    }

    // FNV-1a, 64 bits (Fowler, Noll, Vo; RFC 9923): it finds accidents, not forgers.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Fnv1a(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (byte b in bytes)
        {
            hash = unchecked((hash ^ b) * 0x00000100000001b3);
        }

        return hash;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

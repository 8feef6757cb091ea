using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;

namespace RnnGen;

/// <summary>Reads the parts of a safetensors stream, trusting no length that the bytes themselves do not back.</summary>
internal static class SafetensorsReader
{
    private const int FirstChunk = 1 << 20, Start = 8;

    public static SafetensorsHeader ReadHeader(Stream stream)
    {
        byte[] start = ReadBytes(stream, Start, "the header's length");
        long length = HeaderLength(start);
        int first = length == 0 ? 0 : stream.ReadByte();
        RequireBrace(start, first);
        ReadOnlySpan<byte> begun = first < 0 ? [] : [(byte)first];
        return SafetensorsHeader.Parse(ReadBytes(stream, length, "the header", begun));
    }

    /// <summary>The header of a whole file, and where the data begin, which have exactly the length that the header says.</summary>
    public static (SafetensorsHeader Header, int DataStart) ReadHeader(ReadOnlySpan<byte> file)
    {
        RequireLength(file.Length, Start, "the header's length");
        long length = HeaderLength(file[..Start]);
        RequireBrace(file, length == 0 ? 0 : file.Length > Start ? file[Start] : -1);
        RequireLength(file.Length - Start, length, "the header");
        int dataStart = Start + (int)length;
        SafetensorsHeader header = SafetensorsHeader.Parse(file[Start..dataStart]);
        RequireLength(file.Length - dataStart, header.DataLength, "its data");
        if (file.Length - dataStart > header.DataLength)
        {
            throw BytesBehind();
        }

        return (header, dataStart);
    }

    /// <summary>Grows with what has arrived, so that a short file with a large claim costs no memory.</summary>
    /// <param name="stream">Read from where it stands.</param>
    /// <param name="length">The bytes that are wanted.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="begun">The first of them, where they have been read already.</param>
    public static byte[] ReadBytes(Stream stream, long length, string what, ReadOnlySpan<byte> begun = default)
    {
        if (length > Array.MaxLength)
        {
            throw new SafetensorsException(string.Create(CultureInfo.InvariantCulture, $"{what} has {length} bytes: too large to load."));
        }

        var bytes = new byte[(int)Math.Min(length, FirstChunk)];
        begun.CopyTo(bytes);
        int filled = begun.Length;
        while (true)
        {
            int read = stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < bytes.Length)
            {
                RequireLength(filled, length, what);
            }

            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    public static void RequireEnd(Stream stream)
    {
        if (stream.ReadByte() >= 0)
        {
            throw BytesBehind();
        }
    }

    private static long HeaderLength(ReadOnlySpan<byte> start)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        return length <= SafetensorsHeader.MaximumLength
            ? (long)length
            : throw NoSafetensors(start, string.Create(
                CultureInfo.InvariantCulture,
                $"The header claims {length} bytes, more than the {SafetensorsHeader.MaximumLength} that the format allows: " +
                $"this is no safetensors file."));
    }

    /// <param name="start">How the file begins.</param>
    /// <param name="first">The header's first byte; -1 where the file ends before it.</param>
    private static void RequireBrace(ReadOnlySpan<byte> start, int first)
    {
        if (first is not ('{' or -1))
        {
            throw NoSafetensors(start[..Start], "The header does not start with '{': this is no safetensors file.");
        }
    }

    private static void RequireLength(long found, long needed, string what)
    {
        if (found < needed)
        {
            throw new SafetensorsException(string.Create(
                CultureInfo.InvariantCulture, $"The file ends within {what}: {found} bytes of {needed}."));
        }
    }

    private static SafetensorsException BytesBehind() =>
        new("There are bytes after the last tensor that the header does not account for.");

    private static SafetensorsException NoSafetensors(ReadOnlySpan<byte> start, string message) =>
        new(FileSignatures.Describe(start) ?? message);
}

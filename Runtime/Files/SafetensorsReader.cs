using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;

namespace RnnGen;

/// <summary>Reads the parts of a safetensors stream, trusting no length that the bytes themselves do not back.</summary>
internal static class SafetensorsReader
{
    private const int FirstChunk = 1 << 20;

    public static SafetensorsHeader ReadHeader(Stream stream)
    {
        byte[] start = ReadBytes(stream, 8, "the header's length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > SafetensorsHeader.MaximumLength)
        {
            throw NoSafetensors(start, string.Create(
                CultureInfo.InvariantCulture,
                $"The header claims {length} bytes, more than the {SafetensorsHeader.MaximumLength} that the format allows: " +
                $"this is no safetensors file."));
        }

        int first = length == 0 ? 0 : stream.ReadByte();
        if (first is not ('{' or -1))
        {
            throw NoSafetensors(start, "The header does not start with '{': this is no safetensors file.");
        }

        ReadOnlySpan<byte> begun = first < 0 ? [] : [(byte)first];
        return SafetensorsHeader.Parse(ReadBytes(stream, (long)length, "the header", begun));
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
                throw new SafetensorsException(string.Create(
                    CultureInfo.InvariantCulture, $"The file ends within {what}: {filled} bytes of {length}."));
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
            throw new SafetensorsException("There are bytes after the last tensor that the header does not account for.");
        }
    }

    private static SafetensorsException NoSafetensors(ReadOnlySpan<byte> start, string message) =>
        new(FileSignatures.Describe(start) ?? message);
}

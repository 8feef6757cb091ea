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
        byte[] prefix = ReadBytes(stream, 8, "the header's length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaximumLength)
        {
            throw new SafetensorsException(string.Create(
                CultureInfo.InvariantCulture,
                $"The header claims {length} bytes, more than the {SafetensorsHeader.MaximumLength} that the format allows."));
        }

        return SafetensorsHeader.Parse(ReadBytes(stream, (long)length, "the header"));
    }

    /// <summary>Grows with what has arrived, so that a short file with a large claim costs no memory.</summary>
    public static byte[] ReadBytes(Stream stream, long length, string what)
    {
        if (length > Array.MaxLength)
        {
            throw new SafetensorsException(string.Create(CultureInfo.InvariantCulture, $"{what} has {length} bytes: too large to load."));
        }

        var bytes = new byte[(int)Math.Min(length, FirstChunk)];
        int filled = 0;
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
}

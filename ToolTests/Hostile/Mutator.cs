using System;
using System.Buffers.Binary;
using System.Linq;

namespace RnnGen.ToolTests.Hostile;

/// <summary>Damages a file in a way that a seed decides: what a disk, a network or an attacker might make of it.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly ulong[] s_boundaries =
    [
        0, 1, 2, 3, 7, 8, 15, 16, 64, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF,
        0x100000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    private static readonly string[] s_tokens =
    [
        "null", "true", "-1", "0", "1", "2147483647", "1e999", "1e308", "-0.0", "9223372036854775807", "[]", "{}", "\"\"", "\"\\ud800\"",
        "[[]]", "[null]", "{\"a\":1,\"a\":2}", "NaN", "\"LSTM\"", "\"layers\"", ",", ":", "[", "]", "{", "}", "1.5", "\"name\"",
        "[[1,2],[3]]", "1e-999",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy.</summary>
    /// <param name="file">The file.</param>
    /// <param name="other">Another one, of which parts may be spliced in.</param>
    /// <param name="isText">Whether tokens of JSON may be put into it.</param>
    public byte[] Mutate(byte[] file, byte[] other, bool isText)
    {
        byte[] bytes = [.. file];
        for (int count = 1 + _random.Next(3); count > 0 && bytes.Length > 0; count--) bytes = Once(bytes, other, isText);
        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other, bool isText)
    {
        int at = _random.Next(bytes.Length);
        switch (_random.Next(isText ? 12 : 9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2 or 3:
                return Boundary(bytes, at);
            case 4:
                return bytes[..at];
            case 5:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + _random.Next(64))..]];
            case 6:
                return [.. bytes[..at], .. Part(other, 256), .. bytes[at..]];
            case 7:
                byte[] part = Part(bytes, 64);
                part.AsSpan(0, Math.Min(part.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            case 8:
                byte[] repeated = Part(bytes, 24);
                return [.. bytes[..at], .. Enumerable.Repeat(repeated, 1 + _random.Next(20)).SelectMany(p => p), .. bytes[at..]];
            default:
                return Token(bytes, at);
        }
    }

    private byte[] Boundary(byte[] bytes, int at)
    {
        ulong value = _random.Next(4) == 0 ? (ulong)(bytes.Length + _random.Next(-2, 3)) : s_boundaries[_random.Next(s_boundaries.Length)];
        Span<byte> field = stackalloc byte[8];
        if (_random.Next(8) == 0) BinaryPrimitives.WriteUInt64BigEndian(field, value);
        else BinaryPrimitives.WriteUInt64LittleEndian(field, value);
        int width = 1 << _random.Next(4);
        field[..Math.Min(width, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    // In the place of the number, the name or the bracket that stands there.
    private byte[] Token(byte[] bytes, int at)
    {
        int end = at;
        while (end < bytes.Length && bytes[end] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)':')) end++;
        while (at > 0 && bytes[at - 1] is not ((byte)',' or (byte)'[' or (byte)'{' or (byte)':')) at--;
        string token = _random.Next(40) == 0 ? new string('[', 20_000) : s_tokens[_random.Next(s_tokens.Length)];
        return [.. bytes[..at], .. token.Select(c => (byte)c), .. bytes[end..]];
    }

    private byte[] Part(byte[] bytes, int most)
    {
        if (bytes.Length == 0) return [];
        int from = _random.Next(bytes.Length);
        return bytes[from..Math.Min(bytes.Length, from + 1 + _random.Next(most))];
    }
}

using System;
using System.Collections.Generic;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// Counts the messages and texts of a file before it is parsed: each becomes an object, whatever its length, so that a file of empty ones
/// would take a hundred times its size. Follows the messages of onnx.proto, and nothing else.
/// </summary>
internal static class OnnxScan
{
    // What an object of the parser takes with its lists; files of exporters have one for every 20 bytes and more.
    private const int BytesOfObject = 200;

    private static readonly Dictionary<(string Message, int Field), string> s_inner = new()
    {
        [("model", 7)] = "graph",
        [("model", 8)] = "set",
        [("model", 14)] = "property",
        [("graph", 1)] = "node",
        [("graph", 5)] = "tensor",
        [("graph", 11)] = "argument",
        [("graph", 12)] = "argument",
        [("node", 5)] = "attribute",
        [("attribute", 5)] = "tensor",
        [("attribute", 6)] = "graph",
        [("argument", 2)] = "type",
        [("type", 1)] = "tensor type",
        [("tensor type", 2)] = "shape",
        [("shape", 1)] = "dimension",
    };

    public static void Check(ReadOnlySpan<byte> file, ReadingBudget budget) => Check(file, 0, "model", budget);

    private static void Check(ReadOnlySpan<byte> message, long offset, string kind, ReadingBudget budget)
    {
        int at = 0;
        while (at < message.Length)
        {
            int start = at;
            ulong tag = Varint(message, ref at, offset);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at, offset);
                    break;
                case 1:
                    Skip(message, ref at, 8, offset);
                    break;
                case 2:
                    ulong length = Varint(message, ref at, offset);
                    int begin = at;
                    Skip(message, ref at, length, offset);
                    budget.Spend(1, BytesOfObject, Where(offset + start));
                    if (tag >> 3 < 100 && s_inner.TryGetValue((kind, (int)(tag >> 3)), out string? inner))
                    {
                        budget.Enter(Where(offset + start));
                        Check(message[begin..at], offset + begin, inner, budget);
                        budget.Leave();
                    }
                    break;
                case 5:
                    Skip(message, ref at, 4, offset);
                    break;
                default:
                    throw ModelFormatException.Damaged(Where(offset + start), $"a field of the unknown wire type {tag & 7}.");
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at, long offset)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (at == message.Length) break;
            byte next = message[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
        throw ModelFormatException.Damaged(Where(offset + at), "a number ends in the middle or is longer than 64 bits.");
    }

    private static void Skip(ReadOnlySpan<byte> message, ref int at, ulong length, long offset)
    {
        if (length > (ulong)(message.Length - at))
            throw ModelFormatException.Damaged(Where(offset + at), $"{length} bytes are announced, {message.Length - at} are left.");
        at += (int)length;
    }

    private static string Where(long offset) => $"ONNX, byte {offset}";
}

using System;
using System.Runtime.InteropServices;
using System.Text;

namespace RnnGen.Formats;

/// <summary>What the opcodes stand on: the stack with its marks, and the bytes that are left.</summary>
internal sealed partial class PickleReader
{
    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Damaged("takes from an empty stack");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    // What lies below the last mark is out of reach until the mark is taken.
    private int Floor => _marks.Count == 0 ? 0 : _marks[^1];

    private object?[] PopTuple(int count)
    {
        if (_stack.Count - count < Floor)
        {
            throw Damaged("takes from an empty stack");
        }

        object?[] values = CollectionsMarshal.AsSpan(_stack)[^count..].ToArray(); // a slice of the list would be another list
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw Damaged("has no mark");
        }

        object?[] values = PopTuple(_stack.Count - Floor);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }

    private byte ReadByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Damaged($"needs {count} more bytes, of which {_bytes.Length - _at} are left");
        }

        ReadOnlySpan<byte> taken = _bytes.AsSpan(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private long ReadLength(int bytes)
    {
        ReadOnlySpan<byte> taken = Take(bytes);
        long length = bytes == 4 ? BitConverter.ToUInt32(taken) : BitConverter.ToInt64(taken);
        return length >= 0 ? length : throw Damaged("has a length below zero");
    }

    // Two's complement, the least significant byte first.
    private long ReadLong(long length)
    {
        ReadOnlySpan<byte> bytes = Take(length);
        if (length > 8)
        {
            throw Damaged("has an integer of more than 64 bits");
        }

        long value = length > 0 && (sbyte)bytes[^1] < 0 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private string ReadText(long length) => Encoding.UTF8.GetString(Take(length));

    private string ReadLine()
    {
        int length = _bytes.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Damaged("has a name without end");
        }

        string line = ReadText(length);
        _at++;
        return line;
    }
}

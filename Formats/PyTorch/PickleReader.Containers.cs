using System;
using System.Text;

namespace RnnGen.Formats;

/// <summary>The opcodes of lists, tuples, dicts and objects, and the stack beneath them.</summary>
internal sealed partial class PickleReader
{
    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(': _marks.Add(_stack.Count); return true;
            case (byte)'0': Pop(); return true;
            case (byte)'1': PopToMark(); return true;
            case (byte)'2': Push(Peek()); return true;
            case (byte)']': Push(new PickleList()); return true;
            case (byte)'}': Push(new PickleDict()); return true;
            case (byte)')': Push(Array.Empty<object?>()); return true;
            case 0x85: Push(PopTuple(1)); return true;
            case 0x86: Push(PopTuple(2)); return true;
            case 0x87: Push(PopTuple(3)); return true;
            case (byte)'t': Push(PopToMark()); return true;
            case (byte)'l': Push(Filled(new PickleList(), PopToMark())); return true;
            case (byte)'d': Push(Filled(new PickleDict(), PopToMark())); return true;
            case (byte)'a': Append(PopTuple(1)); return true;
            case (byte)'e': Append(PopToMark()); return true;
            case (byte)'s': SetItems(PopTuple(2)); return true;
            case (byte)'u': SetItems(PopToMark()); return true;
            default: return false;
        }
    }

    private bool Object(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'c':
                string module = ReadLine();
                Push(Known(new PickleGlobal(module, ReadLine())));
                return true;
            case 0x93:
                object?[] names = PopTuple(2);
                if (names is not [string from, string name]) throw Damaged("names something by no string");
                Push(Known(new PickleGlobal(from, name)));
                return true;
            case (byte)'R': Reduce(PopTuple(2)); return true;
            case (byte)'b': Build(Pop()); return true;
            case (byte)'Q': Push(Storage(Pop())); return true;
            default: return false;
        }
    }

    private static PickleGlobal Known(PickleGlobal global) =>
        PickleGlobals.IsKnown(global) ? global : throw Refused($"the name {Quoting.Quote(global.ToString())}");

    private void Reduce(object?[] call)
    {
        if (call is not [PickleGlobal global, object?[] arguments])
        {
            throw Damaged("calls what is no name");
        }

        Push(PickleGlobals.Make(global, arguments) ?? throw Refused(
            $"{Quoting.Quote(global.ToString())} with other arguments than a tensor has"));
    }

    // A state_dict is an OrderedDict with the attribute _metadata, the versions of its modules: of no use here.
    private void Build(object? attributes)
    {
        if (Peek() is not PickleDict || attributes is not PickleDict)
        {
            throw Refused("attributes of an object (BUILD)");
        }
    }

    // ('storage', torch.FloatStorage, key, device, number of elements)
    private PickleStorage Storage(object? id) =>
        id is object?[] and ["storage", PickleGlobal global, string key, string, long count]
        && PickleGlobals.StorageType(global) is { } type
            ? new PickleStorage(type, key, count)
            : throw Damaged("refers to something outside that is no storage of a tensor");

    private void Append(object?[] values)
    {
        if (Peek() is not PickleList list)
        {
            throw Damaged("appends to what is no list");
        }

        Filled(list, values);
    }

    private void SetItems(object?[] values)
    {
        if (Peek() is not PickleDict dict)
        {
            throw Damaged("sets items of what is no dict");
        }

        Filled(dict, values);
    }

    private static PickleList Filled(PickleList list, object?[] values)
    {
        foreach (object? value in values)
        {
            list.Add(value);
        }

        return list;
    }

    private PickleDict Filled(PickleDict dict, object?[] values)
    {
        if (values.Length % 2 != 0)
        {
            throw Damaged("has a key without a value");
        }

        for (int i = 0; i < values.Length; i += 2)
        {
            dict.Add(values[i], values[i + 1]);
        }

        return dict;
    }

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

        object?[] values = [.. _stack[^count..]];
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

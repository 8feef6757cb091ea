using System;

namespace RnnGen.Formats;

/// <summary>The opcodes of lists, tuples, dicts and objects.</summary>
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
}

using System;
using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Formats;

/// <summary>
/// Reads a pickle of protocol 2 to 5 as plain data: tensors, dicts, lists, tuples, numbers, strings, bools and None. A pickle is a
/// program for a stack machine; this machine has only the opcodes that build such data, and only the names of
/// <see cref="PickleGlobals"/>. Every other opcode and name is refused by name. Nothing is ever executed.
/// The format: pickletools.py of Python.
/// </summary>
/// <remarks>
/// The values are null, bool, long, double, string, object?[] (a tuple), <see cref="PickleList"/>, <see cref="PickleDict"/>,
/// <see cref="PickleGlobal"/>, <see cref="PickleStorage"/> and <see cref="PickleTensor"/>. Through the memo lists and dicts may hold
/// themselves: whoever walks the result needs a limit of depth.
/// </remarks>
internal sealed partial class PickleReader
{
    private readonly byte[] _bytes;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _at;
    private int _opcodeAt;

    private PickleReader(byte[] bytes) => _bytes = bytes;

    /// <summary>The value that a pickle stands for.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or more than plain data.</exception>
    public static object? Read(byte[] bytes) => new PickleReader(bytes).Run();

    private object? Run()
    {
        RequireProtocol();
        while (true)
        {
            _opcodeAt = _at;
            byte opcode = ReadByte();
            if (opcode == (byte)'.')
            {
                return _stack.Count == 1 && _marks.Count == 0 ? _stack[0] : throw Damaged($"ends with {_stack.Count} values on its stack");
            }

            if (!Literal(opcode) && !Container(opcode) && !Memo(opcode) && !Object(opcode))
            {
                throw Refused($"the opcode {PickleOpcodes.NameOf(opcode)}");
            }
        }
    }

    private void RequireProtocol()
    {
        if (_bytes.Length < 2 || _bytes[0] != 0x80 || _bytes[1] is < 2 or > 5)
        {
            throw ModelFormatException.Unsupported(
                "pickle", "it is not of protocol 2 to 5. Save it with torch.save of PyTorch 1.6 or later.");
        }

        _at = 2;
    }

    private bool Literal(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N': Push(null); return true;
            case 0x88: Push(PickleBoxes.True); return true;
            case 0x89: Push(PickleBoxes.False); return true;
            case (byte)'J': Push(PickleBoxes.Of(BitConverter.ToInt32(Take(4)))); return true;
            case (byte)'K': Push(PickleBoxes.Of(ReadByte())); return true;
            case (byte)'M': Push(PickleBoxes.Of(BitConverter.ToUInt16(Take(2)))); return true;
            case 0x8A: Push(PickleBoxes.Of(ReadLong(ReadByte()))); return true;
            case 0x8B: Push(PickleBoxes.Of(ReadLong(ReadLength(4)))); return true;
            case (byte)'G': Push(System.Buffers.Binary.BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            case (byte)'U': Push(ReadText(ReadByte())); return true; // strings of Python 2 are bytes; those of checkpoints are ASCII
            case (byte)'T': Push(ReadText(ReadLength(4))); return true;
            case (byte)'X': Push(ReadText(ReadLength(4))); return true;
            case 0x8C: Push(ReadText(ReadByte())); return true;
            case 0x8D: Push(ReadText(ReadLength(8))); return true;
            case 0x95: Take(8); return true; // FRAME says how much may be read at once: of no use in memory
            default: return false;
        }
    }

    private bool Memo(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q': _memo[ReadByte()] = Peek(); return true;
            case (byte)'r': _memo[BitConverter.ToUInt32(Take(4))] = Peek(); return true;
            case 0x94: _memo[(uint)_memo.Count] = Peek(); return true;
            case (byte)'h': Push(Remembered(ReadByte())); return true;
            case (byte)'j': Push(Remembered(BitConverter.ToUInt32(Take(4)))); return true;
            default: return false;
        }
    }

    private object? Remembered(uint key) =>
        _memo.TryGetValue(key, out object? value)
            ? value
            : throw Damaged(string.Create(CultureInfo.InvariantCulture, $"has no memo {key}"));

    private static ModelFormatException Refused(string what) => ModelFormatException.Unsupported(
        "pickle",
        $"it has {what}, which is no tensor, dict, list, number or string. Nothing of a file is executed here, so it is refused: " +
        "save the state_dict alone, torch.save(model.state_dict(), \"model.pt\").");

    private ModelFormatException Damaged(string what) =>
        ModelFormatException.Damaged(string.Create(CultureInfo.InvariantCulture, $"pickle, byte {_opcodeAt}"), $"it {what}.");
}

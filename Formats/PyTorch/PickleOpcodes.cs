using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// The opcodes of Python's pickle, protocols 0 to 5, by the names of Python's module pickletools. Those that <see cref="PickleReader"/>
/// does not carry out are here to be refused by name.
/// </summary>
internal static class PickleOpcodes
{
    private static readonly (byte Code, string Name)[] s_opcodes =
    [
        ((byte)'(', "MARK"), ((byte)'.', "STOP"), ((byte)'0', "POP"), ((byte)'1', "POP_MARK"), ((byte)'2', "DUP"),
        ((byte)'F', "FLOAT"), ((byte)'I', "INT"), ((byte)'J', "BININT"), ((byte)'K', "BININT1"), ((byte)'L', "LONG"),
        ((byte)'M', "BININT2"), ((byte)'N', "NONE"), ((byte)'P', "PERSID"), ((byte)'Q', "BINPERSID"), ((byte)'R', "REDUCE"),
        ((byte)'S', "STRING"), ((byte)'T', "BINSTRING"), ((byte)'U', "SHORT_BINSTRING"), ((byte)'V', "UNICODE"),
        ((byte)'X', "BINUNICODE"), ((byte)'a', "APPEND"), ((byte)'b', "BUILD"), ((byte)'c', "GLOBAL"), ((byte)'d', "DICT"),
        ((byte)'}', "EMPTY_DICT"), ((byte)'e', "APPENDS"), ((byte)'g', "GET"), ((byte)'h', "BINGET"), ((byte)'i', "INST"),
        ((byte)'j', "LONG_BINGET"), ((byte)'l', "LIST"), ((byte)']', "EMPTY_LIST"), ((byte)'o', "OBJ"), ((byte)'p', "PUT"),
        ((byte)'q', "BINPUT"), ((byte)'r', "LONG_BINPUT"), ((byte)'s', "SETITEM"), ((byte)'t', "TUPLE"),
        ((byte)')', "EMPTY_TUPLE"), ((byte)'u', "SETITEMS"), ((byte)'G', "BINFLOAT"), (0x80, "PROTO"), (0x81, "NEWOBJ"),
        (0x82, "EXT1"), (0x83, "EXT2"), (0x84, "EXT4"), (0x85, "TUPLE1"), (0x86, "TUPLE2"), (0x87, "TUPLE3"), (0x88, "NEWTRUE"),
        (0x89, "NEWFALSE"), (0x8A, "LONG1"), (0x8B, "LONG4"), ((byte)'B', "BINBYTES"), ((byte)'C', "SHORT_BINBYTES"),
        (0x8C, "SHORT_BINUNICODE"), (0x8D, "BINUNICODE8"), (0x8E, "BINBYTES8"), (0x8F, "EMPTY_SET"), (0x90, "ADDITEMS"),
        (0x91, "FROZENSET"), (0x92, "NEWOBJ_EX"), (0x93, "STACK_GLOBAL"), (0x94, "MEMOIZE"), (0x95, "FRAME"),
        (0x96, "BYTEARRAY8"), (0x97, "NEXT_BUFFER"), (0x98, "READONLY_BUFFER"),
    ];

    private static readonly Dictionary<byte, string> s_names = s_opcodes.ToDictionary(opcode => opcode.Code, opcode => opcode.Name);

    /// <summary>Such as NEWOBJ (0x81).</summary>
    public static string NameOf(byte opcode)
    {
        string code = string.Create(CultureInfo.InvariantCulture, $"0x{opcode:X2}");
        return s_names.TryGetValue(opcode, out string? name) ? $"{name} ({code})" : code;
    }
}

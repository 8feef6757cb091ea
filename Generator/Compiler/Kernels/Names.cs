using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Kernels;

/// <summary>C# spellings of a definition's names.</summary>
internal static class Names
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed",
        "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref",
        "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw",
        "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
        "field", "value", "await", "yield", "record", "required", "scoped", "file", "var",
        "__arglist", "__makeref", "__reftype", "__refvalue",
    ];

    /// <summary>An identifier as declared, escaped where it is a keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>The members of a path, each escaped where it is a keyword.</summary>
    public static string EscapePath(string path) => string.Join(".", path.Split('.').Select(Escape));

    /// <summary>A value's name as an identifier: a prime becomes <c>_prev</c>.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (c == '\'') text.Append("_prev");
            else if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_') text.Append(c);
            else text.Append('_');
        }
        return text.Length == 0 || text[0] is >= '0' and <= '9' ? "v" + text : text.ToString();
    }

    /// <summary>One of several things of a name: <c>c0</c>, <c>c_1_0</c>.</summary>
    public static string Numbered(string name, int number) =>
        $"{name}{(name[name.Length - 1] is >= '0' and <= '9' ? "_" : "")}{number.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>Names of one method, each given once.</summary>
internal sealed class NameScope
{
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _lastNumbers;
    private readonly int? _number;

    /// <param name="reserved">A set is copied as it is, which takes half of the memory that filling one takes.</param>
    public NameScope(IEnumerable<string> reserved) => (_taken, _lastNumbers) = (new HashSet<string>(reserved), []);

    private NameScope(NameScope beside, int? number) =>
        (_taken, _lastNumbers, _number) = (beside._taken, beside._lastNumbers, number);

    /// <summary>Other names of the same values in the same method, each with a number.</summary>
    public NameScope Numbered(int number) => new(this, number);

    /// <summary>Names of the same values elsewhere in the same method.</summary>
    public NameScope Beside() => new(this, null);

    public string Of(Value value, LocalNames names)
    {
        if (_names.TryGetValue(value.Id, out string? name)) return name;
        name = names.Of(value);
        return _names[value.Id] = Names.Escape(Fresh(_number is { } number ? Names.Numbered(name, number) : name));
    }

    public string Fresh(string wanted)
    {
        if (_taken.Add(wanted)) return wanted;
        if (!_lastNumbers.TryGetValue(wanted, out int last)) last = 1;
        string name;
        do name = $"{wanted}_{++last}";
        while (!_taken.Add(name));
        _lastNumbers[wanted] = last;
        return name;
    }
}

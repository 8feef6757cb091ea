using System.Collections.Generic;
using System.Text;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit;

/// <summary>C# spellings of a definition's names.</summary>
internal static class Names
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while", "field", "value", "await", "yield", "record", "required", "scoped", "file", "var",
    ];

    /// <summary>An identifier as declared, escaped where it is a keyword.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

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
}

/// <summary>Names of one method, each given once.</summary>
internal sealed class NameScope
{
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<string> _taken;

    public NameScope(IEnumerable<string> reserved) => _taken = [.. reserved];

    public string this[Value value]
    {
        get
        {
            if (!_names.TryGetValue(value.Id, out string? name)) _names[value.Id] = name = Names.Escape(Fresh(Names.Identifier(value.Name)));
            return name;
        }
    }

    public string Fresh(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++) name = $"{wanted}_{i}";
        return name;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Tool.Exporting.C;

/// <summary>Names of a definition and of kernels as identifiers of C.</summary>
internal static class CNames
{
    /// <summary>What no variable may be called: keywords of C, and of C++, which includes the header, and what the file calls.</summary>
    private static readonly HashSet<string> s_taken =
    [
        "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default",
        "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
        "inline", "int", "long", "mutable", "namespace", "new", "not", "operator", "or", "private", "protected", "public", "register",
        "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try",
        "typedef", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor", "NULL", "NAN", "INFINITY",
        "memcpy", "memset", "ptrdiff_t", "size_t", "unix", "linux",
        .. CFunctions.LibraryNames,
    ];

    /// <summary>What stands in the structs beside the tensors.</summary>
    private static readonly HashSet<string> s_members = ["back", "begun", "saved", "scratch", "shard", "spare", "weights"];

    /// <summary>A tensor as a member of a struct.</summary>
    public static string Member(string name) => Of(name) is var member && s_members.Contains(member) ? member + "_" : member;

    /// <summary>The name, or one that no other thing has.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name.TrimStart('@'))
        {
            if (c == '\'') text.Append("_prev");
            else text.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_');
        }
        string written = text.ToString();
        return s_taken.Contains(written) || CFunctions.Names.Contains(written) ? written + "_" : written;
    }

    /// <summary>Whether it may begin the names of an exported cell.</summary>
    public static bool IsPrefix(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

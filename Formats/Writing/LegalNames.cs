using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Makes names of the cell language from names of a source: each once, none that means something in the language or in generated code.
/// </summary>
internal sealed class LegalNames
{
    private const int Longest = 64;

    // Functions of the language, and the names that every written network has. Members of generated code begin with capitals.
    private static readonly string[] s_taken =
    [
        "x", "y", "tanh", "sigmoid", "relu", "leakyrelu", "elu", "softplus", "hardsigmoid", "softsign", "logsigmoid", "min", "max", "where",
        "sum", "mean", "softmax", "transpose", "exp", "log", "sqrt", "abs", "sign", "clamp", "split", "outer", "stopgradient", "dropout",
        "zoneout", "square", "rsqrt", "silu", "mish", "hardsigmoid6", "hardswish", "gelutanh", "dot", "norm", "layernorm", "rmsnorm",
        "begun",
    ];

    private readonly HashSet<string> _taken;

    /// <param name="type">The C# type that the definition asks for, whose name no member may have; null for none.</param>
    public LegalNames(string? type) => _taken = [.. s_taken, type?[(type.LastIndexOf('.') + 1)..] ?? "x"];

    /// <summary>A name like the one of the source, for a cell inside, a parameter or a value.</summary>
    /// <param name="name">The name in the source; any text.</param>
    /// <param name="fallback">What it is called where nothing of the name can stay.</param>
    public string Add(string name, string fallback)
    {
        string legal = Legal(name, fallback), unique = legal;
        for (int i = 2; !_taken.Add(unique); i++) unique = $"{legal}_{i}";
        return unique;
    }

    /// <summary>A name for files: letters, digits, '-' and '_'.</summary>
    public static string OfFile(string name)
    {
        string plain = Plain(name, '-');
        return plain.Any(char.IsAsciiLetterOrDigit) ? plain : "model";
    }

    private static string Legal(string name, string fallback)
    {
        string plain = Plain(name, '_').Trim('_').Replace('-', '_');
        if (plain.Length == 0) return fallback;
        bool isAccessor = plain.StartsWith("get_", StringComparison.Ordinal) || plain.StartsWith("set_", StringComparison.Ordinal);
        if (isAccessor || char.IsAsciiDigit(plain[0]))
            plain = $"{fallback}_{plain}";
        // LSTM_1 becomes lstm_1 and Dense dense: no member of generated code begins with a small letter.
        int capitals = plain.TakeWhile(char.IsAsciiLetterUpper).Count();
        return plain[..capitals].ToLowerInvariant() + plain[capitals..];
    }

    /// <summary>Runs of what is neither letter nor digit of ASCII become one mark.</summary>
    private static string Plain(string name, char mark)
    {
        var plain = new List<char>();
        foreach (char character in name.Length <= Longest ? name : name[^Longest..])
        {
            bool stays = char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
            if (stays || plain.LastOrDefault() != mark) plain.Add(stays ? character : mark);
        }
        return string.Concat(plain).Trim('-');
    }
}

using System.Collections.Generic;

namespace RnnGen.Tool.Mathematics;

/// <summary>How a function is called in mathematics, where not by its name.</summary>
/// <param name="Latex">The command.</param>
/// <param name="Text">The word, or the letter.</param>
internal sealed record FunctionNotation(string Latex, string Text)
{
    private static readonly Dictionary<string, FunctionNotation> s_rows = new()
    {
        ["sigmoid"] = new(@"\sigma", "σ"),
        ["tanh"] = new(@"\tanh", "tanh"),
        ["exp"] = new(@"\exp", "exp"),
        ["log"] = new(@"\log", "log"),
        ["min"] = new(@"\min", "min"),
        ["max"] = new(@"\max", "max"),
    };

    public static FunctionNotation Of(string function) =>
        s_rows.TryGetValue(function, out FunctionNotation? row) ? row : new($@"\operatorname{{{function}}}", function);
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tool.Mathematics;

/// <summary>
/// How a name of a program is read as a symbol of mathematics: <c>Wf</c> is W with index f, <c>beta</c> the Greek letter, <c>gate2</c> a
/// word with index 2, <c>W_out</c> W with index out, <c>s[3]</c> s with index 3.
/// </summary>
/// <param name="Letter">A letter, or the name of a Greek one, or a word.</param>
/// <param name="IsWord">Set upright, because it is no single letter.</param>
/// <param name="Index">Empty for none.</param>
internal sealed record SymbolName(string Letter, bool IsWord, string Index)
{
    private static readonly (string Name, string Letter)[] s_greek =
    [
        ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"),
        ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"),
        ("tau", "τ"), ("upsilon", "υ"), ("phi", "ϕ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"),
    ];

    /// <summary>By their names in LaTeX.</summary>
    public static IReadOnlyDictionary<string, string> Greek { get; } = s_greek.ToDictionary(pair => pair.Name, pair => pair.Letter);

    public bool IsGreek => Greek.ContainsKey(Letter);

    public static SymbolName Of(string identifier)
    {
        int open = identifier.IndexOf('['), close = identifier.IndexOf(']');
        if (open > 0 && close > open) return Of(identifier[..open]).WithIndex(identifier[(open + 1)..close], identifier[(close + 1)..]);
        int underscore = identifier.IndexOf('_', 1);
        if (underscore > 0 && underscore < identifier.Length - 1)
            return Of(identifier[..underscore]) is { Index: "" } name
                ? name with { Index = identifier[(underscore + 1)..] }
                : new SymbolName(identifier[..underscore], true, identifier[(underscore + 1)..]);
        string letters = identifier.TrimEnd("0123456789".ToCharArray());
        if (letters.Length is 0 || letters.Contains('_')) return new SymbolName(identifier, true, "");
        string digits = identifier[letters.Length..];
        if (letters.Length == 1 || Greek.ContainsKey(letters)) return new SymbolName(letters, false, digits);
        return HasIndex(letters) ? new SymbolName(letters[..1], false, letters[1..] + digits) : new SymbolName(letters, true, digits);
    }

    /// <summary>One value of several of a name, and what numbers it among the temporaries.</summary>
    private SymbolName WithIndex(string index, string number) =>
        this with { Index = (Index.Length == 0 ? index : $"{Index},{index}") + number.Replace('_', ',') };

    /// <summary>Two letters, or a capital with a few small ones: a weight or a bias and what it is of. dt stays one word.</summary>
    private static bool HasIndex(string letters) =>
        (letters.Length == 2 && letters[0] != 'd')
        || (letters.Length <= 4 && char.IsUpper(letters[0]) && letters.Skip(1).All(char.IsLower));
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Compiler.Syntax;

/// <summary>
/// What people write who come from Python, Julia, MATLAB, C#, LaTeX, and what is written here instead. No row has a meaning in the
/// language, wherever it stands.
/// </summary>
internal static class ForeignNotation
{
    private const string Elementwise = "'*' is element by element, and '@' the product of matrices and vectors";
    private const string Whole = "an equation gives the whole new value, such as \"h = h' + x\"";
    private const string Power = "a power is written as a product, such as 'x * x'";
    private const string Statement = "an equation is written 'name = expression'";
    private const string Choice = "a choice is written 'where(a < b, c, d)'";

    /// <summary>The symbols, the longest before those that they begin with.</summary>
    private static readonly (string Symbol, string Advice)[] Symbols =
    [
        ("===", "equality is '=='"), ("!==", "inequality is '!='"), ("**=", Whole), ("%*%", "the product of matrices and vectors is '@'"),
        ("**", Power), (".^", Power), (".*", Elementwise), (".@", Elementwise), ("./", "'/' is element by element"),
        (".+", "'+' is element by element"), (".-", "'-' is element by element"),
        ("+=", Whole), ("-=", Whole), ("*=", Whole), ("/=", Whole), ("@=", Whole),
        ("&&", Choice + "; nest it for several conditions"), ("||", Choice + "; nest it for several conditions"),
        (":=", "an equation assigns with '='"), ("->", "an equation is written 'name = expression'"), ("=>", "at least is '>='"),
        ("=<", "at most is '<='"), ("<>", "inequality is '!='"), ("~=", "inequality is '!='"), ("?", Choice),
        ("{", "parentheses group, and '[a; b]' joins vectors"), ("}", "parentheses group, and '[a; b]' joins vectors"),
        ("|", "the absolute value of x is 'abs(x)'"), ("%", "there is no remainder"), ("\"", "names stand without quotes"),
        ("`", "the step before is written \"h'\""),
    ];

    private static readonly Dictionary<string, string> Commands = new()
    {
        ["sigma"] = "the function is 'sigmoid(…)'",
        ["odot"] = Elementwise,
        ["circ"] = Elementwise,
        ["cdot"] = Elementwise,
        ["times"] = Elementwise,
        ["ast"] = Elementwise,
        ["frac"] = "a quotient is 'a / b'",
        ["left"] = "a parenthesis stands alone",
        ["right"] = "a parenthesis stands alone",
        ["top"] = "the transpose is 'transpose(W)'",
        ["sum"] = "the sum of all elements is 'sum(v)'",
    };

    /// <summary>Words that begin a line elsewhere; here a line begins with the name that it assigns.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["return"] = "what leaves the cell stands under outputs",
        ["if"] = Choice,
        ["elif"] = Choice,
        ["else"] = Choice,
        ["for"] = "equations that are run several times in one time step stand below 'repeat k in 0..n:'",
        ["while"] = "the equations are those of one time step",
        ["def"] = Statement,
        ["let"] = Statement,
        ["var"] = Statement,
        ["const"] = "constants stand under constants",
        ["float"] = Statement,
        ["double"] = Statement,
        ["local"] = Statement,
        ["import"] = "all functions are there already",
        ["function"] = Statement,
    };

    /// <summary>The symbol at a place of a text, or null.</summary>
    public static string? SymbolAt(string text, int position) =>
        Symbols.FirstOrDefault(row => string.CompareOrdinal(text, position, row.Symbol, 0, row.Symbol.Length) == 0).Symbol;

    public static bool BeginsComment(string token) =>
        token.StartsWith("//", StringComparison.Ordinal) || token.StartsWith("/*", StringComparison.Ordinal);

    /// <summary>What is written instead of a symbol or a command.</summary>
    public static string AdviceFor(string token)
    {
        if (token[0] != '\\') return Symbols.First(row => row.Symbol == token).Advice;
        string command = token.Substring(1);
        return Commands.TryGetValue(command, out string? advice) ? advice
            : command.Length == 0 ? "no line goes on behind a backslash, but right sides in parentheses do"
            : $"it is written without the backslash, '{command}'";
    }

    /// <summary>What is written instead of a word that begins a line; null where it is no such word.</summary>
    public static string? AdviceForWord(string word) => Words.TryGetValue(word, out string? advice) ? advice : null;

    /// <summary>The number that others write as <c>1.</c>, <c>0.5f</c> or <c>1_000</c>; null where it is none.</summary>
    public static string? NumberMeant(string token)
    {
        string text = token.Replace("_", "");
        if (text.Length > 1 && "fFdDmMlLuU".IndexOf(text[text.Length - 1]) >= 0) text = text.Substring(0, text.Length - 1);
        if (text[text.Length - 1] == '.') text = text.Substring(0, text.Length - 1);
        bool isHexadecimal = text.Length > 1 && text[1] is 'x' or 'X';
        return text != token && !isHexadecimal && text.All(IsOfNumber) && Numbers.TryRead(text, out _) ? text : null;
    }

    private static bool IsOfNumber(char character) => Names.IsDigit(character) || character is '.' or 'e' or 'E' or '+' or '-';
}

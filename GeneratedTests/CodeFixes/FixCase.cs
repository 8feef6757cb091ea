using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.CodeFixes;

/// <summary>A mistake in a definition, what is offered about it, and the definition that it leads to.</summary>
internal sealed record FixCase(string Name, string Id, string Title, string Wrong, string Right)
{
    private const string Equation = "equations: |\n  h = tanh(W @ [h'; x] + b)\n";
    private const string Sizes = "sizes: { input: 3, hidden: 3 }\n";
    private const string Head = Sizes + "inputs: { x: input }\nstates: { h: hidden }\n";

    public static IReadOnlyList<FixCase> All { get; } =
    [
        Equations("state too early", "RNN103", "Write \"h'\"", "h = tanh(W @ [«h»; x] + b)", "h'"),
        Equations("misspelt input", "RNN100", "Write 'x'", "h = tanh(W @ [h'; «xx»] + b)", "x"),
        Equations("misspelt parameter", "RNN100", "Write 'Wz'", "h = tanh(«WZ» @ [h'; x] + b)", "Wz", "[Wz, b]"),
        Equations("misspelt state", "RNN100", "Write \"h'\"", "h = tanh(W @ [«hh'»; x] + b)", "h'"),
        Equations("misspelt function", "RNN101", "Write 'tanh'", "h = «tahn»(W @ [h'; x] + b)", "tanh"),
        Whole("misspelt size", "RNN150", "Write 'hidden'",
            $"{Sizes}inputs: {{ x: input }}\nstates: {{ h: «hiden» }}\nparameters: [W, b]\n{Equation}", "hidden"),
        Whole("misspelt key", "RNN027", "Write 'parameters'", $"{Head}«parameter»: [W, b]\n{Equation}", "parameters"),
        Whole("misspelt part of a parameter", "RNN027", "Write 'init'",
            $"{Head}parameters:\n  W:\n  b: {{ «int»: ones }}\n{Equation}", "init"),
        Whole("misspelt initialiser", "RNN055", "Write 'constant'",
            $"{Head}parameters:\n  W:\n  b: {{ init: «constnt»(1) }}\n{Equation}", "constant"),
        Declare("in a list", "[W«»]", ", b"),
        Declare("in a list with spaces", "[ W«» ]", ", b"),
        Declare("in a list of several lines", "[\n  W«», # the weights\n  ]", ", b"),
        Declare("in a map without a value", "{ W:«» }", " , b:"),
        Declare("in a map with a value", "{ W: [hidden, hidden + input]«»}", ", b: "),
        Declare("in a block", "\n  «»W: # the weights", "b:\n  "),
        Declare("in a block with values", "\n   «»W: { shape: [hidden, hidden + input], init: he }", "b:\n   "),
        Declare("in a block of names", "\n  - «»W", "b\n  - "),
        Declare("in a block of names at its key", "\n- «»W # the weights", "b\n- "),
        DeclareFirst("in an empty list", "parameters: [«»]\n", "b"),
        DeclareFirst("in an empty map", "parameters: {«»}\n", " b: "),
        DeclareFirst("without the key", "«»", "parameters: [b]\n"),
    ];

    public static FixCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>What stands between « and » is wrong, and <paramref name="right"/> is right.</summary>
    private static FixCase Whole(string name, string id, string title, string marked, string right)
    {
        int open = marked.IndexOf('«'), close = marked.IndexOf('»');
        string wrong = marked[(open + 1)..close];
        return new FixCase(name, id, title, marked[..open] + wrong + marked[(close + 1)..], marked[..open] + right + marked[(close + 1)..]);
    }

    private static FixCase Equations(
        string name, string id, string title, string equation, string right, string parameters = "[W, b]") =>
        Whole(name, id, title, $"{Head}parameters: {parameters}\nequations: |\n  {equation}\n", right);

    private static FixCase Declare(string where, string parameters, string inserted) => Whole(
        $"declare {where}", "RNN100", "Declare the parameter 'b'", $"{Head}parameters: {parameters}\n{Equation}", inserted);

    private static FixCase DeclareFirst(string where, string parameters, string inserted) => Whole(
        $"declare {where}", "RNN100", "Declare the parameter 'b'", $"{Head}{parameters}equations: |\n  h = tanh(h' + x * b)\n"
            .Replace("h: hidden", "h: input", System.StringComparison.Ordinal), inserted);
}

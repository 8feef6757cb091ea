using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Slips of YAML, and keys that are called by another name here.</summary>
internal static class FormatMistakes
{
    private const string State = "states: { h: 2 }\n";
    private const string Equation = "equations: h = 2 * h'\n";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        Mistake.InFile("Tabs", "RNN020", "states:\n«\th: 2\n\tc: 2\nequations: |\n\th = 2 * h'\n\tc = h + c'", "3 more lines"),
        Mistake.InFile("TabAmongSpaces", "RNN020", "states:\n  h: 2\n«\tc: 2\nequations: |\n  h = 2 * h'\n  c = h + c'", "spaces"),
        Mistake.InFile("BlockAtKey", "RNN045", State + "equations: |\n«h = 2 * h'\nc = h\noutputs:\n  y: h", "indent it deeper"),
        Mistake.InFile("MapAtKey", "RNN045", "states:\n«h: 2\nc: 2\nequations: |\n  h = 2 * h'\n  c = h + c'", "'states' above it"),
        Mistake.InFile("SizesAtKey", "RNN045",
            "sizes:\n«input: 3\nhidden: 5\nstates: { h: hidden }\nequations: h = 2 * h'", "'sizes' above it"),
        Mistake.InFile("EquationsAtKey", "RNN037", State + "equations:\n«h = 2 * h'", "'|' after the key"),
        Mistake.InFile("EquationsWithoutBar", "RNN037", State + "equations:\n  «h = 2 * h'\n  c = h", "'|' after the key"),
        Mistake.InFile("EquationsOfNothing", "RNN038", State + "equations:«", "one equation a line"),
        Mistake.InFile("EquationsAsMap", "RNN038", State + "equations:\n  «h: 2 * h'", "one equation a line"),
        Mistake.InFile("EquationsInBrackets", "RNN039", State + "equations: «[h = 2 * h']", "one a line"),
        Mistake.InFile("ListOfStates", "RNN038", "states:\n  - «h: 2\n  - c: 2\n" + Equation, "'{ h: hidden }'"),
        Mistake.InFile("NamesOfInputs", "RNN038", "inputs: «[x]\n" + State + Equation, "'{ x: input }'"),
        Mistake.InFile("SpaceInList", "RNN044", State + "parameters: [«W b]\nequations: h = W @ h' + b", "'W, b'"),
        Mistake.InFile("SemicolonInList", "RNN044", State + "parameters: [«W; b]\nequations: h = W @ h' + b", "'W, b'"),
        Mistake.InFile("SizesInBraces", "RNN034", "sizes: { input«, hidden }\nstates: { h: hidden }\n" + Equation, "stand in [ ]"),
        Mistake.InFile("NoCommaInBraces", "RNN034", "states: { h: 2 c«: 2 }\n" + Equation, "Expected ','"),
        Mistake.InFile("NoColon", "RNN034", "states «{h: 2}\n" + Equation, "':' after the key 'states'"),
        Mistake.InFile("NoSpace", "RNN025", "states«:{ h: 2 }\n" + Equation, "space"),
        Mistake.InFile("ClosedAtKey", "RNN036", "states: «{\n  h: 2\n}\n" + Equation, "also the one that closes it"),
        Mistake.InFile("NeverClosed", "RNN036", "states: «{ h: 2\n" + Equation, "not closed"),
        Mistake.InFile("OddIndentation", "RNN023", State + "equations: |\n    h = 2 * h'\n  «c = h", "began with 4 spaces"),
        Mistake.InFile("JustAName", "RNN024", "«lstm\n" + State + Equation, "'key: value'"),
        Mistake.InFile("Colon", "RNN031", "about: Elman«: a network\n" + State + Equation, "quote"),
        Mistake.InFile("OpenQuote", "RNN028", "about: «'it is\n" + State + Equation, "not closed"),
        Mistake.InFile("TextBehindQuote", "RNN030", "about: 'Elman' «network\n" + State + Equation, "quote the value"),
        Mistake.InFile("Star", "RNN022", State + Equation + "outputs:\n  y: «*h", "write the value itself"),
        Mistake.InFile("AbsoluteValue", "RNN032", State + Equation + "outputs:\n  y: «|h| + 1", "'abs(x)'"),
        Key("KeyParams", "«params: [W]\n", "Did you mean 'parameters'?"),
        Mistake.InFile("KeyWeights", "RNN200", "weights: «W\n" + State + Equation, "under 'parameters'"),
        Mistake.InFile("ListOfWeights", "RNN038", "weights: «[W]\n" + State + Equation, "under 'parameters'"),
        Key("KeyWeight", "«weight: [W]\n", "Did you mean 'parameters'?"),
        Key("KeyCheckpoint", "«checkpoint: a.safetensors\n", "Did you mean 'weights'?"),
        Key("KeyInput", "«input: [x]\n", "Did you mean 'inputs'?"),
        Key("KeyDescription", "«description: a cell\n", "Did you mean 'about'?"),
        Key("KeyPaper", "«paper: 'Elman 1990'\n", "Did you mean 'source'?"),
        Key("KeyReturn", "«return: { y: h }\n", "Did you mean 'outputs'?"),
        Key("KeyUpperCase", "«Inputs: { x: 2 }\n", "Did you mean 'inputs'?"),
        Key("KeyElement", "«dtype: double\n", "'Element = typeof(double)'"),
        Key("KeyBatch", "«batch_size: all\n", "chosen at run time"),
        Key("KeyInit", "«init: glorot\n", "beside its parameter"),
        Key("KeyUnknown", "«colour: red\n", "no key 'colour'"),
        Mistake.InFile("KeyEquation", "RNN027", State + "«eqs: |\n  h = 2 * h'", "Did you mean 'equations'?"),
        Mistake.InFile("KeySize", "RNN027", "«hidden: 64\nstates: { h: hidden }\n" + Equation, "'sizes: { hidden: 64 }'"),
        Mistake.InFile("KeyOfParameter", "RNN027",
            State + "parameters: { W: { «initializer: zeros } }\nequations: h = W @ h'", "'initializer'"),
        Mistake.InFile("KeyTwice", "RNN026", State + Equation + "«states: { c: 2 }", "second time"),
    ];

    private static Mistake Key(string name, string key, string hint) => Mistake.InFile(name, "RNN027", key + State + Equation, hint);
}

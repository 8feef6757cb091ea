using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Cells inside cells: what is said of them, where they run, and what is read of them.</summary>
internal static class NetworkMistakes
{
    private const string Usual = "inputs: { x: 4 }\ncells:\n  first: { cell: rnn, hidden: 4 }\n";

    private const string TwoInputs =
        "inputs: { x: 3 }\ncells:\n  gate:\n    count: «2\n    cell:\n      inputs: { a: 3, b: 3 }\n      states: { h: 3 }\n"
        + "      equations: |\n        h = a * h' + b\nequations: |\n  gate(x, x)";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        Settings("InnerWithoutCell", "RNN170", "«first: { hidden: 4 }", "write 'first: { cell: lstm }'"),
        Settings("InnerMistyped", "RNN171", "first: { cell: «lstn, hidden: 4 }", "Did you mean 'lstm'?"),
        Settings("InnerFile", "RNN172", "first: «Cells/none.cell.yaml", "no file 'Cells/none.cell.yaml'"),
        Settings("InnerSetting", "RNN179", "first: { cell: rnn, «units: 4 }", "it has input, hidden"),
        Settings("InnerSize", "RNN180", "«first: { cell: rnn }", "'hidden' of 'first'"),
        Settings("InnerSizeUnknown", "RNN150", "first: { cell: rnn, hidden: «n }", "'n' is no size"),
        Settings("InnerCount", "RNN181", "first: { cell: rnn, hidden: 4, count: «many }", "from 1 to 100"),
        Settings("InnerReversed", "RNN014", "first: { cell: rnn, hidden: 4, reversed: «yes }", "true or false"),
        Mistake.InFile("CellsEmpty", "RNN038",
            "inputs: { x: 4 }\ncells:«\nequations: |\n  first(x)\n  z = first.h\noutputs:\n  y: z", "found nothing"),
        Mistake.InFile("CellsAsList", "RNN038",
            "inputs: { x: 4 }\ncells: «[lstm]\nequations: |\n  first(x)\noutputs:\n  y: first.h", "found a list"),
        Settings("InnerList", "RNN038", "first: «[rnn]", "a zoo cell"),
        Mistake.InFile("InnerNotRun", "RNN174",
            "inputs: { x: 4 }\nstates: { s: 4 }\ncells:\n  «first: { cell: rnn, hidden: 4 }\nequations: |\n  s = x", "write 'first(x)'"),
        Mistake.InFile("InnerStack", "RNN182", TwoInputs, "'gate' has 2 inputs"),
        Equations("InnerTwice", "RNN175", "first(x)\n«first(first.h)", "'shares: first'"),
        Equations("InnerEarly", "RNN176", "z = «first.h + x\nfirst(z)", "below 'first(…)'"),
        Equations("InnerLocal", "RNN177", "first(x)\nz = «first.W", "it has h"),
        Equations("InnerAsValue", "RNN178", "first(x)\nz = «first", "such as 'first.h'"),
        Equations("InnerArguments", "RNN102", "«first(x, x)", "takes 1 argument"),
        Mistake.InFile("InnerShape", "RNN134",
            "inputs: { x: 4 }\ncells:\n  first: { cell: rnn, input: 4, hidden: 4 }\nequations: |\n  first(«[x; x])", "The input 'first.x'"),
        Equations("NoiseUnknown", "RNN189", "first(x)\nz = dropout(x, «x)", "'x' is no probability"),
        Equations("NoiseComputed", "RNN189", "first(x)\nz = zoneout(x, x, «1 - 0.5)", "a constant of the definition"),
        Equations("NoiseCertain", "RNN190", "first(x)\nz = dropout(x, «1)", "at least 0 and below 1"),
        Equations("NoiseTooLarge", "RNN190", "first(x)\nz = zoneout(x, x, «1.5, fixed)", "from 0 to 1"),
        Equations("NoiseWithout", "RNN102", "first(x)\nz = «dropout(x)", "takes 2 arguments"),
        Equations("NoiseWord", "RNN102", "first(x)\nz = «dropout(x, 0.5, once)", "'fixed'"),
        Equations("NoiseShapes", "RNN130", "first(x)\nz = «zoneout(x, [x; x], 0.5)", "[4]"),
        Equations("InnerAssigned", "RNN084", "first(x)\n«first.h = x", "'h'"),
        Equations("InnerAndMore", "RNN071", "«first(x) + x", "a cell that runs"),
        Mistake.InFile("InnerSharesNothing", "RNN183",
            "inputs: { x: 4 }\ncells:\n  first: { shares: «second }\nequations: |\n  first(x)", "'second'"),
        Mistake.InFile("InnerSharesAll", "RNN184",
            Usual + "  «second: { shares: first, hidden: 4 }\nequations: |\n  first(x)\n  second(first.h)", "beside 'shares'"),
        Mistake.InFile("InnerNamedTwice", "RNN051",
            "inputs: { x: 4 }\nstates: { first: 4 }\ncells:\n  «first: { cell: rnn, hidden: 4 }\nequations: |\n  first = x", "a state"),
        Mistake.InFile("InnerNamedLikeMember", "RNN052",
            "inputs: { x: 4 }\ncells:\n  «Values: { cell: rnn, hidden: 4 }\nequations: |\n  Values(x)", "'Values'"),
        Mistake.InFile("InnerConstant", "RNN188",
            "inputs: { x: 3 }\ncells:\n  «slow:\n    count: 2\n    cell:\n      constants: { rate: }\n      inputs: { u: 3 }\n"
            + "      states: { m: 3 }\n      equations: |\n        m = rate * m' + u\nequations: |\n  slow(x)", "'rate: 0.5'"),
        Mistake.InFile("InnerBothWays", "RNN185",
            "inputs: { x: 4 }\nstates: { «s: 4 }\ncells:\n  back: { cell: rnn, hidden: 4, reversed: true }\nequations: |\n"
            + "  back(s')\n  s = x * back.h", "'s' and 'back.h'"),
        Equations("InnerMistypedRead", "RNN100", "first(x)\nz = «firs.h", "Did you mean 'first.h'?"),
        Equations("InnerMistypedRun", "RNN101", "«firs(x)\nz = first.h", "Did you mean 'first'?"),
        Equations("InnerMistypedValue", "RNN101", "z = x + «frist(x)", "Did you mean 'first'?"),
        new("LayersOfOtherWidths", "RNN134", "[Cell(\"\"\"\n    inputs: { x: 3 }\n    states: { h: 4 }\n    parameters: [W]\n"
            + "    equations: h = W @ x + h'\n    \"\"\", Layers = «2)]\npublic partial struct Cell;", "'layer2.x' is [3]"),
        Mistake.InFile("InnerLayersOfWrong", "RNN181",
            "inputs: { x: 4 }\ncells:\n  first: { cell: rnn, hidden: 4, count: «-2 }\nequations: |\n  first(x)\noutputs:\n  y: first1.h",
            "from 1 to 100"),
        Mistake.InFile("InnerOption", "RNN027",
            "inputs: { x: 4 }\ncells:\n  first:\n    cell:\n      «unroll: full\n      inputs: { x: 4 }\n      states: { h: 4 }\n"
            + "      equations: h = x + h'\noutputs:\n  y: first(x)", "in a cell inside another"),
        Mistake.InFile("InnerLayerTaken", "RNN051",
            "inputs: { x: 4 }\nstates: { h2: 4 }\ncells:\n  «h: { cell: rnn, hidden: 4, count: 2 }\nequations: |\n  h(x)\n  h2 = h.h",
            "'h2' is already a state"),
        Mistake.InFile("InnerNamedLikeInitial", "RNN053",
            "inputs: { x: 4 }\nstates: { h: 4 }\ncells:\n  «h0: { cell: rnn, hidden: 4 }\nequations: |\n  h0(x)\n  h = h0.h",
            "the initial value of the state 'h'"),
        Mistake.InFile("InnerNamedLikeOutput", "RNN051",
            "inputs: { x: 4 }\ncells:\n  «y: { cell: rnn, hidden: 4 }\nequations: |\n  y(x)\noutputs:\n  y: y.h", "an output"),
        Mistake.InFile("InnerEmpty", "RNN059",
            "inputs: { x: 4 }\ncells:\n  «none: { cell: { sizes: [n] } }\nequations: |\n  none()\noutputs:\n  y: x", "neither states"),
        Mistake.InFile("InnerTooMany", "RNN081",
            "inputs: { x: 4 }\ncells:\n  «first:\n    count: 100\n    cell:\n      inputs: { x: 4 }\n      cells:\n"
            + "        many: { cell: rnn, hidden: 4, count: 20 }\n      outputs:\n        y: many(x)\noutputs:\n  z: first(x)",
            "3000 equations, with those of all cells inside"),
        new("LayerNamedLikeInput", "RNN053",
            "[Cell(\"\"\"\n    inputs: { «layer1: 3 }\n    states: { h: 3 }\n    equations: h = layer1 + h'\n    \"\"\", Layers = 2)]\n"
            + "public partial struct Cell;", "the cell 'layer1'"),
    ];

    private static Mistake Settings(string name, string id, string cell, string hint) =>
        Mistake.InFile(name, id, $"inputs: {{ x: 4 }}\ncells:\n  {cell}\nequations: |\n  first(x)", hint);

    private static Mistake Equations(string name, string id, string equations, string hint) =>
        Mistake.InFile(name, id, $"{Usual}equations: |\n  {equations.Replace("\n", "\n  ")}\noutputs:\n  y: x", hint);
}

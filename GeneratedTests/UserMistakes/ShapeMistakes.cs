using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Products of the wrong kind, shapes in the wrong form, sizes that nobody declares.</summary>
internal static class ShapeMistakes
{
    private const string Declared = "sizes: { input: 3, hidden: 5 }\ninputs: { x: input }\nstates: { h: hidden }\n";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        Mistake.InEquations("StarForAt", "RNN138", "h = tanh(W «* x + b) + h'", "\"W @ x\""),
        Mistake.InEquations("StarForAtAlone", "RNN138", "h = W «* x", "\"W @ x\""),
        Mistake.InEquations("StarForAtAbove", "RNN138", "a = W «* x\nh = tanh(a + h')", "\"W @ x\""),
        Mistake.InFile("StarOfMatrix", "RNN138", Declared + "parameters: { W: [hidden, input] }\nequations: h = W «* x", "\"W @ x\""),
        Mistake.InEquations("AtForStar", "RNN139", "f = sigmoid(W @ x + b)\nh = f «@ h'", "\"f * h'\""),
        Mistake.InFile("SwappedProduct", "RNN131",
            Declared + "parameters: { W: [hidden, input] }\nequations: h = x «@ W + h'", "input is not hidden"),
        Mistake.InEquations("AddedInput", "RNN130", "h = tanh(W @ [h'; x] + b) + h' «+ x", "[input]"),
        Mistake.InFile("OpenRows", "RNN210", Declared + "equations: h = h' * sum(«rows(x))", "How many rows 'rows(x)' has"),
        Mistake.InFile("OpenColumns", "RNN210",
            Declared + "equations: h = rowsums(outer(h', x)) * sum(tanh(«columns(h') + columns(h')))", "How many columns"),
        Mistake.InFile("VectorPlusMatrix", "RNN130", Declared + "equations: h = rowsums(outer(h', x) «+ x)", "'rows(x)'"),
        Mistake.InFile("RowsOfWrongLength", "RNN130",
            Declared + "equations: h = rowsums(outer(h', x) «+ rows(h'))", "'rows(h')' is [hidden, hidden]"),
        Mistake.InFile("TraceOfRectangle", "RNN132", Declared + "equations: h = h' * «trace(outer(h', x))", "as many rows as columns"),
        Mistake.InFile("RowSumsOfVector", "RNN132", Declared + "equations: h = h' * «rowsums(x)", "a matrix"),
        Mistake.InEquations("PowerOfState", "RNN211", "h = W @ x + pow(b, «h')", "'exp(p * log(x))'"),
        Mistake.InEquations("PartsOfUnequalSize", "RNN212", "h = W @ x + groupnorm(h' + b, «2)", "2 equal parts"),
        Mistake.InFile("PartsOfSizes", "RNN212",
            "sizes: { n: 6, k: 4 }\ninputs: { x: n }\nstates: { h: n }\nequations: h = h' + groupnorm(x, «k)", "'k * n'"),
        Mistake.InFile("PartTooFar", "RNN137",
            "sizes: { k: 2, n: 3 }\ninputs: { x: k * n }\nstates: { h: n }\nequations: h = h' + part(x, «k, k)", "the last 1"),
        Mistake.InEquations("WrongState", "RNN134", "g = W @ h' + h' * b\n«h = [g; x]", "[hidden]"),
        Mistake.InEquations("ScalarSum", "RNN132", "h = b * «sum(sum(x))", "a vector or a matrix"),
        Mistake.InFile("JoinedMatrix", "RNN133", Declared + "parameters: { W: [hidden, input] }\nequations: h = [W; «x] @ x", "matrices"),
        Mistake.InEquations("SliceTooLong", "RNN137", "h = W @ x + b + h' * x[0..«9][0]", "there are 3"),
        Mistake.InFile("OutputWithoutSize", "RNN135",
            Declared + "parameters: [W, «V]\nequations: h = W @ x + h'\noutputs:\n  y: V @ h", "'V: [output, hidden]'"),
        new("OutputSizeOfNothing", "RNN135", """"
            [Cell("""
                inputs: { x: input }
                states: { h: hidden }
                parameters: [W, «V]
                equations: h = W @ x + h'
                outputs:
                  y: V @ h
                """, Input = 3, Hidden = 5, Output = 2)]
            public partial struct Cell;
            """", "'V: [output, hidden]'"),
        new("SizeOfNothing", "RNN150", """"
            [Cell("""
                inputs: { x: «features }
                states: { h: hidden }
                parameters: { W: [hidden, features], U: [hidden, hidden], V: [features, hidden] }
                equations: |
                  f = x[0..features]
                  h = W @ f + U @ h'
                outputs:
                  y: V @ h
                """, Input = 3, Hidden = 5)]
            public partial struct Cell;
            """", "'sizes: [features, hidden]'"),
        Mistake.InFile("SizeMisspelled", "RNN150",
            "sizes: { hidden: 5 }\nstates: { h: «hiden }\nequations: h = 2 * h'", "Did you mean 'hidden'?"),
        Mistake.InFile("SizeInText", "RNN151", "sizes: [«n]\nstates: { h: n }\nequations: h = 2 * h'", "write the value under sizes"),
        Mistake.InFile("SizeNotWhole", "RNN160", "sizes: { n: «2.5 }\nstates: { h: n }\nequations: h = 2 * h'", "whole number"),
        Mistake.InFile("ShapeWithX", "RNN063", Matrix("«hidden x input"), "'[hidden, input]'"),
        Mistake.InFile("ShapeWithTimes", "RNN063", Matrix("«hidden × input"), "'[hidden, input]'"),
        Mistake.InFile("ShapeWithComma", "RNN063", Matrix("«hidden, input"), "'[hidden, input]'"),
        Mistake.InFile("ShapeTuple", "RNN063", Matrix("«(hidden, input)"), "'[hidden, input]'"),
        Mistake.InFile("ShapeTupleInBraces", "RNN063", Matrix("{ shape: «(hidden, input) }"), "'[hidden, input]'"),
        Mistake.InFile("ShapeWithSemicolon", "RNN063", Matrix("[«hidden; input]"), "'[hidden, input]'"),
        Mistake.InFile("ShapeWithoutComma", "RNN063", Matrix("[«hidden input]"), "'[hidden, input]'"),
        Mistake.InFile("ShapeOfThree", "RNN058", Matrix("«[1, 1, hidden, input]"), "at most two"),
    ];

    private static string Matrix(string shape) => Declared + $"parameters:\n  W: {shape}\nequations: h = W @ x + h'";
}

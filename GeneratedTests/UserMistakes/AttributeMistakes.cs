using System;
using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Mistakes in the declaration, in texts of every form that C# has, and in members that other code uses.</summary>
internal static class AttributeMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("AClass", "RNN001", """[Cell("lstm", Input = 2, Hidden = 3)] public partial class «Cell;""", "'partial struct Cell;'"),
        new("NotPartial", "RNN001", """[Cell("lstm", Input = 2, Hidden = 3)] public struct «Cell;""", "'partial struct Cell;'"),
        new("InNotPartial", "RNN002",
            """public class Outer { [Cell("gru", Input = 2, Hidden = 3)] public partial struct «Cell; }""", "Outer"),
        new("Generic", "RNN003", """[Cell("lstm", Input = 2, Hidden = 3)] public partial struct «Cell<T>;""", "type parameters"),
        new("NamedLikeMember", "RNN140", """[Cell("lstm", Input = 2, Hidden = 3)] public partial struct «State;""", "'State'"),
        new("MemberTaken", "RNN141",
            """[Cell("lstm", Input = 2, Hidden = 3)] public partial struct Cell { public static int «Info => 3; }""", "'Info'"),
        new("UnknownCell", "RNN004", """[Cell(«"lstn", Input = 2, Hidden = 3)] public partial struct Cell;""", "Did you mean 'lstm'?"),
        new("UpperCaseCell", "RNN004", """[Cell(«"LSTM", Input = 2, Hidden = 3)] public partial struct Cell;""", "Did you mean 'lstm'?"),
        new("MissingFile", "RNN005", """[Cell(«"nowhere.cell.yaml")] public partial struct Cell;""", "'nowhere.cell.yaml'"),
        new("WrongElement", "RNN006",
            """[Cell("gru", Input = 2, Hidden = 3, Element = «typeof(int))] public partial struct Cell;""", "'int'"),
        new("WrongBatch", "RNN007", """[Cell("gru", Input = 2, Hidden = 3, Batch = «-4)] public partial struct Cell;""", "-4"),
        new("WrongOption", "RNN014", """[Cell("gru", Input = 2, Hidden = 3, Unroll = «(Unroll)7)] public partial struct Cell;""", "'7'"),
        new("NarrowDouble", "RNN015", """
            [Cell("gru", Input = 2, Hidden = 3, Element = typeof(double), StreamingWeights = «StreamingWeights.BFloat16)]
            public partial struct Cell;
            """, "double"),
        new("SetTwice", "RNN012",
            """[Cell("gru", Input = 2, Hidden = 3), CellSize("hidden", «4)] public partial struct Cell;""", "'hidden'"),
        new("MissingSize", "RNN151", """[Cell(«"gru", Input = 2)] public partial struct Cell;""", "'hidden'"),
        new("ZeroSize", "RNN152", """[Cell("gru", Input = 2, Hidden = «0)] public partial struct Cell;""", "at least 1"),
        new("NegativeSize", "RNN152", """[Cell("gru", Input = «-2, Hidden = 3)] public partial struct Cell;""", "-2"),
        new("AbsurdSize", "RNN153", """[Cell("gru", Input = 2, Hidden = «100000000)] public partial struct Cell;""", "100000000"),
        new("UnknownSize", "RNN155", """[Cell("gru", Input = 2, Hidden = 3, Output = «4)] public partial struct Cell;""", "'output'"),
        new("UnknownName", "RNN100", Raw("h = tanh(W @ [h'; x] + «beta)"), "'beta'"),
        new("Misspelled", "RNN100", Raw("h = tanh(W @ [h'; «xx] + b)"), "Did you mean 'x'?"),
        new("ShapeMismatch", "RNN130", Raw("h = tanh(W @ [h'; x] + b) * (h' «+ x)"), "[input]"),
        new("ProductMismatch", "RNN131", Raw("h = tanh(W @ [h'; x] + b) + W «@ x"), "hidden + input]"),
        new("Undetermined", "RNN135", Raw("h = tanh(W @ [h'; x] + b) + sum(V)", parameters: "[W, b, «V]"), "'V'"),
        new("NeverAssigned", "RNN108", Raw("g = tanh(W @ [h'; x] + b) + h'", states: "{ «h: hidden }"), "'h'"),
        new("WithoutPrevious", "RNN103", Raw("h = tanh(W @ [«h; x] + b)"), "\"h'\""),
        new("BeforeItsEquation", "RNN104", Raw("r = «s * 2\n      s = tanh(W @ [h'; x] + b)\n      h = r"), "'s'"),
        new("AssignedTwice", "RNN106", Raw("h = tanh(W @ [h'; x] + b)\n      «h = x"), "'h'"),
        new("Unused", "RNN109", Raw("h = tanh(W @ [h'; x] + b)", parameters: "{ W: , b: , «V: hidden }"), "'V'"),
        new("BeyondFloat", "RNN085", Raw("h = tanh(W @ [h'; x] + b * -«4e38)"), "infinity"),
        new("BelowFloat", "RNN085", Raw("h = tanh(W @ [h'; x] + b) * «1e-46"), "zero"),
        new("SyntaxError", "RNN071", Raw("h = tanh(W @ «) + b"), "Expected"),
        new("WithTab", "RNN020", Raw("h = tanh(W @ [h'; x] +«\tb)"), "tabs"),
        new("DuplicateKey", "RNN026", Raw("h = tanh(W @ [h'; x] + b)\n    «states: { h: hidden }"), "'states'"),
        new("InPlain", "RNN100", """
            [Cell("inputs: { x: input }\nstates: { h: input }\nequations: |\n  h = x + \u0068' * «gone\n", Input = 2)]
            public partial struct Cell;
            """, "'gone'"),
        new("InVerbatim", "RNN100", """
            [Cell(@"about: a ""quoted"" word
            inputs: { x: input }
            states: { h: input }
            equations: |
              h = x + «gone
            ", Input = 2)] public partial struct Cell;
            """, "'gone'"),
        new("InConcatenated", "RNN100", """
            [Cell(«"inputs: { x: input }\nstates: { h: input }\n" + "equations: |\n  h = x + gone\n", Input = 2)]
            public partial struct Cell;
            """, "'gone'"),
        new("AsFieldType", "RNN004", """
            public sealed class User
            {
                public Cell Field;
                public Cell.State State = new();
                public void Use(Cell.Parameters parameters, Cell.Tape tape) => Cell.Forward(parameters, tape);
                public static int Length<TCell>() where TCell : ICell<float> => TCell.Info.InputLength;
                public int Generic() => Length<Cell>();
            }
            [Cell(«"lstmm", Input = 2, Hidden = 3)] public partial struct Cell;
            """, "'lstm'"),
        new("InSpecFile", "RNN100", """
            sizes: { input: 2, hidden: 3 }
            inputs: { x: input }
            states: { h: hidden }
            parameters: [W]
            equations: |
              h = tanh(W @ [h'; x] + «bias)
            """, "'bias'", InSpecFile: true),
        new("OptionWithoutValue", "RNN038", """
            activations:«
            states: { h: 2 }
            equations: |
              h = tanh(h')
            """, "accurate, fast or approximate", InSpecFile: true),
        new("OutputsInBraces", "RNN039", Used("outputs: «{ y: 2 * h, z: h }"), "one a line"),
        new("CommaInBraces", "RNN035", Used("outputs: { y: max(h«, x), z: h }"), "max(h, x)"),
        new("OutputAsList", "RNN033", Used("outputs:\n      y: «[h; x]\n      z: h"), "([h; x])"),
        new("OutputWithoutSpace", "RNN025", Used("outputs:\n      y«:h\n      z: h"), "':'"),
        new("MisspelledOutputs", "RNN027", Used("«output:\n      y: h\n      z: h"), "Did you mean 'outputs'?"),
        new("StatesInBrackets", "RNN038", Used("outputs:\n      y: h\n      z: h", states: "«[h]"), "a map of names to shapes"),
        new("OptionInSpecFile", "RNN014", """
            activations: «quick
            states: { h: 2 }
            equations: |
              h = tanh(h')
            """, "accurate, fast or approximate", InSpecFile: true),
        new("KeyInSpecFile", "RNN027", """
            inputs: { x: 2 }
            states: { h: 2 }
            «equation: |
              h = x
            equations: |
              h = x + h'
            """, "Did you mean 'equations'?", InSpecFile: true),
    ];

    /// <summary>A cell whose every member another class uses.</summary>
    private static string Used(string outputs, string states = "{ h: hidden }") => $$""""
        public class User
        {
            public static void Use(Cell.Parameters parameters, Cell.State state, Cell.Tape tape)
            {
                Cell.Step(parameters.Pack(), tape.x, state, tape.y, tape.z);
                state.h.CopyTo(tape.dhT);
                parameters.W.CopyTo(parameters.b);
                tape.y.CopyTo(tape.dz);
            }
        }
        [Cell("""
            inputs:     { x: input }
            states:     {{states}}
            parameters: [W, b]
            equations: |
              h = tanh(W @ [h'; x] + b)
            {{outputs}}
            """, Input = 3, Hidden = 3)]
        public partial struct Cell;
        """".Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Raw(string equations, string states = "{ h: hidden }", string parameters = "[W, b]") => $$""""
        [Cell("""
            inputs:     { x: input }
            states:     {{states}}
            parameters: {{parameters}}
            equations: |
              {{equations}}
            """, Input = 2, Hidden = 3)]
        public partial struct Cell;
        """".Replace("\r\n", "\n", StringComparison.Ordinal);
}

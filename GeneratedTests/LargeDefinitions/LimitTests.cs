using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.LargeDefinitions;

/// <summary>One more than a limit allows is a message at the one that is too many.</summary>
public class LimitTests
{
    [Fact]
    public void Of_the_text()
    {
        string text = "states: { s: 3 }\nequations: s = 0.5 * s'\n# ", comment = new('c', Limits.Text - text.Length);
        Request.Bind(Request.InPlace(text + comment));
        CellDiagnostic found = Assert.Single(FrontEnd.Read(Request.InPlace(text + comment + "cc")).Diagnostics);
        Assert.Equal(new DiagnosticPlace.Definition(new TextSpan(Limits.Text, 1)), found.Place);
        Assert.Equal("RNN092", found.Rule.Id);
        Assert.StartsWith("A definition has at most 262144 characters, and this one has 262146: split", found.Message);
    }

    [Theory]
    [InlineData("states: { ⟦NAME⟧: 3 }\nequations: NAME = 0.5 * NAME'")]
    [InlineData("states: { s: 3 }\nequations: |\n  ⟦NAME⟧ = s'\n  s = NAME")]
    [InlineData("states: { s: 3 }\nequations: s = 0.5 * s'\noutputs:\n  ⟦NAME⟧: s")]
    [InlineData("sizes: { ⟦NAME⟧: 3 }\nstates: { s: NAME }\nequations: s = 0.5 * s'")]
    [InlineData("constants: { ⟦NAME⟧: 3 }\nstates: { s: 3 }\nequations: s = NAME * s'")]
    public void Of_a_name(string definition)
    {
        Request.Bind(Request.InPlace(With(Limits.Name).Replace("⟦", "").Replace("⟧", "")));
        Mistakes.Expect(With(Limits.Name + 1), "RNN091 This name has 257 letters, and a name has at most 256.");

        string With(int letters) => definition.Replace("NAME", new string('n', letters), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sizes", "2", 1000)]
    [InlineData("constants", "2", 1000)]
    [InlineData("inputs", "3", 1000)]
    [InlineData("parameters", "3", 1000)]
    [InlineData("states", "3", 1000)]
    public void Of_declarations(string key, string value, int limit) => Mistakes.Expect(
        $"{key}: {{ {Joined(limit, i => $"v_{i}_: {value}")}, ⟦extra⟧: {value}, more: {value} }}\noutputs:\n  y: 2 * 3",
        $"RNN093 There are {limit + 2} {key}, and a definition has at most {limit}.");

    [Fact]
    public void Of_outputs() => Mistakes.Expect(
        $"inputs: {{ x: 3 }}\noutputs:\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"  y_{i}: x\n"))}  ⟦extra⟧: x\n",
        "RNN093 There are 1001 outputs, and a definition has at most 1000.");

    [Fact]
    public void Of_requirements() => Mistakes.Expect(
        $"sizes: {{ n: 3, m: 3 }}\nrequire: [{Joined(100, _ => "n = m")}, ⟦n = m⟧]\ninputs: {{ x: n }}\noutputs:\n  y: x\n",
        "RNN093 There are 101 requirements, and a definition has at most 100.");

    [Fact]
    public void Of_operations()
    {
        // Each equation counts 42, so that 214 are within the limit; the state's does not count.
        Request.Bind(Request.InPlace(Definition(214, "v_0")));
        Mistakes.Expect(Definition(215, "v_0").Replace("  v_214 =", "  ⟦v_214⟧ =", StringComparison.Ordinal), Message(9030));
        // One equation of a join counts as one for each part.
        string join = string.Join("; ", Enumerable.Range(0, 220).Select(_ => "x"));
        string parts = "inputs: { x: 3 }\nparameters: { W: [3, 660] }\noutputs:\n  ⟦y⟧: W @ [" + join + "]\n";
        Mistakes.Expect(parts, Message(9020));

        static string Definition(int products, string last) =>
            $"states: {{ s: 3 }}\nparameters: {{ W: [3, 3] }}\nequations: |\n"
            + string.Concat(Enumerable.Range(0, products).Select(i => $"  v_{i} = tanh(W @ s')\n"))
            + $"  s = {last}\noutputs:\n{string.Concat(Enumerable.Range(0, products).Select(i => $"  v_{i}:\n"))}";

        static string Message(int found) => $"RNN090 Up to here the operations of this definition count {found}, and 9000 are allowed "
            + "('@' counts 40, 'tanh' 2): split the cell in two.";
    }

    private static string Joined(int count, Func<int, string> part) => string.Join(", ", Enumerable.Range(0, count).Select(part));
}

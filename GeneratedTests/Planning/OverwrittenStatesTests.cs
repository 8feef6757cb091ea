using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Sequences;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Which states a tape that saves nothing does not hold at every step.</summary>
public class OverwrittenStatesTests
{
    private static readonly LoopRules s_none = LoopRules.Measured with { States = new StateRules(Kept: 0) };

    /// <summary>A matrix that its loop overwrites in place, and that nothing reads later.</summary>
    [Theory]
    [InlineData("S = f * S' + outer(v, k)", "S @ q", "0")]
    [InlineData("S = f * S' + outer(v - S' @ k, k)", "S @ q + S' @ q", "0")]
    [InlineData("S = f * S' + outer(k, v @ S')", "S @ q", "0")] // by columns
    [InlineData("S = f * S' + outer(v, k)", "transpose(S) @ q", "0")]
    [InlineData("S = W @ transpose(S')", "S @ q", "0")] // products of matrices go through memory of their own
    [InlineData("S = f * transpose(S') + outer(v, k)", "S @ q", "0")] // turned before the first new element
    [InlineData("S = f * S' + outer(v, k)\n  z = S' @ q", "S @ z", "0")]
    [InlineData("S = f * S' + outer(v, k)\n  A = S' @ W", "A @ q", "")] // the old one is read when the new one is there
    public void A_matrix_that_a_step_overwrites_in_place(string equations, string output, string states) =>
        Assert.Equal(states, Of(Definition("S: [n, n]", equations, output), s_none));

    /// <summary>Vectors are small, and a state that goes from the last step to the first is found at every row's own end.</summary>
    [Fact]
    public void Vectors_are_kept() => Assert.Equal(
        "1", Of(Definition("h: n, S: [n, n]", "h = tanh(W @ h' + q)\n  S = f * S' + outer(h, k)", "S @ q"), s_none));

    /// <summary>64 KB of either element type; exported C keeps them all.</summary>
    [Theory]
    [InlineData(128, 128, ElementType.Float, "")]
    [InlineData(129, 128, ElementType.Float, "0")]
    [InlineData(64, 128, ElementType.Double, "")]
    [InlineData(65, 128, ElementType.Double, "0")]
    public void By_the_bytes_of_a_step(int m, int n, ElementType element, string states)
    {
        string definition = $"sizes: {{ m: {m}, n: {n} }}\ninputs: {{ q: n, k: n, v: m, f: [] }}\nstates: {{ S: [m, n] }}\n"
            + "equations: |\n  S = f * S' + outer(v, k)\noutputs:\n  y: S @ q\n";
        Assert.Equal(states, Of(definition, LoopRules.Measured, element));
        Assert.Equal("", Of(definition, LoopRules.Measured with { States = StateRules.All }, element));
    }

    /// <summary>Tests of random memories meet such states, and say so in the plan's text.</summary>
    [Fact]
    public void Random_memories_have_them()
    {
        int[] found = [.. Enumerable.Range(0, 20).Select(seed => Plan(HeadsDefinition.Create(seed), ManyLoops.Rules).Overwritten.Count)];
        Assert.InRange(found.Count(states => states > 0), 10, 19);
        var cell = new PlannedCell(
            Request.Lower(Request.InPlace(Definition("S: [n, n]", "S = f * S' + outer(v, k)", "S @ q"))), ElementType.Float, new(),
            rules: s_none);
        Assert.Contains("overwritten where nothing is saved [Next 0]\n", PlanText.Print(cell.Plan, cell.Memory));
    }

    private static string Definition(string states, string equations, string output) =>
        $"sizes: {{ n: 20 }}\ninputs: {{ q: n, k: n, v: n, f: [] }}\nstates: {{ {states} }}\nparameters: {{ W: [n, n] }}\n"
        + $"equations: |\n  {equations}\noutputs:\n  y: {output}\n";

    private static string Of(string definition, LoopRules rules, ElementType element = ElementType.Float) =>
        string.Join(" ", Plan(definition, rules, element).Overwritten);

    private static Compiler.Planning.Model.CellPlan Plan(string definition, LoopRules rules, ElementType element = ElementType.Float) =>
        new PlannedCell(Request.Lower(Request.InPlace(definition)), element, new CellOptions(), rules: rules).Plan;
}

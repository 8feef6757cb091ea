using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
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
    private static readonly LoopRules s_none = LoopRules.Measured with
    {
        States = new StateRules(InInference: 0, Kept: 0, Cache: 0, Least: 2, Most: 2),
    };

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

    /// <summary>
    /// More than 32 KB of either element type in inference, more than 64 KB in training too; exported C keeps them all.
    /// </summary>
    [Theory]
    [InlineData(64, 128, ElementType.Float, "", 1)]
    [InlineData(65, 128, ElementType.Float, "0", 1)]
    [InlineData(128, 128, ElementType.Float, "0", 1)]
    [InlineData(129, 128, ElementType.Float, "0", 7)]
    [InlineData(32, 128, ElementType.Double, "", 1)]
    [InlineData(33, 128, ElementType.Double, "0", 1)]
    [InlineData(64, 128, ElementType.Double, "0", 1)]
    [InlineData(65, 128, ElementType.Double, "0", 7)]
    public void By_the_bytes_of_a_step(int m, int n, ElementType element, string states, int stretch)
    {
        string definition = $"sizes: {{ m: {m}, n: {n} }}\ninputs: {{ q: n, k: n, v: m, f: [] }}\nstates: {{ S: [m, n] }}\n"
            + "equations: |\n  S = f * S' + outer(v, k)\noutputs:\n  y: S @ q\n";
        CellPlan plan = Plan(definition, LoopRules.Measured, element);
        Assert.Equal((states, stretch), (string.Join(" ", plan.Overwritten), plan.Stretch));
        Assert.Equal("", Of(definition, LoopRules.Measured with { States = StateRules.All }, element));
    }

    /// <summary>
    /// The way back makes a memory again where its loop has passes over matrices alone, or maps between them; heads that do not read each
    /// other one after the other.
    /// </summary>
    [Theory]
    [InlineData("S = f * S' + outer(v, k)", "S @ q", 2, "[0] of 400")]
    [InlineData("S = f * S' + outer(v - S' @ k, k)", "S @ q", 2, "[0] of 400")]
    [InlineData("S = tanh(f * S' + outer(k, v @ S'))", "S @ q + S' @ q", 2, "[0] of 400")]
    [InlineData("S = f * S' + outer(W @ v, W @ k)", "W @ (S @ q)", 2, "[0] of 400")] // weights before and behind the loop
    [InlineData("S = f * S' + outer(tanh(W @ (S' @ k)), k)", "S @ q", 1, "")] // and in it
    [InlineData("S = f * transpose(S') + outer(v, k)", "S @ q", 1, "")]
    public void The_way_back_makes_states_again(string equations, string output, int stretch, string parts) =>
        Assert.Equal((stretch, parts), Stretches(Definition("S: [n, n]", equations, output)));

    [Theory]
    [InlineData("part(S', j, heads)", 2, "[0] of 60 [0] of 60 [0] of 60")]
    public void Heads_are_made_again_one_after_the_other(string before, int stretch, string parts)
    {
        string definition = "sizes: { heads: 3, m: 5, n: 12 }\n"
            + "inputs: { q: heads * n, k: heads * n, v: heads * m, f: heads }\nstates: { S: [heads * m, n] }\n"
            + "equations: |\n  repeat j in 0..heads:\n    e[j] = part(v, j, heads) - part(S', j, heads) @ part(k, j, heads)\n"
            + $"    S[j] = f[j] * {before} + outer(e[j], part(k, j, heads))\n    z[j] = S[j] @ part(q, j, heads)\noutputs:\n  y: z\n";
        Assert.Equal((stretch, parts), Stretches(definition));
    }

    /// <summary>As many steps as half of a second-level cache has states of a part, from 4 to 16.</summary>
    [Theory]
    [InlineData(1024, 16)]
    [InlineData(8192, 16)]
    [InlineData(16384, 8)]
    [InlineData(24000, 5)]
    [InlineData(131072, 4)]
    public void A_stretch_fits_the_cache(int elements, int steps) => Assert.Equal(steps, StateRules.Measured.Stretch(elements, lanes: 16));

    private static (int Stretch, string Parts) Stretches(string definition)
    {
        CellPlan plan = Plan(definition, s_none);
        string[] parts = [.. plan.Tapes.Select(tape => string.Join(
            " ", tape.Backward.Sweeps.SelectMany(sweep => sweep.Components).Select(p => $"[{string.Join(", ", Again(p))}] of {p.Width}")))];
        Assert.Equal(parts[0], parts[1]);
        return (plan.Stretch, parts[0]);

        // Counted from the first of the component.
        static IEnumerable<int> Again(StretchComponent component) => component.Again.Select(i => i - component.Again[0]);
    }

    /// <summary>Tests of random memories meet such states, and say so in the plan's text.</summary>
    [Fact]
    public void Random_memories_have_them()
    {
        CellPlan[] plans = [.. Enumerable.Range(0, 20).Select(seed => Plan(HeadsDefinition.Create(seed), ManyLoops.Rules))];
        Assert.InRange(plans.Count(plan => plan.Overwritten.Count > 0), 10, 19);
        Assert.InRange(plans.Count(plan => plan.Stretch == 2), 5, 19);
        var cell = new PlannedCell(
            Request.Lower(Request.InPlace(Definition("S: [n, n]", "S = f * S' + outer(v, k)", "S @ q"))), ElementType.Float, new(),
            rules: s_none);
        string text = PlanText.Print(cell.Plan, cell.Memory);
        Assert.Contains("overwritten where nothing is saved [Next 0], else in stretches of 2 steps\n", text);
        Assert.Contains("    back over [0, 1] with [Next 0 0 + 400 at 0] made again by [0], carried [Next 0 0 + 400 at 0]\n", text);
    }

    private static string Definition(string states, string equations, string output) =>
        $"sizes: {{ n: 20 }}\ninputs: {{ q: n, k: n, v: n, f: [] }}\nstates: {{ {states} }}\nparameters: {{ W: [n, n] }}\n"
        + $"equations: |\n  {equations}\noutputs:\n  y: {output}\n";

    private static string Of(string definition, LoopRules rules, ElementType element = ElementType.Float) =>
        string.Join(" ", Plan(definition, rules, element).Overwritten);

    private static CellPlan Plan(string definition, LoopRules rules, ElementType element = ElementType.Float) =>
        new PlannedCell(Request.Lower(Request.InPlace(definition)), element, new CellOptions(), rules: rules).Plan;
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>What becomes of memories in heads, and of rows of matrices that no step ties together.</summary>
public class HeadStageTests
{
    private const string Before = "part(S', j, heads)", Write = "outer(part(v, j, heads), part(k, j, heads))";

    private const string Correct = $"outer(part(v, j, heads) - {Before} @ part(k, j, heads), part(k, j, heads))";

    /// <summary>
    /// Each head has a pass of its own over its part of the state, where this lies; all heads are one kernel; and what the way back reads
    /// of the memories are the states.
    /// </summary>
    [Theory]
    [InlineData($"f[j] * {Before} + {Write}", 1)]
    [InlineData($"f[j] * {Before} + {Correct}", 2)]
    [InlineData($"f[0] * {Before} + {Write}", 1)]
    public void Heads_go_one_after_the_other_by_one_kernel(string update, int passes)
    {
        PlannedCell cell = Heads(update, heads: 3, n: 20);
        CellProgram stream = cell.Plan.Streaming;
        List<Stage.Matrix> matrices = [.. stream.Sweeps.SelectMany(sweep => sweep.Stages).OfType<Stage.Matrix>()];
        Assert.Equal(3 * passes, matrices.Count);
        Assert.Empty(stream.Banks!.Copied);
        Assert.Equal(passes, cell.Kernels.Set.All.Count(kernel => kernel.Name.StartsWith("StepMatrix", System.StringComparison.Ordinal)));
        Assert.DoesNotContain(cell.Plan.Saved.Values, value => value.Shape.IsMatrix);
        // A head's result goes to its place among the outputs.
        Assert.All(
            matrices.SelectMany(matrix => matrix.Body.Sums).TakeLast(3), sum => Assert.Equal(Region.Output, sum.Location.Region));
    }

    /// <summary>What one head has overwritten another one still needs.</summary>
    [Theory]
    [InlineData("f[j] * part(S', heads - 1 - j, heads) + " + Write, "z")]
    [InlineData($"f[j] * {Before} + {Write}", "z + S' @ z[0]")]
    public void A_state_that_another_head_reads_is_copied(string update, string output) =>
        Assert.Equal([0], Heads(update, heads: 2, n: 20, output).Plan.Streaming.Banks!.Copied);

    /// <summary>
    /// Where a row needs no other row of the step before, some rows go through all steps before the next, as long as the matrices of a step
    /// are more than the cache holds; heads go one after the other.
    /// </summary>
    [Theory]
    [InlineData("S = f * S' + outer(v, k)", 128, "128/16")]
    [InlineData("S = f * S' + outer(v - S' @ k, k)", 128, "128/16")] // with the map between its passes
    [InlineData("S = f * S' + outer(v, k)", 97, "97/20")]
    [InlineData("S = tanh(f * S' + outer(S' @ k, k))", 96, "96/20")]
    [InlineData("S = f * S' + outer(v - S' @ k, k)", 97, "")] // a map takes whole vectors
    [InlineData("S = f * S' + outer(v, k)", 64, "")] // fits
    [InlineData("S = f * S' + outer(k, v @ S')", 128, "")] // by columns
    [InlineData("S = f * S' + outer(v, S' @ k)", 128, "")] // every row reads all of them
    [InlineData("S = (f + sum(S')) * S' + outer(v, k)", 128, "")]
    public void Rows_that_nothing_ties_together_go_through_all_steps(string update, int n, string blocks)
    {
        PlannedCell cell = new(Request.Lower(Request.InPlace(
            $"inputs: {{ q: {n}, k: {n}, v: {n}, f: [] }}\nstates: {{ S: [{n}, {n}] }}\nequations: |\n  {update}\noutputs:\n  y: S @ q\n")),
            ElementType.Float, new CellOptions());
        TapePrograms row = cell.Plan.Row!;
        Assert.All(new[] { row.Inference ?? row.Forward, row.Forward }, program => Assert.Equal(blocks, Blocks(program)));
        Assert.Equal("", Blocks(row.Backward));
        Assert.Equal("", Blocks(cell.Plan.Streaming));
    }

    [Theory]
    [InlineData(64, "64/32 64/32 64/32 64/32")]
    [InlineData(40, "40/40 40/40 40/40 40/40")]
    [InlineData(24, "")]
    public void Heads_go_through_all_steps_one_after_the_other(int n, string blocks)
    {
        CellPlan plan = Heads($"f[j] * {Before} + {Write}", heads: 4, n).Plan;
        Assert.Equal(blocks, Blocks(plan.Row!.Inference!));
        // Among others a sequence has less of the cache.
        Assert.Equal(n == 24 ? "24/24 24/24 24/24 24/24" : blocks, Blocks(plan.Rows!.Inference!));
    }

    private static PlannedCell Heads(string update, int heads, int n, string output = "z") => new(
        Request.Lower(Request.InPlace(
            $"sizes: {{ heads: {heads}, n: {n} }}\ninputs: {{ q: heads * n, k: heads * n, v: heads * n, f: heads }}\n"
            + $"states: {{ S: [heads * n, n] }}\nequations: |\n  repeat j in 0..heads:\n    S[j] = {update}\n"
            + $"    z[j] = S[j] @ part(q, j, heads)\noutputs:\n  y: {output}\n")),
        ElementType.Float, new CellOptions());

    private static string Blocks(CellProgram program) => string.Join(" ", program.Sweeps
        .Where(sweep => sweep.Kind != SweepKind.AllRows).SelectMany(sweep => sweep.Blocks).Select(b => $"{b.Rows}/{b.Side}"));
}

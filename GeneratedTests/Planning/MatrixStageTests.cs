using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Shapes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.RandomCells;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>What passes over matrices a plan makes of a memory's equations.</summary>
public class MatrixStageTests
{
    private const string Vectors = "sizes: [n]\ninputs: { q: n, k: n, v: n, f: [], i: [] }\nstates: { S: [n, n] }\n";

    private static readonly Shape s_matrix = Shape.Matrix(20, 20);

    /// <summary>
    /// Each element is loaded and stored once a pass. A product that the update needs complete has a pass of its own; every other is
    /// gathered beside the update.
    /// </summary>
    [Theory]
    [InlineData("S = f * S' + i * outer(v, k)", "S @ q", 1, false)]
    [InlineData("S = f * S' + outer(k, i * v)", "q @ S", 1, true)]
    [InlineData("S = f * S' + i * outer(v, k)", "S @ q + k @ S'", 1, false)] // of the new memory and of the old one, from both sides
    [InlineData("S = f * S' + outer(v, k) - outer(k, q)", "(S @ q) * (S' @ v) / (1 + sum(S))", 1, false)]
    [InlineData("S = S' + f * outer(v - S' @ k, k)", "S @ q", 2, false)]
    [InlineData("S = S' + outer(k, f * (v - k @ S'))", "q @ S", 2, true)]
    [InlineData("S = tanh(f * S' + outer(v, k))", "q", 1, false)]
    public void A_memory_is_passed_over_once(string update, string output, int passes, bool byColumns)
    {
        CellPlan plan = Plan($"{Vectors}equations: |\n  {update}\noutputs:\n  y: {output}\n");
        List<Stage> stages = [.. Stages(plan.Streaming)];
        List<Stage.Matrix> matrices = [.. stages.OfType<Stage.Matrix>()];
        Assert.Equal(passes, matrices.Count);
        Assert.All(matrices, matrix => Assert.Equal((s_matrix, byColumns), (matrix.Shape, matrix.ByColumns)));
        Assert.Empty(stages.OfType<Stage.General>());
        Assert.Empty(plan.Streaming.Banks!.Copied);
        // No matrix is private memory, forward or backward; the states are what the way back reads.
        foreach (CellProgram program in plan.TapePrograms.Append(plan.Streaming))
        {
            IEnumerable<Location> places = Stages(program).SelectMany(Places.Written);
            Assert.DoesNotContain(places, place => place.Region.IsPrivate() && place.Length >= s_matrix.Length);
        }
    }

    /// <summary>
    /// What reads a memory is in its loop, wherever the vectors that it is read with come from: no program has the matrices of several
    /// steps in memory of its own.
    /// </summary>
    [Theory]
    [InlineData("Wq @ x", "Wo @ (S @ q)", 1)] // made before the loop for many steps at once
    [InlineData("Wq @ tanh(h')", "S @ q", 1)] // of a state of another loop
    [InlineData("Wq @ h", "tanh(q @ S)", 1)]
    [InlineData("Wq @ (S' @ k)", "S @ q", 2)] // of the memory itself
    public void A_memory_is_read_in_its_loop(string query, string output, int passes)
    {
        CellPlan plan = Plan("sizes: [n]\ninputs: { x: n }\nstates: { S: [n, n], h: n }\n"
            + "parameters: { Wq: [n, n], Wk: [n, n], Wv: [n, n], Wh: [n, n], Wo: [n, n] }\n"
            + $"equations: |\n  k = Wk @ x\n  v = Wv @ x\n  h = tanh(Wh @ h' + x)\n  q = {query}\n"
            + $"  S = 0.9 * S' + outer(v, k)\noutputs:\n  y: {output} + Wo @ h\n", n: 64);
        CellProgram[] programs = [plan.Streaming, .. new[] { plan.Run }.OfType<CellProgram>(), .. plan.TapePrograms];
        foreach (CellProgram program in programs)
        {
            IEnumerable<Location> places = Stages(program).SelectMany(Places.Written);
            Assert.DoesNotContain(places, place => place.Region.IsPrivate() && place.Length >= 64 * 64);
            // On the way back the memories of all steps are there: one pass carries their adjoint, others read them.
            foreach (Sweep sweep in program.Sweeps.Where(sweep => sweep.Stages.Any(stage => stage is Stage.Matrix)))
            {
                if (program.IsBackward && sweep.Kind == SweepKind.AllRows) continue;
                Assert.NotEqual(SweepKind.AllRows, sweep.Kind);
                Assert.Equal(program.IsBackward ? 1 : passes, sweep.Stages.Count(stage => stage is Stage.Matrix));
            }
        }
    }

    /// <summary>What is the same in a whole row is multiplied once a row, and what all products of a sum share behind it.</summary>
    [Fact]
    public void Factors_are_grouped_by_what_they_vary_along()
    {
        CellPlan plan = Plan($"{Vectors}equations: |\n  S = f * S' + i * outer(v, k)\noutputs:\n  y: S @ (f * q)\n");
        MatrixBody body = Assert.Single(Stages(plan.Streaming).OfType<Stage.Matrix>()).Body;
        Dictionary<int, Along> kinds = body.Kinds();
        Assert.Equal([Along.Rows, Along.Both, Along.Both, Along.Both], body.Equations.Select(e => kinds[e.Result.Id]).Order());
        Assert.Equal(2, Assert.Single(body.Sums).Factors.Count);
        MatrixBody backward = Assert.Single(Stages(plan.Rows!.Backward).OfType<Stage.Matrix>(), m => m.Body.Sums.Count > 1).Body;
        Assert.Contains(backward.Sums, sum => sum.Of == Along.Nothing && sum.Scale is not null);
    }

    /// <summary>A state that is repeated along a matrix, or gathered as a sum, is not overwritten while it is read.</summary>
    [Theory]
    [InlineData("S = S' + outer(c', k)\n  c = k @ S", "1")]
    [InlineData("S = f * S' + outer(v, c')\n  c = S' @ c'", "1")]
    [InlineData("S = f * S' + outer(v, k)\n  c = f * c' + k", "")]
    public void States_are_copied_where_a_pass_overwrites_them(string equations, string copied)
    {
        string declarations = Vectors.Replace("S: [n, n]", "S: [n, n], c: n", StringComparison.Ordinal);
        CellPlan plan = Plan($"{declarations}equations: |\n  {equations}\noutputs:\n  y: q\n");
        Assert.Equal(copied, string.Join(" ", plan.Streaming.Banks!.Copied));
    }

    /// <summary>The random memories of other tests have every kind of operand, order and sum.</summary>
    [Fact]
    public void Random_memories_have_passes_of_every_kind()
    {
        List<Stage.Matrix> all = [.. Enumerable.Range(0, 60).SelectMany(seed => Plan(MatrixDefinition.Create(seed)).TapePrograms)
            .SelectMany(Stages).OfType<Stage.Matrix>()];
        var kinds = all.SelectMany(matrix => matrix.Body.Sums.Select(sum => (matrix.ByColumns, sum.Of, sum.Scale is not null))).ToHashSet();
        foreach (bool scaled in new[] { false, true })
        {
            Assert.Superset(new[] { Along.Nothing, Along.Rows, Along.Columns }.Select(of => (false, of, scaled)).ToHashSet(), kinds);
            Assert.Superset(new[] { Along.Nothing, Along.Columns }.Select(of => (true, of, scaled)).ToHashSet(), kinds);
        }
        Assert.Contains(all, matrix => matrix.Body.Gradients.Count > 0);
        Assert.Contains(all, matrix => matrix.Body.Sums.Any(sum => sum.Reduction == Reduction.Maximum));
    }

    private static CellPlan Plan(string definition, int n = 20)
    {
        bool hasSize = definition.StartsWith("sizes: [n]", StringComparison.Ordinal);
        CellRequest request = hasSize ? Request.InPlace(definition, ("n", n)) : Request.InPlace(definition);
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(Request.Lower(request)));
        return Planner.Plan(Pipeline.AfterDifferentiation(adjoint), elementSize: 4, new CellOptions());
    }

    private static IEnumerable<Stage> Stages(CellProgram program) => program.Sweeps.SelectMany(sweep => sweep.Stages);
}

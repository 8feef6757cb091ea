using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Cells of so many equations that they do without some of their kernels: which, when, and that they compute the same.</summary>
public class LargeCellTests
{
    /// <summary>Chains of products, all in one loop. Lanes come first, then one sequence; what does not fit is left out.</summary>
    [Theory]
    [InlineData(5, 33, true, false)]
    [InlineData(20, 33, false, false)]
    [InlineData(5, 7, true, true)]
    [InlineData(11, 7, false, true)]
    [InlineData(16, 7, true, false)]
    public void What_does_not_fit_is_left_out(int products, int hidden, bool hasRow, bool hasLanes)
    {
        (string, int)[] sizes = [("input", 3), ("hidden", hidden)];
        string definition = Definition(products, "g", "a remark");
        using CellBatch compiled = CellBatch.Compile([new CellSource(definition, sizes, ElementType.Float)]);
        Assert.Equal((hasRow, hasLanes), Kernels(compiled.Kernels[0]));

        StepFunction function = Request.Lower(Request.InPlace(definition, sizes));
        foreach (int batch in new[] { 1, 4, 16 })
        {
            SequenceDraw draw = SequenceDraw.Random(function, 3, batch, new Random(batch)).Tame();
            KernelOracle.Check(compiled[0], function, ElementType.Float, draw, 3, batch, 3e-5);
        }
    }

    /// <summary>A stack of layers has a loop for each, and keeps what a layer has by itself; very many do not.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(8, true)]
    [InlineData(18, false)]
    public void Layers_keep_the_kernels_of_one_sequence(int layers, bool hasRow)
    {
        StepFunction function = Request.Lower(Request.InPlace(Layers(layers), ("input", 64), ("hidden", 128)));
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function));
        CellPlan plan = Planner.Plan(Pipeline.AfterDifferentiation(adjoint), elementSize: 4, new CellOptions());
        Assert.Equal(layers, plan.Rows!.Forward.Sweeps.Count(sweep => sweep.Kind == SweepKind.TimeLoop));
        Assert.Equal(hasRow, plan.Row is not null);
        Assert.Equal(!hasRow, plan.Missing.Any(missing => missing.Why.Contains("statements", StringComparison.Ordinal)));
    }

    private static string Layers(int count)
    {
        int[] layers = [.. Enumerable.Range(0, count)];
        return $$"""
            sizes: [input, hidden]
            inputs: { x: input }
            states: { {{string.Join(", ", layers.Select(i => $"h_{i}_: hidden, c_{i}_: hidden"))}} }
            parameters: [{{string.Join(", ", layers.SelectMany(i => "figo".Select(gate => $"W{gate}_{i}_, b{gate}_{i}_")))}}]
            equations: |
            {{string.Join('\n', layers.SelectMany(Layer))}}
            """;

        static IEnumerable<string> Layer(int i)
        {
            string x = i == 0 ? "x" : $"h_{i - 1}_";
            foreach (char gate in "figo")
                yield return $"  {gate}_{i}_ = {(gate == 'g' ? "tanh" : "sigmoid")}(W{gate}_{i}_ @ [h_{i}_'; {x}] + b{gate}_{i}_)";
            yield return $"  c_{i}_ = f_{i}_ * c_{i}_' + i_{i}_ * g_{i}_";
            yield return $"  h_{i}_ = o_{i}_ * tanh(c_{i}_)";
        }
    }

    /// <summary>Neither long names nor long remarks take kernels away.</summary>
    [Fact]
    public void Names_and_remarks_do_not_count()
    {
        (string, int)[] sizes = [("input", 3), ("hidden", 33)];
        string name = "a_name_of_very_many_letters_indeed", remark = string.Concat(Enumerable.Repeat("many words; ", 5000));
        using CellBatch compiled = CellBatch.Compile([
            new CellSource(Definition(5, "g", "a remark"), sizes, ElementType.Float),
            new CellSource(Definition(5, name, remark), sizes, ElementType.Float),
        ]);
        Assert.Equal(Kernels(compiled.Kernels[0]), Kernels(compiled.Kernels[1]));
    }

    private static (bool HasRow, bool HasLanes) Kernels(string source) =>
        (source.Contains("BackwardRowPass", StringComparison.Ordinal), source.Contains("BackwardLanesPass", StringComparison.Ordinal));

    private static string Definition(int products, string name, string remark)
    {
        return $$"""
            about: {{remark}}
            sizes: [input, hidden]
            inputs: { x: input }
            states: { s: hidden }
            parameters: { {{string.Join(", ", Enumerable.Range(0, products).Select(i => $"W_{name}{i}: [hidden, hidden + input]"))}} }
            equations: |
            {{string.Join('\n', Enumerable.Range(0, products).Select(Link))}}
              s = 0.5 * s' + {{name}}{{products - 1}}
            """;

        string Link(int i) => $"  {name}{i} = tanh(W_{name}{i} @ [{(i == 0 ? "s'" : $"{name}{i - 1}")}; x])";
    }
}

using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Cells of so many equations that they do without some of their kernels: which, when, and that they compute the same.</summary>
public class LargeCellTests
{
    /// <summary>Chains of products. Five of 33 units are still an ordinary cell.</summary>
    [Theory]
    [InlineData(5, 33, true, false)]
    [InlineData(12, 33, false, false)]
    [InlineData(4, 7, true, true)]
    [InlineData(5, 7, false, true)]
    [InlineData(12, 7, false, false)]
    public void Kernels_of_one_sequence_go_first_and_lanes_next(int products, int hidden, bool hasRow, bool hasLanes)
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

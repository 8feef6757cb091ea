using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Products over all small numbers of rows and of weights, so that each tile comes with each that may be left after it.</summary>
public class TileTests
{
    /// <summary>Sums of a unit side by side; inputs of as many elements as leave each remainder of the gradients' tiles.</summary>
    private static readonly (int Sums, int Input)[] s_cells =
        [(1, 7), (1, 13), (2, 8), (3, 9), (4, 10), (4, 11), (5, 5), (6, 14), (8, 4), (9, 3)];

    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Every_number_of_rows_agrees_with_the_interpreter(ElementType element)
    {
        double tolerance = element == ElementType.Double ? 1e-12 : 2e-5;
        (string, int)[][] sizes = [.. s_cells.Select(cell => new[] { ("input", cell.Input), ("hidden", 24 + cell.Sums) })];
        using CellBatch compiled = CellBatch.Compile(
            [.. s_cells.Select((cell, i) => new CellSource(Definition(cell.Sums), sizes[i], element))]);
        for (int i = 0; i < s_cells.Length; i++)
        {
            StepFunction function = Request.Lower(Request.InPlace(Definition(s_cells[i].Sums), sizes[i]));
            for (int batch = 2; batch <= 15; batch++)
            {
                SequenceDraw draw = SequenceDraw.Random(function, 2, batch, new Random(batch));
                KernelOracle.Check(compiled[i], function, element, draw, 2, batch, tolerance);
            }
        }
    }

    /// <summary>A cell of so many gates, each with weights of its own.</summary>
    private static string Definition(int sums) => $$"""
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [{{string.Join(", ", Enumerable.Range(0, sums).Select(i => $"W{i}, b{i}"))}}]
        equations: |
          h = tanh({{string.Join(" * ", Enumerable.Range(0, sums).Select(i => $"(1 + sigmoid(W{i} @ [h'; x] + b{i}))"))}} - h')
        """;
}

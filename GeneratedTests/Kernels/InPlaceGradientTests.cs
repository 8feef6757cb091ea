using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Weight gradients of one sequence that are added where the parameters' gradients lie, beside those that are gathered first.
/// </summary>
public class InPlaceGradientTests
{
    /// <summary>Rows of one to five vectors, and of parts of one, so that a parameter has columns of both kinds.</summary>
    private static readonly (int Input, int Hidden)[] s_sizes = [(16, 16), (32, 17), (5, 48), (80, 5), (48, 32)];

    /// <summary>One step, a few, and for some of the cells more than a chunk of rows.</summary>
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Zoo_cells_agree_with_the_interpreter(ElementType element)
    {
        string[] names = ["lstm", "gru", "lstm-projection", "rnn-softmax"];
        // Each cell at each size in one of the precisions.
        var cells = names.SelectMany((name, i) => s_sizes.Where((_, j) => (i + j) % 2 == (int)element)
            .Select(size => (name, Sizes(name, size), ZooSizes.Function(name, Sizes(name, size))))).ToList();
        Check(cells, element, i => i % 4 == 0 ? [1, 67] : [1, 3]);
    }

    /// <summary>
    /// Weights that are read transposed, by two products, in parts, with vectors that are parameters themselves, and adjoints of other
    /// lengths.
    /// </summary>
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Unusual_products_agree_with_the_interpreter(ElementType element)
    {
        const string Definition = """
            sizes: [input, hidden]
            inputs: { x: input }
            states: { h: hidden }
            parameters: { W: [hidden, hidden], V: [hidden, input], A: [input, hidden], B: [hidden, 2 * hidden], p: hidden, s: input }
            equations: |
              a = tanh(W @ h' + V @ (x * s))
              b = sigmoid(W @ a + V @ s + B @ [a; p])
              h = tanh(transpose(A) @ x + B @ [h'; b] + W @ p) * a
            outputs:
              y: A @ h
            """;
        (string, int)[][] sizes = [.. s_sizes.Select(size => new[] { ("input", size.Input), ("hidden", size.Hidden) })];
        Check([.. sizes.Select(of => (Definition, of, Request.Lower(Request.InPlace(Definition, of))))], element, _ => [1, 4]);
    }

    /// <summary>What is said to be in place is, and nothing is: columns of whole vectors, of one sequence.</summary>
    [Fact]
    public void Whole_rows_have_no_panel()
    {
        using CellBatch compiled = CellBatch.Compile(
            [.. s_sizes.Select(size => new CellSource("rnn", Sizes("rnn", size), ElementType.Float))]);
        for (int i = 0; i < s_sizes.Length; i++)
        {
            string flush = Method(compiled.Kernels[i], "AddRowGradients");
            (int input, int hidden) = s_sizes[i];
            Assert.Equal(Gathered(input, hidden), Unpacked(flush));
            Assert.Equal(2, Unpacked(Method(compiled.Kernels[i], "AddGradients")));
        }

        static int Gathered(int input, int hidden) => (input % 16 == 0 ? 0 : 1) + (hidden % 16 == 0 ? 0 : 1);
    }

    /// <summary>How many matrices are unpacked; a call has one, or a list of those that differ in nothing else.</summary>
    private static int Unpacked(string method) => method.Split("Panels.Unpack").Skip(1).Sum(call =>
    {
        int open = call.IndexOf('[', StringComparison.Ordinal), end = call.IndexOf(';', StringComparison.Ordinal);
        return open < 0 || open > end ? 1 : call[open..call.IndexOf(']', StringComparison.Ordinal)].Split(',').Length;
    });

    private static (string, int)[] Sizes(string name, (int Input, int Hidden) size) =>
        [.. ZooSizes.Of(name, size.Hidden).Select(s => s.Name == "input" ? (s.Name, size.Input) : s)];

    private static string Method(string source, string name)
    {
        string start = $"public static void {name}(";
        int at = source.IndexOf(start, StringComparison.Ordinal);
        Assert.True(at >= 0, name);
        return source[at..source.IndexOf("\n    } }\n", at, StringComparison.Ordinal)];
    }

    private static void Check(
        List<(string Definition, (string, int)[] Sizes, StepFunction Function)> cells, ElementType element, Func<int, int[]> timeSteps)
    {
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => new CellSource(cell.Definition, cell.Sizes, element))]);
        for (int i = 0; i < cells.Count; i++)
        {
            foreach (int steps in timeSteps(i))
            {
                SequenceDraw draw = SequenceDraw.Random(cells[i].Function, steps, 1, new Random(i)).Tame();
                KernelOracle.Check(compiled[i], cells[i].Function, element, draw, steps, 1, element == ElementType.Double ? 1e-12 : 3e-5);
            }
        }
    }
}

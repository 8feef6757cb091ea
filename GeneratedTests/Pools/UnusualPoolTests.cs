using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>Pools of cells beyond those of the zoo: everything that a definition or an option may bring into a step.</summary>
public class UnusualPoolTests
{
    private const string Learned = """
        inputs:     { x: 3 }
        states:     { h: { shape: 3, initial: h0 }, c: { shape: 3, initial: -0.5 }, z: 3 }
        parameters: { h0: , W: [3, 3] }
        equations: |
          h = tanh(W @ h' + x)
          c = 0.5 * c' + h
          z = 0.5 * z' + c
        outputs:
          y: h + z

        """;

    private const string Matrix = """
        inputs:     { x: 5, u: [] }
        states:     { M: [5, 5], s: [] }
        parameters: { W: [5, 5] }
        equations: |
          k = tanh(W @ x)
          M = 0.9 * M' + outer(k, x)
          s = 0.5 * s' + u * mean(k)
        outputs:
          y: softmax(M @ k) + s
          z: sum(M' @ k)

        """;

    private const string Alone = "states: { h: 3 }\nequations: h = 0.5 * h' + 1\n";

    private const string Stateless = "inputs: { x: 3 }\nparameters: { W: [2, 3] }\noutputs:\n  y: tanh(W @ x)\n";

    /// <summary>What is made of parameters alone is made when they are packed.</summary>
    private const string Precomputed = """
        sizes:      [n]
        inputs:     { x: n }
        states:     { h: n }
        parameters: { V: [n, n], b: n }
        equations: |
          W = tanh(V @ V)
          h = tanh(W @ h' + x + exp(-(b * b)))
        outputs:
          y: h

        """;

    private const string Wide = """
        inputs: { x: 40 }
        cells:
          first: { cell: lstm, hidden: 70 }
          second: { cell: gru, hidden: 210 }
          third: { cell: gru-reset-after, hidden: 200 }
        equations: |
          first(x)
          second(first.h)
          third(second.h)
        outputs:
          y: third.h + second.h[0..200]

        """;

    private static readonly (string Name, int Value)[] s_three = [("input", 2), ("hidden", 3)];

    private static readonly (string Name, CellSource Cell)[] s_cells =
    [
        .. Networks.Networks.Names.Select(n => (n, new CellSource(Networks.Networks.Named(n) + "\n", [], ElementType.Float))),
        .. from element in (ElementType[])[ElementType.Float, ElementType.Double]
           from cell in new[] { ("learned", Learned), ("matrix", Matrix), ("alone", Alone), ("stateless", Stateless), ("wide", Wide) }
           select ($"{cell.Item1} {element}", new CellSource(cell.Item2, [], element)),
        ("precomputed", new CellSource(Precomputed, [("n", 4)], ElementType.Float)),
        ("precomputed, wide", new CellSource(Precomputed, [("n", 40)], ElementType.Float)),
        ("one sequence", new CellSource("lstm", [("input", 3), ("hidden", 20)], ElementType.Float, Batch: 1)),
        ("one sequence of layers", new CellSource(Wide, [], ElementType.Double, Batch: 1)),
        ("three steps in the lanes", new CellSource("gru", s_three, ElementType.Float, TimeSteps: 3)),
        ("three steps, unrolled", new CellSource("lstm", [("input", 3), ("hidden", 20)], ElementType.Float, TimeSteps: 3, Batch: 4)
        {
            Options = new CellOptions(Unroll: UnrollOption.Full),
        }),
        ("recomputed", new CellSource("gru-reset-after", [("input", 3), ("hidden", 40)], ElementType.Float)
        {
            Options = new CellOptions(Recompute: true),
        }),
        ("weights of bfloat16", new CellSource("lstm", [("input", 3), ("hidden", 40)], ElementType.Float)
        {
            Options = new CellOptions(StreamingWeights: StreamingWeightsOption.BFloat16),
        }),
    ];

    [Fact]
    public void Sessions_go_their_own_way()
    {
        using CellBatch compiled = CellBatch.CompileWithWarnings([.. s_cells.Select(c => c.Cell)]);
        for (int i = 0; i < s_cells.Length; i++)
        {
            // What a stream rounds its weights to.
            double? tolerance = s_cells[i].Cell.Options.StreamingWeights == StreamingWeightsOption.BFloat16 ? 0.05 : null;
            int operations = RandomCellKernels.IsLong ? 5_000 : 50;
            if (s_cells[i].Cell.Element == ElementType.Double)
                CompiledCell.Accept(compiled[i], new PoolSchedule<double>(operations, i, tolerance));
            else CompiledCell.Accept(compiled[i], new PoolSchedule<float>(operations, i, tolerance));
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Sequences;

/// <summary>Emitted cells of several loops over time against the interpreter and central differences.</summary>
public class MultiLayerKernelTests
{
    private static readonly CellOptions[] s_options =
    [
        new(),
        new(UnrollOption.Full),
        new(Recompute: true),
        new(StreamingWeights: StreamingWeightsOption.BFloat16),
    ];

    private static readonly string[] s_definitions =
    [
        MultiLayer.Lstm(2, 5, 7),
        MultiLayer.Gru(3, 3, 5),
        // Reads the first layer in the third, and states of the step before of both; delays, and a layer that is on no cycle.
        """
        sizes: { input: 6, hidden: 9 }
        inputs: { x: input, u: hidden }
        states: { p: input, h: hidden, q: hidden, g: hidden, f: hidden, m: hidden }
        parameters: { A: [hidden, input], B: [hidden, hidden], C: [hidden, hidden], D: [hidden, hidden], E: [hidden, hidden], k: hidden }
        equations: |
          p = x
          h = tanh(A @ x + A @ p' + B @ h')
          q = h'
          g = tanh(C @ h + D @ q' + E @ g' + k * h')
          f = sigmoid(D @ g + u)
          m = tanh(C @ (h * f') + B @ m' + E @ g')
        outputs:
          y: A @ p' + h
          z: C @ (g * m) + q'
          w: f' + k
        """,
    ];

    [Fact]
    public void Kernels_agree_with_the_interpreter()
    {
        var cells = new List<(CellSource Source, StepFunction Function)>();
        foreach (string definition in s_definitions)
        {
            StepFunction function = Request.Lower(Request.InPlace(definition));
            foreach (CellOptions options in s_options)
            {
                ElementType element = options.StreamingWeights == StreamingWeightsOption.Full ? ElementType.Double : ElementType.Float;
                cells.Add((CellSource.Of(function, element) with { Options = options, Rules = ManyLoops.Rules }, function));
            }
            cells.Add((CellSource.Of(function, ElementType.Float) with { Rules = ManyLoops.Rules }, function));
            cells.Add((CellSource.Of(function, ElementType.Double, 5, 2) with { Rules = ManyLoops.Rules }, function));
        }
        using CellBatch compiled = CellBatch.Compile([.. cells.Select(cell => cell.Source)]);
        for (int i = 0; i < cells.Count; i++)
        {
            (CellSource source, StepFunction function) = cells[i];
            foreach ((int timeSteps, int batch) in source.Batch > 0 ? new[] { (5, 2) } : [(19, 1), (4, 3), (3, 67)])
            {
                SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(i)).Tame();
                bool isHalf = source.Options.StreamingWeights == StreamingWeightsOption.BFloat16;
                double tolerance = source.Element == ElementType.Double ? 1e-11 : isHalf ? 3e-2 : 2e-5;
                KernelOracle.Check(compiled[i], function, source.Element, draw, timeSteps, batch, tolerance);
            }
        }
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        StepFunction[] functions = [.. s_definitions.Select(definition => Request.Lower(Request.InPlace(definition)))];
        CellSource[] sources = [.. functions.Select(f => CellSource.Of(f, ElementType.Double) with { Rules = ManyLoops.Rules })];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < functions.Length; i++)
            foreach (int batch in (int[])[1, 2]) Assert.True(EmittedGradients.TryCheck(compiled[i], functions[i], 3, batch, i));
    }

    /// <summary>Each layer has loops of its own at a size where that pays, without any rule of a test.</summary>
    [Fact]
    public void A_large_cell_has_a_loop_for_each_layer()
    {
        string definition = MultiLayer.Lstm(2, 16, 48);
        StepFunction function = Request.Lower(Request.InPlace(definition));
        using CellBatch compiled = CellBatch.Compile([new CellSource(definition, [], ElementType.Float)]);
        foreach (string part in (string[])["ForwardRowSweep3", "BackwardRowSweep4"])
            Assert.Contains(part, compiled.Kernels[0], StringComparison.Ordinal);
        // Between the loops of a stream's layers is one over all rows, which makes the second layer's input products.
        SweepKind[] stream = [.. new PlannedCell(function, ElementType.Float, new CellOptions()).Plan.Run!.Sweeps.Select(s => s.Kind)];
        Assert.Equal([SweepKind.TimeLoop, SweepKind.AllRows, SweepKind.TimeLoop], stream);
        foreach ((int timeSteps, int batch) in new[] { (20, 1), (5, 6) })
        {
            SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(3)).Tame();
            KernelOracle.Check(compiled[0], function, ElementType.Float, draw, timeSteps, batch, 2e-5);
        }
    }
}

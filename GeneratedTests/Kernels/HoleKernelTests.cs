using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Cells that choose, at arguments where what they do not choose is infinite or NaN, in every plan against the interpreter.
/// </summary>
public class HoleKernelTests
{
    /// <summary>
    /// Definitions in turn with and without saved values, in rows and one row; a third of them with a sequence in each lane.
    /// </summary>
    [Theory]
    [InlineData(ElementType.Double, false, 2, 0, 3, 1)]
    [InlineData(ElementType.Double, true, 2, 1, 3, 1)]
    [InlineData(ElementType.Float, false, 3, 0, 20)]
    public void Kernels_agree_with_the_interpreter(ElementType element, bool recompute, int every, int from, params int[] batches)
    {
        string[] definitions = [.. Holes.Definitions.Where((_, i) => i % every == from)];
        using CellBatch compiled = CellBatch.Compile([.. definitions.Select(definition =>
            new CellSource(definition, [], element) { Options = new(Recompute: recompute) })]);
        for (int i = 0; i < definitions.Length; i++)
        {
            StepFunction function = Request.Lower(Request.InPlace(definitions[i]));
            foreach (int batch in batches)
            {
                SequenceDraw draw = Holes.Draw(definitions[i], function, 3, batch, new Random(i));
                KernelOracle.Check(compiled[i], function, element, draw, 3, batch, element == ElementType.Double ? 1e-10 : 1e-4);
            }
        }
    }
}

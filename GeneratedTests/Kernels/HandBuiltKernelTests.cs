using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Autodiff;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Cells that are written in the IR by hand, the LSTM with its gates in one product too, against the interpreter.</summary>
public class HandBuiltKernelTests
{
    private static readonly (StepFunction Function, ElementType Element)[] s_cells =
    [
        (HandBuiltCells.Lstm(3, 5), ElementType.Double),
        (HandBuiltCells.Lstm(3, 5), ElementType.Float),
        (HandBuiltCells.Lstm(16, 64), ElementType.Float),
        (HandBuiltCells.Lstm(7, 33), ElementType.Double),
        (HandBuiltCells.FusedLstm(3, 5), ElementType.Double),
        (HandBuiltCells.FusedLstm(16, 48), ElementType.Float),
        (HandBuiltCells.Gru(3, 5), ElementType.Double),
        (HandBuiltCells.Gru(16, 48), ElementType.Float),
        (HandBuiltCells.Rnn(3, 5, 2), ElementType.Double),
        (HandBuiltCells.Rnn(16, 128, 2), ElementType.Float),
    ];

    [Fact]
    public void Kernels_agree_with_the_interpreter()
    {
        using CellBatch compiled = CellBatch.Compile([.. s_cells.Select(cell => CellSource.Of(cell.Function, cell.Element))]);
        for (int i = 0; i < s_cells.Length; i++)
        {
            (StepFunction function, ElementType element) = s_cells[i];
            foreach ((int timeSteps, int batch) in new[] { (1, 1), (4, 10), (3, 67) })
            {
                SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(17));
                KernelOracle.Check(compiled[i], function, element, draw, timeSteps, batch, element == ElementType.Double ? 1e-12 : 2e-5);
            }
        }
    }
}

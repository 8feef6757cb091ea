using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Autodiff;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Kernels;

public class HandBuiltKernelTests
{
    [Theory]
    [InlineData("lstm", 3, 5, ElementType.Double)]
    [InlineData("lstm", 3, 5, ElementType.Float)]
    [InlineData("lstm", 16, 64, ElementType.Float)]
    [InlineData("lstm", 7, 33, ElementType.Double)]
    [InlineData("fused", 3, 5, ElementType.Double)]
    [InlineData("gru", 3, 5, ElementType.Double)]
    [InlineData("gru", 16, 48, ElementType.Float)]
    [InlineData("rnn", 3, 5, ElementType.Double)]
    [InlineData("rnn", 16, 128, ElementType.Float)]
    public void Kernels_agree_with_the_interpreter(string cell, int input, int hidden, ElementType element)
    {
        StepFunction step = cell switch
        {
            "lstm" => HandBuiltCells.Lstm(input, hidden),
            "fused" => HandBuiltCells.FusedLstm(input, hidden),
            "gru" => HandBuiltCells.Gru(input, hidden),
            _ => HandBuiltCells.Rnn(input, hidden, 2),
        };
        using EmittedCell emitted = EmittedCell.Emit(step, element);
        foreach (var (t, b) in new[] { (1, 1), (4, 10), (3, 67) })
        {
            SequenceDraw draw = SequenceDraw.Random(step, t, b, new Random(17));
            var errors = emitted.Compare(draw, t, b);
            double bound = element == ElementType.Double ? 1e-12 : 2e-5;
            Assert.True(errors.All(e => e.Error <= bound), $"T {t}, B {b}: " + string.Join("; ", errors.Where(e => !(e.Error <= bound)).Take(12)));
        }
    }
}

using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Kernels;

namespace RnnGen.Tests.Gradients;

/// <summary>What roundings make of a sequence, whoever computes it.</summary>
internal static class Conditioning
{
    /// <summary>
    /// How far results and gradients move where each argument moves by a rounding: the largest difference of a tensor, relative to its
    /// largest element where that is above 1.
    /// </summary>
    public static double OfRounding(StepFunction function, SequenceDraw draw, int timeSteps, int batch, ElementType element)
    {
        double rounding = element == ElementType.Float ? 1.0 / (1L << 24) : 1.0 / (1L << 53);
        var random = new Random(7);
        double[][] Moved(double[][] values) =>
            [.. values.Select(all => all.Select(value => value * (1 + (random.Next(2) == 0 ? rounding : -rounding))).ToArray())];
        SequenceDraw moved = draw with { Parameters = Moved(draw.Parameters), Inputs = Moved(draw.Inputs), Initial = Moved(draw.Initial) };
        double[][] before = Tensors(ExpectedSequence.Of(function, draw, timeSteps, batch));
        double[][] after = Tensors(ExpectedSequence.Of(function, moved, timeSteps, batch));
        return before.Zip(after, Difference).DefaultIfEmpty(0).Max();
    }

    private static double[][] Tensors(ExpectedSequence of) =>
        [.. of.Outputs, .. of.States, .. of.Gradients, .. of.InputAdjoints, .. of.InitialAdjoints];

    private static double Difference(double[] left, double[] right) =>
        left.Zip(right, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max() / left.Select(Math.Abs).Append(1).Max();
}

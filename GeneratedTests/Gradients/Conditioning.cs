using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Kernels;

namespace RnnGen.Tests.Gradients;

/// <summary>What roundings make of a sequence, whoever computes it.</summary>
internal static class Conditioning
{
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>
    /// How far results and gradients move where each argument moves by a rounding of <see langword="float"/>: the largest difference of a
    /// tensor, relative to its largest element where that is above 1.
    /// </summary>
    public static double OfRounding(StepFunction function, SequenceDraw draw, int timeSteps, int batch)
    {
        var random = new Random(7);
        double[][] Moved(double[][] values) =>
            [.. values.Select(all => all.Select(value => value * (1 + (random.Next(2) == 0 ? Rounding : -Rounding))).ToArray())];
        SequenceDraw moved = draw with { Parameters = Moved(draw.Parameters), Inputs = Moved(draw.Inputs), Initial = Moved(draw.Initial) };
        ExpectedSequence a = ExpectedSequence.Of(function, draw, timeSteps, batch), b = ExpectedSequence.Of(function, moved, timeSteps, batch);
        return Tensors(a).Zip(Tensors(b), Difference).DefaultIfEmpty(0).Max();
    }

    private static double[][] Tensors(ExpectedSequence of) =>
        [.. of.Outputs, .. of.States, .. of.Gradients, .. of.InputAdjoints, .. of.InitialAdjoints];

    private static double Difference(double[] left, double[] right) =>
        left.Zip(right, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max() / left.Select(Math.Abs).Append(1).Max();
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.Gradients;

/// <summary>Arguments and cotangents of one sequence, [T, B, F] as the sequence interpreter has them.</summary>
public sealed record SequenceDraw(
    double[][] Parameters, double[][] Inputs, double[][] Initial, double[][] OutputSeeds, double[][] StateSeeds, double[][] FinalSeeds)
{
    /// <summary>Everything uniform in -1 .. 1.</summary>
    public static SequenceDraw Random(StepFunction function, int timeSteps, int batch, Random random)
    {
        double[][] Draw(IReadOnlyList<Value> values, int rows) =>
            [.. values.Select(value => Enumerable.Range(0, rows * value.Shape.Length).Select(_ => 2 * random.NextDouble() - 1).ToArray())];

        int rows = timeSteps * batch;
        return new SequenceDraw(
            Draw([.. function.Parameters.Take(function.GivenParameters)], 1),
            Draw(function.Inputs, rows),
            Draw(function.Previous, batch),
            Draw(function.Outputs, rows),
            Draw(function.Next, rows),
            Draw(function.Next, batch));
    }

    /// <summary>The same to single precision, so that a cell of floats starts from exactly these numbers.</summary>
    public SequenceDraw Rounded()
    {
        static double[][] Round(double[][] arrays) =>
            [.. arrays.Select(array => array.Select(element => (double)(float)element).ToArray())];

        return new SequenceDraw(Round(Parameters), Round(Inputs), Round(Initial), Round(OutputSeeds), Round(StateSeeds), Round(FinalSeeds));
    }

    /// <summary>
    /// The same with small parameters: those between -1 and 1 would let rounding grow from step to step, as they let everything.
    /// </summary>
    public SequenceDraw Tame() =>
        this with { Parameters = [.. Parameters.Select(array => array.Select(element => 0.125 * element).ToArray())] };

    /// <summary>The scalar whose adjoints the seeds are.</summary>
    public double Loss(SequenceRun run)
    {
        double loss = Dot(OutputSeeds, run.Outputs) + Dot(StateSeeds, run.States);
        for (int i = 0; i < FinalSeeds.Length; i++) loss += Dot(FinalSeeds[i], run.Final(i));
        return loss;
    }

    private static double Dot(double[][] left, double[][] right) => left.Zip(right, (a, b) => Dot(a, b)).Sum();

    private static double Dot(double[] left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}

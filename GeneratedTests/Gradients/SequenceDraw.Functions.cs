using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.Gradients;

/// <content>Arguments for a function of the IR, and what becomes of them.</content>
public sealed partial record SequenceDraw
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

    /// <summary>The same with weights so small that a row of any matrix sums to at most one.</summary>
    public SequenceDraw Contractive(StepFunction function) => this with
    {
        Parameters = [.. Parameters.Zip(function.Parameters, (values, parameter) =>
            values.Select(value => value / Math.Max(1, parameter.Shape.Columns)).ToArray())],
    };

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

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Proof;

/// <summary>
/// A batch of sequences, with states that they begin with, and what the definition says of it: what an exported graph has to compute.
/// </summary>
/// <param name="Inputs">[T, B, …] for each input.</param>
/// <param name="Initial">[B, …] for each state.</param>
/// <param name="Lengths">The steps of each sequence.</param>
/// <param name="Outputs">[T, B, …] for each output, zero behind the ends.</param>
/// <param name="Final">[B, …] for each state, after its own last step.</param>
internal sealed record OnnxTrial(
    int Steps, int Batch, double[][] Inputs, double[][] Initial, int[] Lengths, double[][] Outputs, double[][] Final)
{
    /// <summary>Of waves of all frequencies, which anybody can write again.</summary>
    public static OnnxTrial Of(OnnxCell cell, OnnxSettings settings, double[][] parameters, int steps = 8, int batch = 2)
    {
        int[] lengths = [.. Enumerable.Range(0, batch).Select(b => settings.HasLengths ? Math.Max(1, steps - 3 * b) : steps)];
        double[][] inputs = [.. cell.Step.Inputs.Select(value => Waves(steps * batch, value.Shape.Length))];
        double[][] initial =
        [
            .. cell.Signature.States.Select(slot => settings.TakesStates
                ? Waves(batch, slot.Shape.Length)
                : [.. Enumerable.Repeat(InitialOf(cell, slot, parameters), batch).SelectMany(values => values)]),
        ];
        return Of(cell, parameters, steps, inputs, initial, lengths);
    }

    /// <summary>Of given tensors; one length for each sequence.</summary>
    public static OnnxTrial Of(
        OnnxCell cell, double[][] parameters, int steps, double[][] inputs, double[][] initial, int[] lengths)
    {
        int batch = lengths.Length;
        var outputs = new GraphNames(cell.Signature).Outputs;
        double[][] made = [.. outputs.Select(output => new double[steps * batch * output.Slot.Shape.Length])];
        double[][] final = [.. initial.Select(values => new double[values.Length])];
        var interpreter = new SequenceInterpreter(Rounded(cell), null);
        for (int b = 0; b < batch; b++)
        {
            SequenceRun run = interpreter.Forward(
                lengths[b], 1, parameters, [.. inputs.Select(all => Sequence(all, steps, batch, b, lengths[b]))],
                [.. initial.Select(all => Part(all, b, batch))]);
            for (int o = 0; o < made.Length; o++)
            {
                double[] own = outputs[o].Index is { } index ? run.Outputs[index] : run.States[0];
                int width = outputs[o].Slot.Shape.Length;
                for (int t = 0; t < lengths[b]; t++) Array.Copy(own, t * width, made[o], (t * batch + b) * width, width);
            }
            for (int s = 0; s < final.Length; s++) run.Final(s).CopyTo(final[s], b * (final[s].Length / batch));
        }
        return new OnnxTrial(steps, batch, inputs, initial, lengths, made, final);
    }

    /// <summary>How far tensors are from what they should be, by the size of the largest element.</summary>
    public double Difference(IEnumerable<double[]> outputs, IEnumerable<double[]> final)
    {
        double difference = 0;
        foreach ((double[] found, double[] expected) in outputs.Zip(Outputs).Concat(final.Zip(Final)))
        {
            if (found.Length != expected.Length) return double.PositiveInfinity;
            double scale = expected.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
            for (int i = 0; i < found.Length; i++)
            {
                // Infinities and what is no number have to be the same.
                if (found[i].Equals(expected[i])) continue;
                double apart = Math.Abs(found[i] - expected[i]) / scale;
                difference = double.IsFinite(apart) ? Math.Max(difference, apart) : double.PositiveInfinity;
            }
        }
        return difference;
    }

    /// <summary>With the numbers of the definition as the file has them.</summary>
    private static StepFunction Rounded(OnnxCell cell) => cell.Element == ElementType.Double
        ? cell.Step
        : cell.Step with
        {
            Equations = cell.Step.Equations.Select(equation => equation.Operation is Operation.Constant constant
                ? equation with { Operation = new Operation.Constant((float)constant.Number) }
                : equation).ToEquatableArray(),
        };

    /// <summary>A state before the first step, as the definition says.</summary>
    public static double[] InitialOf(OnnxCell cell, SlotSignature slot, double[][] parameters)
    {
        if (slot.Initial is { Parameter: { } name })
            return parameters[cell.Signature.Parameters.Select(one => one.Name).ToList().IndexOf(name)];
        double value = slot.Initial?.Value ?? 0;
        return [.. Enumerable.Repeat(cell.Element == ElementType.Float ? (float)value : value, slot.Shape.Length)];
    }

    /// <summary>[B, …] of one step, for each input.</summary>
    public double[][] InputsOf(int step) => [.. Inputs.Select(all => all.Chunk(all.Length / Steps).ElementAt(step))];

    private static double[] Waves(int rows, int width) =>
        [.. Enumerable.Range(0, rows * width).Select(i => (double)(float)Math.Sin((i / width + 1) * (i % width + 1) / 10.0))];

    private static double[] Sequence(double[] all, int steps, int batch, int b, int length)
    {
        int width = all.Length / steps / batch;
        return [.. Enumerable.Range(0, length).SelectMany(t => all.Skip((t * batch + b) * width).Take(width))];
    }

    private static double[] Part(double[] all, int b, int batch) => all[(b * (all.Length / batch))..((b + 1) * (all.Length / batch))];
}

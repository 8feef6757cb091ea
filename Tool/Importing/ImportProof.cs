using System;
using System.Linq;
using RnnGen.Formats;

namespace RnnGen.Tool.Importing;

/// <summary>What the written pair computes, beside what the source says that it should.</summary>
/// <param name="Vectors">Test vectors of the source; none where it has no output of its own.</param>
/// <param name="Steps">Time steps that were compared, or run.</param>
/// <param name="Difference">The largest between an element and its like.</param>
/// <param name="Largest">The largest element that was expected, by its size.</param>
/// <param name="Sample">Of a fixed input, where the source has no test vectors: the output of the last step.</param>
internal sealed record ImportProof(int Vectors, int Steps, double Difference, double Largest, double[] Sample)
{
    /// <summary>
    /// Sources compute their vectors in float, step upon step: a wrong gate or a swapped one differs in the first digits.
    /// </summary>
    public const double Tolerance = 1e-4;

    private const int SampleSteps = 64;

    public bool Holds => Difference <= Tolerance * Math.Max(1, Largest);

    public static ImportProof Of(ImportedModel model, WrittenPair cell)
    {
        if (model.TestVectors.Count == 0)
        {
            double[] output = cell.Run(SampleSteps, SampleInput(cell.InputSize));
            return new ImportProof(0, SampleSteps, 0, 0, output[^model.OutputSize..]);
        }
        double difference = 0, largest = 0;
        foreach (TestVector vector in model.TestVectors)
        {
            double[] output = cell.Run(vector.Steps, vector.Input.ToArray());
            ReadOnlySpan<double> got = output.AsSpan(output.Length - vector.Output.Length), want = vector.Output.Span;
            for (int i = 0; i < want.Length; i++)
            {
                // A number that is none agrees with nothing.
                double apart = Math.Abs(got[i] - want[i]);
                difference = double.IsNaN(apart) ? double.PositiveInfinity : Math.Max(difference, apart);
                largest = Math.Max(largest, Math.Abs(want[i]));
            }
        }
        return new ImportProof(model.TestVectors.Count, model.TestVectors.Sum(vector => vector.Steps), difference, largest, []);
    }

    /// <summary>x[t, i] = sin((t + 1) (i + 1) / 10), which anybody can write again.</summary>
    private static double[] SampleInput(int size) =>
        [.. Enumerable.Range(0, SampleSteps * size).Select(i => Math.Sin((i / size + 1) * (i % size + 1) / 10.0))];
}

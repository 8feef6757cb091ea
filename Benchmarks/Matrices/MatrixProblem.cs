using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>The inputs of a memory over a sequence, the same for all contestants: q, k, v, then two gates.</summary>
internal sealed class MatrixProblem
{
    public const int TimeSteps = 64;

    public MatrixProblem(string cell, Mode mode, int hidden)
    {
        (Cell, Mode, Hidden) = (cell, mode, hidden);
        var random = new Random(1);
        Inputs = new float[TimeSteps * Step];
        double length = 1 / Math.Sqrt(hidden);
        for (int i = 0; i < Inputs.Length; i++)
        {
            int feature = i % Step - 3 * hidden;
            Inputs[i] = feature < 0 ? (float)((2 * random.NextDouble() - 1) * length) : feature == 0 ? 0.9f : 0.5f;
        }
    }

    public string Cell { get; }

    public Mode Mode { get; }

    public int Hidden { get; }

    public string Name => $"{Mode.ToString().ToLowerInvariant()} {Cell} {Hidden}{(Mode == Mode.Step ? "" : $" T{TimeSteps}")}";

    /// <summary>Elements of a step's inputs.</summary>
    public int Step => 3 * Hidden + 2;

    /// <summary>[T, q k v f i].</summary>
    public float[] Inputs { get; }

    /// <summary>The inputs of a step.</summary>
    public ReadOnlySpan<float> At(int step) => Inputs.AsSpan(step * Step, Step);
}

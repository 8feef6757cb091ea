using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>The inputs of a memory over a sequence, the same for all: q, k and v of all heads, then two gates of each.</summary>
internal sealed class MatrixProblem
{
    public const int TimeSteps = 64;

    /// <param name="hidden">Rows and columns of a head's memory.</param>
    public MatrixProblem(string cell, Mode mode, int hidden, int heads = 1)
    {
        (Cell, Mode, Hidden, Heads) = (cell, mode, hidden, heads);
        var random = new Random(1);
        Inputs = new float[TimeSteps * Step];
        double length = 1 / Math.Sqrt(hidden);
        for (int i = 0; i < Inputs.Length; i++)
        {
            int gate = i % Step - 3 * Units;
            Inputs[i] = gate < 0 ? (float)((2 * random.NextDouble() - 1) * length) : gate < heads ? 0.9f : 0.5f;
        }
    }

    public string Cell { get; }

    public Mode Mode { get; }

    public int Hidden { get; }

    public int Heads { get; }

    public string Name => $"{Mode.ToString().ToLowerInvariant()} {Cell} {(Heads > 1 ? $"{Heads} × " : "")}{Hidden}"
        + (Mode == Mode.Step ? "" : $" T{TimeSteps}");

    /// <summary>Elements of a vector of all heads.</summary>
    public int Units => Heads * Hidden;

    /// <summary>Elements of a step's inputs.</summary>
    public int Step => 3 * Units + 2 * Heads;

    /// <summary>[T, q k v f i].</summary>
    public float[] Inputs { get; }

    /// <summary>The inputs of a step.</summary>
    public ReadOnlySpan<float> At(int step) => Inputs.AsSpan(step * Step, Step);
}

using System;

namespace RnnGen.Benchmarks.Networks;

/// <summary>The numbers of one comparison: the same for all contestants. Initial states are zero.</summary>
internal sealed class Problem
{
    public Problem(Workload workload)
    {
        Workload = workload;
        Parameters = NetworkParameters.Random(workload, seed: 1);
        Inputs = Noise(workload.Rows * workload.Input, seed: 2);
        Seeds = Noise(workload.Rows * workload.Hidden, seed: 3);
        int[] lengths = workload.Lengths;
        // Padding as those have it who know no lengths: no input, and no seed.
        for (int row = 0; row < workload.Rows; row++)
        {
            if (row / workload.Batch < lengths[row % workload.Batch]) continue;
            Inputs.AsSpan(row * workload.Input, workload.Input).Clear();
            Seeds.AsSpan(row * workload.Hidden, workload.Hidden).Clear();
        }
    }

    /// <summary>The same parameters over another number of steps.</summary>
    public Problem(Problem other, Workload workload)
    {
        (Workload, Parameters) = (workload, other.Parameters);
        Inputs = other.Inputs[..(workload.Rows * workload.Input)];
        Seeds = other.Seeds[..(workload.Rows * workload.Hidden)];
    }

    public Workload Workload { get; }

    public NetworkParameters Parameters { get; }

    /// <summary>[T, B, input].</summary>
    public float[] Inputs { get; }

    /// <summary>The adjoint of h at every step: [T, B, hidden].</summary>
    public float[] Seeds { get; }

    /// <summary>States of the steps that there are, and zero beyond: what padding computes is nobody's.</summary>
    public T[] WithoutPadding<T>(ReadOnlySpan<T> states)
        where T : struct
    {
        T[] kept = states.ToArray();
        int[] lengths = Workload.Lengths;
        int width = kept.Length / Workload.Rows;
        for (int row = 0; row < Workload.Rows; row++)
            if (row / Workload.Batch >= lengths[row % Workload.Batch]) kept.AsSpan(row * width, width).Clear();
        return kept;
    }

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++) values[i] = 2 * random.NextSingle() - 1;
        return values;
    }
}

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

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++) values[i] = 2 * random.NextSingle() - 1;
        return values;
    }
}

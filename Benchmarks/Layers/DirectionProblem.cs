using System;
using System.Globalization;
using System.Linq;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>What is asked of an LSTM in both directions, and the numbers for it.</summary>
internal sealed class DirectionProblem(Mode mode, int batch, int input, int hidden)
{
    private static readonly string[] s_names = ["Wf", "bf", "Wi", "bi", "Wg", "bg", "Wo", "bo"];

    public Mode Mode { get; } = mode;

    public int TimeSteps => 64;

    public int Batch { get; } = batch;

    public int Input { get; } = input;

    public int Hidden { get; } = hidden;

    /// <summary>[T, B, I].</summary>
    public float[] Inputs { get; } = Draw(100, 64 * batch * input, 1);

    /// <summary>Of both halves side by side, [T, B, 2 H].</summary>
    public float[] Seeds { get; } = Draw(101, 64 * batch * 2 * hidden, 1);

    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"{Mode.ToString().ToLowerInvariant()} LSTM ({Input},{Hidden}) in both directions, batch {Batch}");

    /// <summary>The parameters of one direction.</summary>
    /// <param name="half">What stands before their names in a network.</param>
    /// <param name="named">What stands before their names here.</param>
    public void Fill(CellParameters<float> parameters, string half, string named)
    {
        int seed = half == DirectionNames.Forward ? 0 : 8;
        foreach (string name in s_names)
        {
            Span<float> to = parameters[named + name];
            Draw(seed++, to.Length, 1 / MathF.Sqrt(Hidden)).CopyTo(to);
        }
    }

    /// <summary>The parameters of one direction, as libraries are given them.</summary>
    public NetworkParameters Parameters(string half)
    {
        var parameters = new NetworkParameters(new Workload(CellKind.Lstm, Input, Hidden, TimeSteps, Batch));
        int seed = half == DirectionNames.Forward ? 0 : 8;
        foreach (string name in s_names)
        {
            float[] to = parameters[name];
            Draw(seed++, to.Length, 1 / MathF.Sqrt(Hidden)).CopyTo(to, 0);
        }
        return parameters;
    }

    private static float[] Draw(int seed, int length, float bound)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle() - 1) * bound)];
    }
}

/// <summary>What stands before the names of a layer's parameters in a network of both directions.</summary>
internal static class DirectionNames
{
    public const string Forward = "layer1.forward.", Backward = "layer1.backward.";
}

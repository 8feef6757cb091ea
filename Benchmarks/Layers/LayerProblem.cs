using System;
using System.Globalization;
using System.Linq;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Layers;

/// <summary>What is asked of two layers of LSTM, and the numbers for it.</summary>
internal sealed class LayerProblem(Mode mode, int batch, int input, int hidden)
{
    private static readonly string[] s_names = ["Wf", "bf", "Wi", "bi", "Wg", "bg", "Wo", "bo"];

    private readonly float[][] _parameters = [.. Enumerable.Range(0, 16).Select(i =>
        Draw(i, i % 2 == 1 ? hidden : hidden * (hidden + (i < 8 ? input : hidden)), 1 / MathF.Sqrt(hidden)))];

    public Mode Mode { get; } = mode;

    public int TimeSteps => 64;

    public int Batch { get; } = batch;

    public int Input { get; } = input;

    public int Hidden { get; } = hidden;

    /// <summary>What the tapes hold for a training step.</summary>
    public Adjoint Wanted => Mode == Mode.Training ? Adjoint.States | Adjoint.Inputs : Adjoint.None;

    public float[] Inputs { get; } = Draw(100, 64 * batch * input, 1);

    public float[] Seeds { get; } = Draw(101, 64 * batch * hidden, 1);

    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"{Mode.ToString().ToLowerInvariant()} LSTM ({Input},{Hidden}) of two layers, batch {Batch}");

    /// <summary>The parameters of one layer, as libraries are given them.</summary>
    public NetworkParameters Parameters(int layer)
    {
        var parameters = new NetworkParameters(new Workload(CellKind.Lstm, layer == 1 ? Input : Hidden, Hidden, TimeSteps, Batch));
        for (int i = 0; i < s_names.Length; i++) _parameters[8 * (layer - 1) + i].CopyTo(parameters[s_names[i]], 0);
        return parameters;
    }

    /// <summary>The parameters of one layer, which a network calls by the name of the layer too.</summary>
    public void Fill(CellParameters<float> parameters, int layer)
    {
        string layerOf = parameters.Info.Parameters.Any(p => p.Name == "layer1.Wf") ? $"layer{layer}." : "";
        for (int i = 0; i < s_names.Length; i++)
            _parameters[8 * (layer - 1) + i].CopyTo(parameters[layerOf + s_names[i]]);
    }

    private static float[] Draw(int seed, int length, float bound)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle() - 1) * bound)];
    }
}

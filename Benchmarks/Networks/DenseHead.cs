using System;

namespace RnnGen.Benchmarks.Networks;

/// <summary>softmax(V h + d): what a classifier makes of a state.</summary>
internal sealed class DenseHead
{
    public DenseHead(int hidden, int classes, int seed)
    {
        var random = new Random(seed);
        (Classes, Weights, Bias) = (classes, new float[classes * hidden], new float[classes]);
        foreach (float[] values in (float[][])[Weights, Bias])
            for (int i = 0; i < values.Length; i++) values[i] = (2 * random.NextSingle() - 1) / MathF.Sqrt(hidden);
    }

    public int Classes { get; }

    /// <summary>V, [classes, hidden].</summary>
    public float[] Weights { get; }

    /// <summary>d, [classes].</summary>
    public float[] Bias { get; }

    /// <summary>The probabilities of one state, in loops as one writes them first.</summary>
    public void Apply(ReadOnlySpan<float> h, Span<float> classes)
    {
        float largest = float.NegativeInfinity, sum = 0;
        for (int i = 0; i < Classes; i++)
        {
            float logit = Bias[i];
            for (int k = 0; k < h.Length; k++) logit += Weights[i * h.Length + k] * h[k];
            classes[i] = logit;
            largest = MathF.Max(largest, logit);
        }

        for (int i = 0; i < Classes; i++) sum += classes[i] = MathF.Exp(classes[i] - largest);
        for (int i = 0; i < Classes; i++) classes[i] /= sum;
    }
}

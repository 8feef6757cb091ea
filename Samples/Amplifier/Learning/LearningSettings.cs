namespace Amplifier.Learning;

/// <summary>How the network learns.</summary>
internal sealed record LearningSettings
{
    /// <summary>How often the whole recording is heard.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Seconds of recording.</summary>
    public double Seconds { get; init; } = 20;

    /// <summary>Stretches of the recording side by side.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Samples that are back-propagated through at once; the state goes on from window to window.</summary>
    public int Window { get; init; } = 500;

    /// <summary>The rate at the beginning; it falls along half a cosine.</summary>
    public double LearningRate { get; init; } = 0.008;

    /// <summary>The largest norm of a gradient.</summary>
    public double MaximumNorm { get; init; } = 1;
}

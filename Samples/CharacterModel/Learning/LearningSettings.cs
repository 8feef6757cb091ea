namespace CharacterModel.Learning;

/// <summary>What can be tuned about the training, with the values that serve the list of dinosaurs.</summary>
internal sealed record LearningSettings
{
    /// <summary>How often all training names are seen.</summary>
    public int Epochs { get; init; } = 80;

    /// <summary>Names in a step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The highest learning rate; it falls to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>The share by which parameters shrink, per step and unit of learning rate.</summary>
    public double WeightDecay { get; init; } = 0.03;

    /// <summary>The probability that a letter is hidden from the model, so that a few hundred names are not soon known by heart.</summary>
    public double LetterDropout { get; init; } = 0.3;

    /// <summary>The largest norm of a gradient.</summary>
    public double MaximumNorm { get; init; } = 1;

    /// <summary>How many threads may share a step; another number gives the same within rounding.</summary>
    public int Threads { get; init; } = 1;
}

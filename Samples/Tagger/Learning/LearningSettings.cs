namespace Hyphenation.Learning;

/// <summary>What can be tuned about the training, with the values that serve the list of English words.</summary>
internal sealed record LearningSettings
{
    /// <summary>How often all training words are seen, at most.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Training stops when the loss on the validation words has not fallen for that many epochs.</summary>
    public int Patience { get; init; } = 12;

    /// <summary>Words in a step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The learning rate of Adam.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Whether half of the units of each layer are dropped.</summary>
    public bool Dropout { get; init; } = true;

    /// <summary>The largest norm of a gradient.</summary>
    public double MaximumNorm { get; init; } = 1;
}

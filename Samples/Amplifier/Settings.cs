namespace Amplifier;

/// <summary>What the command line says.</summary>
internal sealed record Settings
{
    /// <summary>How often the recording is heard.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds of recording to learn from.</summary>
    public required double Seconds { get; init; }

    /// <summary>The number that everything random depends on.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The folder that receives parameters, sound and chart.</summary>
    public required string Output { get; init; }

    /// <summary>A recording to play instead of the synthetic one.</summary>
    public string? Input { get; init; }

    /// <summary>A trained model, instead of learning the circuit.</summary>
    public string? Model { get; init; }
}

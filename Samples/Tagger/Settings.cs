using System.Collections.Generic;

namespace Hyphenation;

/// <summary>What the command line says.</summary>
internal sealed record Settings
{
    /// <summary>How often all training words are seen, at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>The number that everything random depends on.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The folder that receives the parameters and the chart.</summary>
    public required string Output { get; init; }

    /// <summary>A list of words to learn instead of the English ones.</summary>
    public string? Words { get; init; }

    /// <summary>Words without breaks, to be hyphenated at the end.</summary>
    public required IReadOnlyList<string> Try { get; init; }
}

using System.Collections.Generic;
using System.Linq;
using RnnGen;

namespace CharacterModel.Names;

/// <summary>Names to learn from and names to be judged by, which no model sees before.</summary>
internal sealed record NameSplit(IReadOnlyList<string> Training, IReadOnlyList<string> HeldOut)
{
    /// <summary>The fewest names that can be split.</summary>
    public const int Least = 10;

    // One name of ten is held out.
    private const int Share = 10;

    // Keys the split; epochs of training have the small numbers.
    private const int SplitEpoch = int.MaxValue;

    /// <summary>Splits whole names, at random: the same seed gives the same split.</summary>
    public static NameSplit Of(IReadOnlyList<string> names, ulong seed)
    {
        string[] shuffled = [.. names];
        new CounterRandom(seed, SplitEpoch).Shuffle<string>(shuffled);
        int heldOut = shuffled.Length / Share;
        return new NameSplit(shuffled[heldOut..], shuffled[..heldOut]);
    }

    /// <summary>The number of time steps that the longest name takes: its letters and its end.</summary>
    public int TimeSteps => Training.Concat(HeldOut).Max(name => name.Length) + 1;
}

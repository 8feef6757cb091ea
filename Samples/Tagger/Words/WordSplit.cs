using System.Collections.Generic;
using System.Linq;
using RnnGen;

namespace Hyphenation.Words;

/// <summary>The words in three parts.</summary>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What says when to stop, and which parameters are the best.</param>
/// <param name="Test">What the result is measured on. It decides nothing: neither the parameters nor their choice depend on it.</param>
internal sealed record WordSplit(IReadOnlyList<Word> Training, IReadOnlyList<Word> Validation, IReadOnlyList<Word> Test)
{
    /// <summary>The fewest words that can be split.</summary>
    public const int Least = 20;

    // One word of ten is for validation, one for the test.
    private const int Share = 10;

    // Keys the split; epochs of training have the small numbers.
    private const int SplitEpoch = int.MaxValue;

    /// <summary>Splits at random: the same seed gives the same split.</summary>
    public static WordSplit Of(IReadOnlyList<Word> words, ulong seed)
    {
        Word[] shuffled = [.. words];
        new CounterRandom(seed, SplitEpoch).Shuffle<Word>(shuffled);
        int part = shuffled.Length / Share;
        return new WordSplit(shuffled[(2 * part)..], shuffled[..part], shuffled[part..(2 * part)]);
    }

    /// <summary>The letters of the longest word.</summary>
    public int LongestWord => Training.Concat(Validation).Concat(Test).Max(word => word.Letters.Length);
}

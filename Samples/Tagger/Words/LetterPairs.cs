using System;
using System.Collections.Generic;
using System.Linq;

namespace Hyphenation.Words;

/// <summary>
/// The baseline: whether a break stands between two letters depends on these two alone.
/// P(break | ab) = (breaks(ab) + r) / (n(ab) + 1), where r is the share of breaks among all places.
/// </summary>
internal sealed class LetterPairs
{
    private readonly Dictionary<(char, char), (int Breaks, int Places)> _counts = [];
    private readonly double _share;

    public LetterPairs(IReadOnlyList<Word> training)
    {
        foreach ((char a, char b, bool isBreak) in training.SelectMany(Places))
        {
            (int breaks, int places) = _counts.GetValueOrDefault((a, b));
            _counts[(a, b)] = (breaks + (isBreak ? 1 : 0), places + 1);
        }

        _share = (double)_counts.Values.Sum(c => c.Breaks) / _counts.Values.Sum(c => c.Places);
    }

    /// <summary>The word with the breaks that are likelier than none.</summary>
    public Word Tag(string letters) =>
        new(letters, [.. Enumerable.Range(0, letters.Length - 1).Select(i => Probability(letters[i], letters[i + 1]) > 0.5)]);

    /// <summary>The mean loss in nats for each place between two letters.</summary>
    public double Loss(IReadOnlyList<Word> words) => words.SelectMany(Places).Average(place =>
    {
        double probability = Probability(place.First, place.Second);
        return -Math.Log(place.IsBreak ? probability : 1 - probability);
    });

    private static IEnumerable<(char First, char Second, bool IsBreak)> Places(Word word) =>
        Enumerable.Range(0, word.Breaks.Count).Select(i => (word.Letters[i], word.Letters[i + 1], word.Breaks[i]));

    private double Probability(char a, char b)
    {
        (int breaks, int places) = _counts.GetValueOrDefault((a, b));
        return (breaks + _share) / (places + 1);
    }
}

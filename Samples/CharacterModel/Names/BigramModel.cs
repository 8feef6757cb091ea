using System;
using System.Collections.Generic;
using System.Linq;
using CharacterModel.Model;

namespace CharacterModel.Names;

/// <summary>
/// The baseline: the next letter b depends on the letter a before it, and on nothing else. Counts are smoothed towards the frequencies
/// of single letters, P(b | a) = (n(ab) + k·q(b)) / (n(a) + k), by the k that predicts the training names best when each pair in turn is
/// left out of the counts.
/// </summary>
internal sealed class BigramModel
{
    private readonly double[,] _pairs = new double[Alphabet.Size, Alphabet.Size];
    private readonly double[] _firsts = new double[Alphabet.Size];
    private readonly double[] _single = new double[Alphabet.Size];
    private readonly double _strength;

    public BigramModel(IReadOnlyList<string> training)
    {
        foreach ((int a, int b) in training.SelectMany(Pairs))
        {
            _pairs[a, b]++;
            _firsts[a]++;
            _single[b]++;
        }

        double total = _single.Sum() + Alphabet.Size;
        for (int b = 0; b < Alphabet.Size; b++)
        {
            _single[b] = (_single[b] + 1) / total;
        }

        _strength = Enumerable.Range(-4, 16).Select(power => Math.Pow(2, power)).MaxBy(LeaveOneOut);
    }

    /// <summary>The mean loss in nats per character, ends of names included.</summary>
    public double Loss(IReadOnlyList<string> names) =>
        names.SelectMany(Pairs).Average(pair => -Math.Log(Probability(pair.First, pair.Second, _strength, leftOut: 0)));

    private static IEnumerable<(int First, int Second)> Pairs(string name)
    {
        int before = Alphabet.Edge;
        foreach (char letter in name)
        {
            int symbol = Alphabet.IndexOf(letter);
            yield return (before, symbol);
            before = symbol;
        }

        yield return (before, Alphabet.Edge);
    }

    private double Probability(int a, int b, double strength, double leftOut) =>
        (_pairs[a, b] - leftOut + strength * _single[b]) / (_firsts[a] - leftOut + strength);

    private double LeaveOneOut(double strength)
    {
        double sum = 0;
        for (int a = 0; a < Alphabet.Size; a++)
        {
            for (int b = 0; b < Alphabet.Size; b++)
            {
                sum += _pairs[a, b] > 0 ? _pairs[a, b] * Math.Log(Probability(a, b, strength, leftOut: 1)) : 0;
            }
        }

        return sum;
    }
}

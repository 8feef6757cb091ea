using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen;

namespace CharacterModel.Model;

/// <summary>Invents names, letter by letter: the streaming side of the cell.</summary>
internal sealed class Sampler(NameCell.Parameters parameters, double temperature)
{
    // Untrained parameters may never come to an end.
    private const int Longest = 30;

    private readonly NameCell.Weights _weights = parameters.Pack();
    private readonly NameCell.State _state = new();
    private readonly float[] _x = new float[Alphabet.Size];
    private readonly float[] _y = new float[Alphabet.Size];

    /// <summary>Some names; the same seed gives the same.</summary>
    public IReadOnlyList<string> Sample(int count, ulong seed) =>
        [.. Enumerable.Range(0, count).Select(i => Sample(new CounterRandom(seed, epoch: 0, step: i)))];

    private string Sample(CounterRandom random)
    {
        Span<char> name = stackalloc char[Longest];
        int length = 0;
        _state.Reset();
        for (int symbol = Alphabet.Edge; length < Longest; length++)
        {
            Array.Clear(_x);
            _x[symbol] = 1;
            NameCell.Step(_weights, _x, _state, _y);
            symbol = Draw(random.NextDouble(), from: length == 0 ? Alphabet.Edge + 1 : Alphabet.Edge);
            if (symbol == Alphabet.Edge)
            {
                break;
            }

            char letter = Alphabet.LetterOf(symbol);
            name[length] = length == 0 ? char.ToUpperInvariant(letter) : letter;
        }

        return new string(name[..length]);
    }

    // Draws one of the symbols from a first one on (a name has a letter at least), with the probabilities softmax(y / temperature).
    private int Draw(double uniform, int from)
    {
        double highest = _y.Max();
        double total = 0;
        for (int symbol = from; symbol < _y.Length; symbol++)
        {
            total += Weight(symbol);
        }

        double left = uniform * total;
        for (int symbol = from; symbol < _y.Length - 1; symbol++)
        {
            left -= Weight(symbol);
            if (left < 0)
            {
                return symbol;
            }
        }

        return _y.Length - 1;

        double Weight(int symbol) => Math.Exp((_y[symbol] - highest) / temperature);
    }
}

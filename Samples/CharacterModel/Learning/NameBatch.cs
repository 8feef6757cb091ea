using System;
using System.Collections.Generic;
using CharacterModel.Model;

namespace CharacterModel.Learning;

/// <summary>Writes names into the input of a tape, side by side, and knows what the model should say after each letter.</summary>
internal sealed class NameBatch(int timeSteps, int size)
{
    /// <summary>The target of a time step after a name's end, which no loss counts.</summary>
    public const int Ignored = -1;

    private readonly int[] _targets = new int[timeSteps * size];

    /// <summary>The next symbol of each name after each time step: [T, B].</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>The number of targets that count: letters and ends of names.</summary>
    public int Characters { get; private set; }

    /// <summary>Fills the batch.</summary>
    /// <param name="names">At most as many names as the batch has rows; rows without a name count nowhere.</param>
    /// <param name="x">Receives one-hot symbols: [T, B, <see cref="Alphabet.Size"/>].</param>
    public void Fill(IReadOnlyList<string> names, Span<float> x)
    {
        x.Clear();
        Array.Fill(_targets, Ignored);
        Characters = 0;
        for (int b = 0; b < names.Count; b++)
        {
            int before = Alphabet.Edge;
            for (int t = 0; t <= names[b].Length; t++)
            {
                int row = t * size + b;
                x[row * Alphabet.Size + before] = 1;
                before = t < names[b].Length ? Alphabet.IndexOf(names[b][t]) : Alphabet.Edge;
                _targets[row] = before;
                Characters++;
            }
        }
    }
}

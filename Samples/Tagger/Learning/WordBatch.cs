using System;
using System.Collections.Generic;
using System.Linq;
using Hyphenation.Model;
using Hyphenation.Words;

namespace Hyphenation.Learning;

/// <summary>Writes words side by side into the input of a tape, says how long each of them is, and knows the tag of every letter.</summary>
internal sealed class WordBatch(Hyphenator.Tape tape)
{
    /// <summary>The target of a last letter, which no loss counts: no break can stand behind it.</summary>
    public const int Ignored = -1;

    private readonly int[] _targets = new int[tape.TimeSteps * tape.Batch];

    /// <summary>The tag of each letter: [T, B].</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>The words, the longest first.</summary>
    public IReadOnlyList<Word> Words { get; private set; } = [];

    /// <summary>The places between two letters, which are what the loss is the mean of.</summary>
    public int Places { get; private set; }

    /// <summary>Fills the batch.</summary>
    /// <param name="words">
    /// At most as many words as the tape has rows. They are sorted by length: rows that go on together are then neighbours.
    /// </param>
    public void Fill(IEnumerable<Word> words)
    {
        Words = [.. words.OrderByDescending(word => word.Letters.Length)];
        Places = Words.Sum(word => word.Breaks.Count);
        tape.Rows = Words.Count;
        tape.Lengths = [.. Words.Select(word => word.Letters.Length)];
        for (int b = 0; b < Words.Count; b++)
        {
            Word word = Words[b];
            for (int t = 0; t < word.Letters.Length; t++)
            {
                int row = t * tape.Batch + b;
                Span<float> x = tape.x.Slice(row * Hyphenator.Letters, Hyphenator.Letters);
                x.Clear();
                x[word.Letters[t] - 'a'] = 1;
                _targets[row] = t == word.Breaks.Count ? Ignored : word.Breaks[t] ? 1 : 0;
            }
        }
    }

    /// <summary>The words with the breaks that the tape's outputs say.</summary>
    public IEnumerable<Word> Tagged() => Words.Select((word, b) => new Word(
        word.Letters,
        [.. Enumerable.Range(0, word.Breaks.Count).Select(t => IsBreak(t * tape.Batch + b))]));

    private bool IsBreak(int row) => tape.y[row * Hyphenator.Tags + 1] > tape.y[row * Hyphenator.Tags];
}

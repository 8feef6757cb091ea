using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Hyphenation.Words;

/// <summary>A word and, for each place between two of its letters, whether a syllable ends there.</summary>
/// <param name="Letters">At least two letters from a to z.</param>
/// <param name="Breaks">One fewer than there are letters: number i says whether a break stands behind letter i.</param>
internal sealed record Word(string Letters, IReadOnlyList<bool> Breaks)
{
    /// <summary>Reads a word that is written with its breaks, such as "com-put-er".</summary>
    /// <exception cref="InvalidDataException">Something else than letters and single hyphens between them, or a single letter.</exception>
    public static Word Parse(string written)
    {
        string[] syllables = written.Split('-');
        string letters = string.Concat(syllables);
        if (letters.Length < 2 || syllables.Contains("") || !letters.All(char.IsAsciiLetterLower))
        {
            throw new InvalidDataException(
                $"'{written}' is no word with its breaks: two or more letters from a to z are expected, and single hyphens between them.");
        }

        var breaks = new bool[letters.Length - 1];
        int end = 0;
        foreach (string syllable in syllables[..^1])
        {
            end += syllable.Length;
            breaks[end - 1] = true;
        }

        return new Word(letters, breaks);
    }

    /// <summary>The word with its breaks, such as "com-put-er".</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Letters[0]);
        for (int i = 1; i < Letters.Length; i++)
        {
            text.Append(Breaks[i - 1] ? "-" : "").Append(Letters[i]);
        }

        return text.ToString();
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Hyphenation.Words;

/// <summary>Reads words with their breaks, one a line.</summary>
internal static class WordList
{
    /// <summary>The common English words that come with the sample.</summary>
    public static IReadOnlyList<Word> English()
    {
        using Stream stream = typeof(WordList).Assembly.GetManifestResourceStream("syllables.txt")
            ?? throw new InvalidOperationException("The list of words is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Words from a file.</summary>
    /// <exception cref="InvalidDataException">
    /// Too few words, a line that is no word with its breaks, or a word that stands there twice.
    /// </exception>
    public static IReadOnlyList<Word> Read(string path) => Parse(File.ReadAllText(path));

    private static Word[] Parse(string text)
    {
        Word[] words = [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Word.Parse)];
        var known = new HashSet<string>();
        if (words.FirstOrDefault(word => !known.Add(word.Letters)) is { } twice)
        {
            throw new InvalidDataException($"'{twice.Letters}' stands in the list twice.");
        }

        return words.Length >= WordSplit.Least
            ? words
            : throw new InvalidDataException($"{words.Length} words are too few to learn from: at least {WordSplit.Least} are needed.");
    }
}

using System;
using System.Globalization;
using System.Linq;

namespace RnnGen;

/// <summary>Where the random numbers of a tape stand, for all of its rows.</summary>
/// <param name="Seed">Of the tape.</param>
/// <param name="Passes">Since the seed was set.</param>
/// <param name="SequencePass">In which the sequences at hand began.</param>
internal readonly record struct NoisePosition(ulong Seed, int Passes, int SequencePass)
{
    /// <summary>As a checkpoint tells it.</summary>
    /// <param name="begun">How many sequences each row has begun on the way; empty where nothing that is drawn asks for it.</param>
    public string ToText(ReadOnlySpan<int> begun) => string.Join(
        ' ',
        new[] { Seed.ToString(CultureInfo.InvariantCulture) }.Concat(
            begun.ToArray().Prepend(SequencePass).Prepend(Passes).Select(number => number.ToString(CultureInfo.InvariantCulture))));

    /// <param name="text">What <see cref="ToText"/> wrote.</param>
    /// <param name="begun">Receives the numbers of begun sequences, if the text is valid.</param>
    public static NoisePosition? TryRead(string text, Span<int> begun)
    {
        string[] words = text.Split(' ');
        if (words.Length != 3 + begun.Length || !ulong.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return null;
        }

        var numbers = new int[words.Length - 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(words[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        numbers.AsSpan(2).CopyTo(begun);
        return new NoisePosition(seed, numbers[0], numbers[1]);
    }
}

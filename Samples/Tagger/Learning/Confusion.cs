using System.Collections.Generic;
using Hyphenation.Words;

namespace Hyphenation.Learning;

/// <summary>How often a break was and was not where one was said to be.</summary>
/// <param name="Hits">Breaks that were found.</param>
/// <param name="Missed">Breaks that were not.</param>
/// <param name="False">Places without a break that were said to have one.</param>
/// <param name="Rejected">Places without a break that were said to have none.</param>
/// <param name="Words">The words.</param>
/// <param name="RightWords">The words of which all places are right.</param>
internal sealed record Confusion(int Hits, int Missed, int False, int Rejected, int Words, int RightWords)
{
    /// <summary>The share of places that are right.</summary>
    public double Accuracy => Share(Hits + Rejected, Missed + False);

    /// <summary>The share of said breaks that are right.</summary>
    public double Precision => Share(Hits, False);

    /// <summary>The share of breaks that were found.</summary>
    public double Recall => Share(Hits, Missed);

    /// <summary>The share of words that are right as a whole.</summary>
    public double WordAccuracy => Share(RightWords, Words - RightWords);

    /// <summary>Counts.</summary>
    public static Confusion Of(IEnumerable<(Word Right, Word Tagged)> words)
    {
        var counts = new int[2, 2];
        int all = 0, right = 0;
        foreach ((Word word, Word tagged) in words)
        {
            bool isRight = true;
            for (int i = 0; i < word.Breaks.Count; i++)
            {
                counts[word.Breaks[i] ? 1 : 0, tagged.Breaks[i] ? 1 : 0]++;
                isRight &= word.Breaks[i] == tagged.Breaks[i];
            }

            all++;
            right += isRight ? 1 : 0;
        }

        return new Confusion(counts[1, 1], counts[1, 0], counts[0, 1], counts[0, 0], all, right);
    }

    private static double Share(int part, int rest) => part + rest == 0 ? 0 : (double)part / (part + rest);
}

using System;
using System.Collections.Generic;

namespace RnnGen;

/// <summary>Hints for names of a file that are not those of a cell. Names come from files: no work grows with their length.</summary>
internal static class TensorNames
{
    private const int LongestCompared = 100, MostCompared = 1000;

    /// <summary>A name in quotes, cut where it is longer than any name deserves.</summary>
    public static string Quote(string name) => name.Length <= LongestCompared ? $"'{name}'" : $"'{name[..LongestCompared]}…'";

    /// <summary>The candidate that was probably meant; null where none is near.</summary>
    public static string? Nearest(string name, IReadOnlyList<string> candidates)
    {
        string? nearest = null;
        int least = name.Length > LongestCompared ? -1 : name.Length / 3;
        for (int i = 0; i < Math.Min(candidates.Count, MostCompared); i++)
        {
            string candidate = candidates[i];
            if (candidate.Length > LongestCompared)
            {
                continue;
            }

            int distance = candidate.EndsWith($".{name}", StringComparison.Ordinal) ? 0 : Distance(Plain(name), Plain(candidate));
            if (distance < least || (distance == least && nearest is null))
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>Whether a name is one that PyTorch gives to recurrent or linear modules.</summary>
    public static bool IsOfPyTorch(string name)
    {
        ReadOnlySpan<char> last = name.AsSpan(name.LastIndexOf('.') + 1);
        return last.StartsWith("weight_ih") || last.StartsWith("weight_hh") || last.StartsWith("bias_ih") || last.StartsWith("bias_hh")
            || (last.Length < name.Length && (last is "weight" or "bias"));
    }

    // Programs differ in what separates the parts of a name, and in capitals.
    private static string Plain(string name) =>
        string.Concat(name.Split('_', '.', '/')).ToLowerInvariant();

    /// <summary>Insertions, deletions and exchanges of one character that make b of a (Levenshtein, 1966).</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

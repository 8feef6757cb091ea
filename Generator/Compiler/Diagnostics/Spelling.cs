using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>Finds what a mistyped name may have meant.</summary>
public static class Spelling
{
    /// <summary>" Did you mean 'x'?", to be put behind a message, or nothing where no candidate is near.</summary>
    public static string Suggest(string written, IEnumerable<string> candidates) =>
        Nearest(written, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The same; where no candidate is near, all that there are: " It has x, y.".</summary>
    public static string SuggestOrList(string written, IReadOnlyCollection<string> candidates) =>
        Suggest(written, candidates) is { Length: > 0 } suggestion ? suggestion : $" It has {string.Join(", ", candidates)}.";

    /// <summary>The candidate with the fewest typing errors between it and what was written; the first of equals.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        // A wrong case alone is no other name.
        if (candidates.FirstOrDefault(known => string.Equals(known, written, StringComparison.OrdinalIgnoreCase)) is { } same) return same;
        string? best = null;
        var rows = new Rows(written.Length + 1);
        int bestDistance = Math.Max(1, written.Length / 3) * 2 + 1;
        foreach (string candidate in candidates)
        {
            // So many more letters, or fewer, are more errors than the best has.
            if (2 * Math.Abs(candidate.Length - written.Length) >= bestDistance || !BeginsAlike(written, candidate)) continue;
            int distance = Distance(candidate, written, rows);
            // Nothing of the name is left when every character was mistyped.
            if (distance < bestDistance && distance < 2 * Math.Max(written.Length, candidate.Length))
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>Few begin a name with a wrong letter: with the same one, whatever its case, or with the first two swapped.</summary>
    private static bool BeginsAlike(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0) return false;
        if (CostOfReplacing(left[0], right[0]) < 2) return true;
        return left.Length > 1 && right.Length > 1 && left[0] == right[1] && left[1] == right[0];
    }

    /// <summary>
    /// Twice the number of insertions, deletions, replacements and swaps of neighbours; a wrong case costs one instead of two.
    /// </summary>
    private static int Distance(string left, string right, Rows rows)
    {
        for (int j = 0; j <= right.Length; j++) rows.Last[j] = 2 * j;
        for (int i = 1; i <= left.Length; i++)
        {
            rows.This[0] = 2 * i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = rows.Last[j - 1] + CostOfReplacing(left[i - 1], right[j - 1]);
                int least = Math.Min(replace, Math.Min(rows.Last[j], rows.This[j - 1]) + 2);
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                rows.This[j] = swapped ? Math.Min(least, rows.BeforeLast[j - 2] + 2) : least;
            }
            rows.Next();
        }
        return rows.Last[right.Length];
    }

    /// <summary>The rows of the table of distances that the next one is made of.</summary>
    private sealed class Rows(int length)
    {
        public int[] This { get; private set; } = new int[length];

        public int[] Last { get; private set; } = new int[length];

        public int[] BeforeLast { get; private set; } = new int[length];

        public void Next() => (BeforeLast, Last, This) = (Last, This, BeforeLast);
    }

    private static int CostOfReplacing(char left, char right) =>
        left == right ? 0 : char.ToLowerInvariant(left) == char.ToLowerInvariant(right) ? 1 : 2;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.Planning;

/// <summary>Writes a definition of the zoo in another way that means the same.</summary>
internal static partial class DefinitionVariant
{
    /// <summary>New names for all tensors: <c>f = tanh(Wf @ [h'; x] + bf)</c> becomes <c>n3_ = tanh(n7_ @ [n2_'; n9_] + n5_)</c>.</summary>
    public static string Renamed(string definition, IEnumerable<string> names, Random random)
    {
        string[] old = [.. names.Distinct()];
        int[] numbers = [.. Enumerable.Range(1, old.Length)];
        random.Shuffle(numbers);
        Dictionary<string, string> renamed =
            old.Zip(numbers).ToDictionary(pair => pair.First, pair => $"n{pair.Second}_", StringComparer.Ordinal);
        int body = definition.IndexOf("sizes:", StringComparison.Ordinal);
        return definition[..body] + Word().Replace(definition[body..], word => renamed.GetValueOrDefault(word.Value, word.Value));
    }

    /// <summary>
    /// Equations, and so gates, in another order in which each still follows what it reads; parameters in any other order.
    /// </summary>
    public static string Reordered(string definition, Random random)
    {
        string[] lines = definition.Split('\n');
        (int from, int to) = Section(lines, "equations: |");
        var left = lines[from..to].ToList();
        for (int i = from; i < to; i++)
        {
            string[] ready = [.. left.Where(line => !left.Any(other => other != line && Reads(line, other)))];
            lines[i] = ready[random.Next(ready.Length)];
            left.Remove(lines[i]);
        }
        (from, to) = Section(lines, "parameters:");
        random.Shuffle(lines.AsSpan(from, to - from));
        return string.Join('\n', lines);
    }

    /// <summary>What the equations assign.</summary>
    public static IEnumerable<string> Targets(string definition)
    {
        string[] lines = definition.Split('\n');
        (int from, int to) = Section(lines, "equations: |");
        return lines[from..to].SelectMany(TargetsOf);
    }

    /// <summary>There is another order: two lines follow each other of which the second does not read the first.</summary>
    public static bool HasOtherOrder(string definition)
    {
        string[] lines = definition.Split('\n');
        (int from, int to) = Section(lines, "equations: |");
        return Enumerable.Range(from, to - from - 1).Any(i => !Reads(lines[i + 1], lines[i]));
    }

    private static (int From, int To) Section(string[] lines, string head)
    {
        int from = Array.FindIndex(lines, line => line == head) + 1, to = from;
        while (to < lines.Length && lines[to].StartsWith("  ", StringComparison.Ordinal)) to++;
        return from > 0 && to > from ? (from, to) : throw new InvalidOperationException($"No lines under {head}");
    }

    private static string[] TargetsOf(string equation) => equation.Split('=')[0].Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Reads what the other equation assigns, of this step, not the primed value.</summary>
    private static bool Reads(string equation, string other) =>
        TargetsOf(other).Any(name => Regex.IsMatch(equation.Split('=', 2)[1], $@"\b{name}\b(?!')"));

    [GeneratedRegex(@"\b[A-Za-z_][A-Za-z_0-9]*\b")]
    private static partial Regex Word();
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>What others call the value of a time step: <c>h_prev</c>, <c>h_t</c>, <c>h_{t-1}</c>, <c>h(t-1)</c>, <c>prev(h)</c>.</summary>
internal static class StepNames
{
    private static readonly string[] PreviousEnds =
    [
        "_prev", "_previous", "_old", "_last", "_past", "_before", "_pre", "_tm1", "_t_1", "_t1", "_minus_1", "_lag", "_prime",
        "Prev", "Previous", "Old", "Last", "prev",
    ];

    private static readonly string[] PreviousStarts = ["prev_", "previous_", "old_", "last_", "past_", "prev"];

    private static readonly string[] CurrentEnds = ["_t", "_new", "_next", "_now", "_current", "_cur", "_out", "New", "Next"];

    private static readonly string[] CurrentStarts = ["new_", "next_", "current_"];

    private static readonly string[] Functions =
        ["prev", "previous", "last", "lag", "delay", "delayed", "shift", "pre", "old", "past", "z1"];

    private static readonly string[] Counters = ["t", "k", "n", "time", "step"];

    /// <summary>A function that stands for the value of the step before.</summary>
    public static bool IsFunction(string function) => Functions.Contains(function, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that a name may be the value of a step of, and whether of the step before.</summary>
    public static IEnumerable<(string Name, bool IsPrevious)> Read(string name)
    {
        if (ForeignName.Is(name))
        {
            if (ForeignName.Index(name) is { } index && IsPreviousIndex(index) is { } isPrevious)
                yield return (ForeignName.Owner(ForeignName.Member(name)), isPrevious);
            yield break;
        }
        foreach (string end in PreviousEnds)
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal))
                yield return (name.Substring(0, name.Length - end.Length), true);
        foreach (string start in PreviousStarts)
            if (name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal))
                yield return (name.Substring(start.Length), true);
        foreach (string end in CurrentEnds)
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal))
                yield return (name.Substring(0, name.Length - end.Length), false);
        foreach (string start in CurrentStarts)
            if (name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal))
                yield return (name.Substring(start.Length), false);
    }

    /// <summary>True for t - 1, false for t and t + 1, null for what counts no steps.</summary>
    public static bool? IsPreviousTime(ExpressionSyntax time) => time switch
    {
        ExpressionSyntax.Name { IsPrevious: false } name when IsCounter(name.Identifier) => false,
        ExpressionSyntax.Binary { Symbol: "-" or "+", Left: ExpressionSyntax.Name name, Right: ExpressionSyntax.Number } binary
            when IsCounter(name.Identifier) => binary.Symbol == "-",
        _ => null,
    };

    /// <inheritdoc cref="IsPreviousTime(ExpressionSyntax)"/>
    public static bool? IsPreviousTime(SizeSyntax time) => time switch
    {
        SizeSyntax.Name name when IsCounter(name.Identifier) => false,
        SizeSyntax.Binary { Symbol: "-" or "+", Left: SizeSyntax.Name name, Right: SizeSyntax.Integer } binary
            when IsCounter(name.Identifier) => binary.Symbol == "-",
        _ => null,
    };

    private static bool IsCounter(string name) => Array.IndexOf(Counters, name) >= 0;

    private static bool? IsPreviousIndex(string index)
    {
        string counter = index.Length > 2 && index[index.Length - 2] is '-' or '+' ? index.Substring(0, index.Length - 2) : index;
        return IsCounter(counter) ? index.IndexOf('-') > 0 : null;
    }
}

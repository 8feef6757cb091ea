using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>
/// Numbers of elements and conditions of kernels whose vectors have one element: worked out as far as they are known, then as text.
/// </summary>
internal static class COffsets
{
    public static string Of(Offset offset) => Text(Fold(offset));

    public static string Factor(Offset offset) => AsFactor(Fold(offset));

    public static Offset Fold(Offset offset) => offset switch
    {
        Offset.Lanes => 1,
        Offset.Sum sum => Sum(sum.Terms.Select(Fold)),
        Offset.Difference difference => (Fold(difference.Left), Fold(difference.Right)) switch
        {
            (Offset.Number left, Offset.Number right) => left.Value - right.Value,
            (var left, Offset.Number { Value: 0 }) => left,
            var (left, right) => new Offset.Difference(left, right),
        },
        Offset.Product product => (Fold(product.Left), Fold(product.Right)) switch
        {
            (Offset.Number left, Offset.Number right) => left.Value * right.Value,
            var (left, right) => left * right,
        },
        Offset.Multiple multiple when Fold(multiple.Unit) is Offset.Number unit => multiple.Value / unit.Value * unit.Value,
        Offset.Minimum minimum => (Fold(minimum.Left), Fold(minimum.Right)) switch
        {
            (Offset.Number left, Offset.Number right) => Math.Min(left.Value, right.Value),
            var (left, right) => new Offset.Minimum(left, right),
        },
        Offset.Parity parity => Fold(parity.Value) is Offset.Number number ? number.Value & 1 : new Offset.Parity(Fold(parity.Value)),
        Offset.Choice choice => new Offset.Choice(choice.Flag, Fold(choice.IfTrue), Fold(choice.IfFalse)),
        _ => offset,
    };

    /// <summary>Whether it holds; null where that depends on a variable.</summary>
    public static bool? Known(Condition condition) => condition switch
    {
        // As many as the smallest processors have.
        Condition.ManyRegisters => false,
        Condition.Less less => Compare(less.Left, less.Right, (a, b) => a < b),
        Condition.AtMost most => Compare(most.Left, most.Right, (a, b) => a <= b),
        Condition.Unequal unequal => Compare(unequal.Left, unequal.Right, (a, b) => a != b),
        Condition.IsOdd odd => Fold(odd.Number) is Offset.Number number ? (number.Value & 1) != 0 : null,
        Condition.Any any when any.Conditions.Any(one => Known(one) == true) => true,
        Condition.Any any when any.Conditions.All(one => Known(one) == false) => false,
        _ => null,
    };

    public static bool NeverRuns(Statement.Loop loop) => loop.While.Any(condition => Known(condition) == false);

    public static string Of(Condition condition) => Known(condition) is { } known ? known ? "1" : "0" : condition switch
    {
        Condition.Flag flag => CNames.Of(flag.Name),
        Condition.Less less => $"{Of(less.Left)} < {Of(less.Right)}",
        // k + 1 <= n as people write it: k < n.
        Condition.AtMost most when IsNext(most.Left, out Offset before) => $"{Of(before)} < {Of(most.Right)}",
        Condition.AtMost most => $"{Of(most.Left)} <= {Of(most.Right)}",
        Condition.Unequal unequal => $"{Of(unequal.Left)} != {Of(unequal.Right)}",
        Condition.IsOdd odd => $"({Factor(odd.Number)} & 1) != 0",
        Condition.Any any => string.Join(" || ", any.Conditions.Where(one => Known(one) is null).Select(Of)),
        _ => throw new InvalidOperationException($"No C for {condition}."),
    };

    /// <summary>Whether it is another offset and one; so a &lt;= b is another form of other &lt; b.</summary>
    private static bool IsNext(Offset offset, out Offset before)
    {
        before = Offset.Zero;
        if (Fold(offset) is not Offset.Sum sum || !sum.Terms.Contains(1)) return false;
        before = Offset.Add([.. sum.Terms.Where(term => term is not Offset.Number)]);
        return true;
    }

    private static bool? Compare(Offset left, Offset right, Func<int, int, bool> holds) =>
        Fold(left) is Offset.Number a && Fold(right) is Offset.Number b ? holds(a.Value, b.Value) : null;

    /// <summary>The variable terms, then all numbers as one.</summary>
    private static Offset Sum(IEnumerable<Offset> terms)
    {
        List<Offset> all = [.. terms.SelectMany(term => term is Offset.Sum sum ? (IEnumerable<Offset>)sum.Terms : [term])];
        int number = all.OfType<Offset.Number>().Sum(term => term.Value);
        return Offset.Add([.. all.Where(term => term is not Offset.Number), number]);
    }

    private static string Text(Offset offset) => offset switch
    {
        Offset.Number number => CNumber.Of(number.Value),
        Offset.Variable variable => CNames.Of(variable.Name),
        Offset.Sum sum => string.Join(" + ", sum.Terms.Select(Text)).Replace("+ -", "- "),
        Offset.Difference difference => $"{Text(difference.Left)} - {AsFactor(difference.Right)}",
        Offset.Product product => $"{AsFactor(product.Left)} * {AsFactor(product.Right)}",
        Offset.Minimum minimum =>
            $"({Text(minimum.Left)} < {Text(minimum.Right)} ? {Text(minimum.Left)} : {Text(minimum.Right)})",
        Offset.Parity parity => $"({AsFactor(parity.Value)} & 1)",
        Offset.Choice choice => $"({CNames.Of(choice.Flag)} ? {Text(choice.IfTrue)} : {Text(choice.IfFalse)})",
        _ => throw new InvalidOperationException($"No C for {offset}."),
    };

    private static string AsFactor(Offset offset) => offset is Offset.Sum or Offset.Difference ? $"({Text(offset)})" : Text(offset);
}

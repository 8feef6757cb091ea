using System;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Numbers of elements as C#.</summary>
internal static class OffsetText
{
    public static string Of(Offset offset) => offset switch
    {
        Offset.Number { Name: { } name } => $"{Offset.Number.Owner}.{name}",
        Offset.Number number => NumberLiteral.Of(number.Value).ToString(),
        Offset.Lanes => "V.Count",
        Offset.Variable variable => variable.Name,
        Offset.Sum sum => string.Join(" + ", sum.Terms.Select(Term)),
        Offset.Difference difference => $"{Term(difference.Left)} - {Factor(difference.Right)}",
        Offset.Product { Right: Offset.Multiple right } product => $"{Factor(product.Left)} * ({Of(right)})",
        Offset.Product product => $"{Factor(product.Left)} * {Factor(product.Right)}",
        Offset.Multiple multiple => $"{multiple.Value} / ({Of(multiple.Unit)}) * ({Of(multiple.Unit)})",
        Offset.Minimum minimum => $"Math.Min({Of(minimum.Left)}, {Of(minimum.Right)})",
        Offset.Parity parity => $"({Factor(parity.Value)} & 1)",
        Offset.Choice choice => $"{choice.Flag} ? {Of(choice.IfTrue)} : {Of(choice.IfFalse)}",
        _ => throw new InvalidOperationException($"No C# for {offset}."),
    };

    /// <summary>The same, which lines may break between its terms.</summary>
    public static Code Terms(Offset offset) => offset is Offset.Sum sum
        ? Code.Operators([.. sum.Terms.Select(term => (Code)Term(term))], [.. Enumerable.Repeat("+", sum.Terms.Count - 1)])
        : Of(offset);

    /// <summary>A choice takes all that stands before and behind it, other terms take only products.</summary>
    private static string Term(Offset offset) => offset is Offset.Choice ? $"({Of(offset)})" : Of(offset);

    public static string Factor(Offset offset) =>
        offset is Offset.Sum or Offset.Difference or Offset.Choice ? $"({Of(offset)})" : Of(offset);
}

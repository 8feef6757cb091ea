using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>The variables and references that a part of a kernel reads.</summary>
internal static class KernelNames
{
    public static IEnumerable<string> Of(Address address) => Of(address.Offset).Prepend(address.Elements);

    /// <summary>What is left of it when vectors have one element.</summary>
    public static IEnumerable<string> Of(Offset offset) => InFolded(COffsets.Fold(offset));

    public static IEnumerable<string> Of(Condition condition) => COffsets.Known(condition) is not null ? [] : condition switch
    {
        Condition.Flag flag => [flag.Name],
        Condition.Less less => [.. Of(less.Left), .. Of(less.Right)],
        Condition.AtMost most => [.. Of(most.Left), .. Of(most.Right)],
        Condition.Unequal unequal => [.. Of(unequal.Left), .. Of(unequal.Right)],
        Condition.IsOdd odd => Of(odd.Number),
        Condition.Any any => any.Conditions.SelectMany(Of),
        _ => throw new InvalidOperationException($"No C for {condition}."),
    };

    public static IEnumerable<string> Of(VectorExpression expression) => expression switch
    {
        VectorExpression.Variable variable => [variable.Name],
        VectorExpression.Constant => [],
        VectorExpression.Load load => Of(load.Address),
        VectorExpression.LoadPartial part => [.. Of(part.Row), .. Of(part.At)],
        VectorExpression.Broadcast broadcast => Of(broadcast.Address),
        VectorExpression.Repeat repeat => Of(repeat.Number),
        VectorExpression.Apply apply => apply.Operands.SelectMany(Of),
        VectorExpression.MultiplyAdd sum => [.. Of(sum.Left), .. Of(sum.Right), .. Of(sum.Addend)],
        VectorExpression.Select select => select.Operands.SelectMany(Of),
        VectorExpression.KeepTail keep => [.. Of(keep.Value), .. Of(keep.At)],
        VectorExpression.KeepFirst keep => [.. Of(keep.Value), .. Of(keep.Count)],
        _ => throw new InvalidOperationException($"No C for {expression}."),
    };

    public static IEnumerable<string> Of(ScalarExpression expression) => expression switch
    {
        ScalarExpression.Variable variable => [variable.Name],
        ScalarExpression.Constant => [],
        ScalarExpression.Load load => Of(load.Address),
        ScalarExpression.Multiply product => [.. Of(product.Left), .. Of(product.Right)],
        ScalarExpression.SumAcross sum => [sum.Vector],
        ScalarExpression.MaximumAcross maximum => [maximum.Vector],
        _ => throw new InvalidOperationException($"No C for {expression}."),
    };

    private static IEnumerable<string> InFolded(Offset offset) => offset switch
    {
        Offset.Number => [],
        Offset.Variable variable => [variable.Name],
        Offset.Sum sum => sum.Terms.SelectMany(InFolded),
        Offset.Difference difference => [.. InFolded(difference.Left), .. InFolded(difference.Right)],
        Offset.Product product => [.. InFolded(product.Left), .. InFolded(product.Right)],
        Offset.Minimum minimum => [.. InFolded(minimum.Left), .. InFolded(minimum.Right)],
        Offset.Parity parity => InFolded(parity.Value),
        Offset.Choice choice => [choice.Flag, .. InFolded(choice.IfTrue), .. InFolded(choice.IfFalse)],
        _ => throw new InvalidOperationException($"No C for {offset}."),
    };
}

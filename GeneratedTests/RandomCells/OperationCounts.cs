using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;

namespace RnnGen.Tests.RandomCells;

/// <summary>Counts operations at their ranks in random cells, so that a budget is known to reach all of them.</summary>
internal static class OperationCounts
{
    public static void AssertCovered(IReadOnlyList<Card> deck, IEnumerable<RandomCell> cells, int least)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (RandomCell cell in cells)
        {
            foreach (Equation equation in cell.Function.Equations)
            {
                string key = Key(equation);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }
        foreach (Card card in deck)
        {
            string key = Key(card);
            Assert.True(counts.GetValueOrDefault(key) >= least, $"{key}: {counts.GetValueOrDefault(key)}");
        }
    }

    private static string Key(Card card) => card.Name switch
    {
        nameof(Operation.Pointwise) => $"{card.Name} {(PointwiseFunction)card.Detail} {card.Rank}",
        nameof(Operation.Select) => $"{card.Name} {(Comparison)card.Detail} {card.Rank}",
        nameof(Operation.Reduce) => $"{card.Name} {(Reduction)card.Detail} {card.Rank}",
        _ => $"{card.Name} {card.Detail} {card.Rank}",
    };

    private static int Form(Shape left, Shape right) => (left.IsMatrix ? 2 : 0) + (right.IsMatrix ? 1 : 0);

    private static string Key(Equation equation)
    {
        int rank = equation.Result.Shape.Rank;
        return equation.Operation switch
        {
            Operation.Pointwise pointwise => $"Pointwise {pointwise.Function} {rank}",
            Operation.Select select => $"Select {select.Comparison} {rank}",
            Operation.Reduce { Axis: { } axis } along => $"{Card.Along} {Card.DetailOf(along.Reduction, axis)} {rank}",
            Operation.CumulativeSum sum => $"CumulativeSum {(sum.FromEnd ? 1 : 0)} {rank}",
            Operation.Spread spread => $"Spread {spread.Axis} {rank}",
            Operation.FirstMaximum first => $"FirstMaximum {(first.OfEachRow ? 1 : 0)} {rank}",
            Operation.Reduce reduce => $"Reduce {reduce.Reduction} {equation.Operands[0].Shape.Rank}",
            Operation.Concat concat => $"Concat {concat.Axis} {rank}",
            Operation.Slice slice => $"Slice {slice.Axis} {rank}",
            Operation.Pad pad => $"Pad {pad.Axis} {rank}",
            Operation.MatMul => $"MatMul {Form(equation.Operands[0].Shape, equation.Operands[1].Shape)} {rank}",
            _ => $"{equation.Operation.GetType().Name} 0 {rank}",
        };
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Autodiff;

public class RandomCellGradientTests
{
    private const int LeastOccurrences = 20;
    private static readonly int Budget = Deck.SeedsFor(Deck.Whole, LeastOccurrences);

    [Fact]
    public void AdjointsOfRandomCellsAgreeWithCentralDifferences()
    {
        for (int seed = 0; seed < Budget; seed++)
        {
            StepFunction function = RandomCell.Create(seed).Function;
            AdjointFunction adjoint = Differentiator.Differentiate(function);
            GradientCheck.Check(adjoint, timeSteps: 2, batch: 1 + seed % 2, seed);
        }
    }

    [Fact]
    public void TheBudgetCoversEveryOperationAtEveryRank()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int seed = 0; seed < Budget; seed++)
        {
            foreach (Equation equation in RandomCell.Create(seed).Function.Equations)
            {
                string key = Key(equation);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }
        foreach (Card card in Deck.Whole)
        {
            string key = Key(card);
            Assert.True(counts.GetValueOrDefault(key) >= LeastOccurrences, $"{key}: {counts.GetValueOrDefault(key)}");
        }
    }

    private static string Key(Card card) => card.Name switch
    {
        nameof(Operation.Pointwise) => $"{card.Name} {(PointwiseFunction)card.Detail} {card.Rank}",
        nameof(Operation.Select) => $"{card.Name} {(Comparison)card.Detail} {card.Rank}",
        nameof(Operation.Reduce) => $"{card.Name} {(Reduction)card.Detail} {card.Rank}",
        _ => $"{card.Name} {card.Detail} {card.Rank}",
    };

    private static string Key(Equation equation)
    {
        int rank = equation.Result.Shape.Rank;
        return equation.Operation switch
        {
            Operation.Pointwise pointwise => $"Pointwise {pointwise.Function} {rank}",
            Operation.Select select => $"Select {select.Comparison} {rank}",
            Operation.Reduce reduce => $"Reduce {reduce.Reduction} {equation.Operands[0].Shape.Rank}",
            Operation.Concat concat => $"Concat {concat.Axis} {rank}",
            Operation.Slice slice => $"Slice {slice.Axis} {rank}",
            Operation.Pad pad => $"Pad {pad.Axis} {rank}",
            Operation.MatMul => (equation.Operands[0].Shape.IsMatrix, equation.Operands[1].Shape.IsMatrix) switch
            {
                (false, false) => $"MatMul 0 {rank}",
                (false, true) => $"MatMul 1 {rank}",
                (true, false) => $"MatMul 2 {rank}",
                (true, true) => $"MatMul 3 {rank}",
            },
            _ => $"{equation.Operation.GetType().Name} 0 {rank}",
        };
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using Xunit;

namespace RnnGen.Tests.Ir;

/// <summary>
/// Every operation and every pointwise function has its row in every table: forgetting one fails here, not in a user's build.
/// </summary>
public class TableTests
{
    private static readonly HashSet<Type> Operations =
        typeof(Operation).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Operation))).ToHashSet();

    [Fact]
    public void EveryOperationHasAShapeASpellingAndAnEvaluation()
    {
        Assert.Equal(17, Operations.Count);
        Assert.Equal(Operations, OperationShapes.Kinds.ToHashSet());
        Assert.Equal(Operations, OperationText.Kinds.ToHashSet());
        Assert.Equal(Operations, OperationEvaluation.Kinds.ToHashSet());
    }

    [Fact]
    public void EveryPointwiseFunctionHasARow()
    {
        PointwiseFunction[] functions = Enum.GetValues<PointwiseFunction>();
        Assert.Equal(functions, PointwiseTable.All.Select(row => row.Function).Order());
        Assert.Equal(functions.Length, PointwiseTable.All.Select(row => (row.Spelling, row.Arity)).Distinct().Count());
        Assert.All(PointwiseTable.All, row => Assert.InRange(row.Cost, 1, 100));
    }

    [Fact]
    public void EveryComparisonHasASymbolAndAMeaning()
    {
        foreach (Comparison comparison in Enum.GetValues<Comparison>())
        {
            Assert.NotEmpty(OperationText.Symbol(comparison));
            Assert.Equal(comparison == Comparison.NotEqual, ScalarMath.Compare(comparison, double.NaN, 1));
        }
        Assert.Equal(
            [true, false, true, false, false, true],
            Enum.GetValues<Comparison>().Select(comparison => ScalarMath.Compare(comparison, 1, 2)));
        Assert.Equal(
            [false, false, true, true, true, false],
            Enum.GetValues<Comparison>().Select(comparison => ScalarMath.Compare(comparison, 2, 2)));
    }
}

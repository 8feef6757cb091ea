using System;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using Xunit;

namespace RnnGen.Tests.Autodiff;

public class AdjointTableTests
{
    [Fact]
    public void EveryOperationHasARule() => Assert.Equal(OperationShapes.Kinds.ToHashSet(), OperationAdjoints.Kinds.ToHashSet());

    [Fact]
    public void EveryOperationHasARuleForGuards() => Assert.Equal(OperationShapes.Kinds.ToHashSet(), GuardRules.Kinds.ToHashSet());

    [Fact]
    public void EveryPointwiseFunctionHasARulePerOperand()
    {
        Assert.Equal(Enum.GetValues<PointwiseFunction>(), PointwiseAdjoints.All.Keys.Order());
        Assert.All(PointwiseAdjoints.All, row => Assert.Equal(PointwiseTable.Of(row.Key).Arity, row.Value.Length));
    }
}

using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;
using static RnnGen.Compiler.Collections.EquatableArray;

namespace RnnGen.Tests.Ir;

public class VerifierTests
{
    private static readonly Value W = new(0, "W", Shape.Matrix(2, 2)), H = new(1, "h'", Shape.Vector(2)), P = new(2, "p", Shape.Vector(2));

    private static readonly StepFunction Good = new(
        "good", Of(W), default, Of(H), Of(new Equation(P, new Operation.MatMul(), Of(W, H), new("p", "p = W @ h'"))), Of(P), default);

    private static string Refuse(StepFunction function) => Assert.Throws<InvalidIrException>(() => Verifier.Verify(function)).Message;

    [Fact]
    public void AcceptsAGoodFunction() => Verifier.Verify(Good);

    [Fact]
    public void RefusesAValueDefinedTwice() =>
        Assert.Contains("p[2] is defined twice", Refuse(Good with { Equations = Of(Good.Equations[0], Good.Equations[0]) }));

    [Fact]
    public void RefusesANameTakenTwice() => Assert.Contains(
        "The name p is taken twice",
        Refuse(Good with { Equations = Of(Good.Equations[0], Good.Equations[0] with { Result = P with { Id = 9 } }) }));

    [Fact]
    public void RefusesAUseBeforeItsDefinition() => Assert.Contains(
        "p[2] is used before its definition",
        Refuse(Good with { Equations = Of(Good.Equations[0] with { Operands = Of(W, P) }) }));

    [Fact]
    public void RefusesAShapeThatTheOperationDoesNotGive() => Assert.Contains(
        "defined by an operation of shape [2]",
        Refuse(Good with { Equations = Of(Good.Equations[0] with { Result = P with { Shape = Shape.Vector(3) } }) }));

    [Fact]
    public void RefusesOperandsThatTheOperationDoesNotTake() => Assert.Contains(
        "of ([2, 2], [2]): expected equal shapes",
        Refuse(Good with { Equations = Of(Good.Equations[0] with { Operation = new Operation.Pointwise(PointwiseFunction.Add) }) }));

    [Fact]
    public void RefusesANextStateOfAnotherShape() =>
        Assert.Contains("Among next, W[2, 2] belongs to h'[2]", Refuse(Good with { Next = Of(W) }));

    [Fact]
    public void PrintsTheIrWithItsComplaint() =>
        Assert.Contains("    p[2] = W @ h'    // p = W @ h'\n", Refuse(Good with { Next = default }));

    [Fact]
    public void RefusesAnAdjointOfAnotherShape()
    {
        var seed = new Value(7, "dp", Shape.Vector(2));
        var adjoint = new AdjointFunction(Good, default, Of(seed), default, Of<Value?>(null as Value), default, Of<Value?>(seed));
        Verifier.Verify(adjoint);
        Assert.Contains(
            "Among parameter adjoints, dp[2] belongs to W[2, 2]",
            Assert.Throws<InvalidIrException>(() => Verifier.Verify(adjoint with { ParameterAdjoints = Of<Value?>(seed) })).Message);
        AdjointFunction twice = adjoint with { NextSeeds = Of(P), PreviousAdjoints = Of<Value?>(P) };
        Assert.Contains("defined twice", Assert.Throws<InvalidIrException>(() => Verifier.Verify(twice)).Message);
    }

    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(0, 1, 2)]
    [InlineData(0, -1, 1)]
    [InlineData(1, 0, 1)]
    public void RefusesASliceOutsideItsOperand(int axis, int start, int length) =>
        Assert.Throws<InvalidIrException>(() => new IrBuilder().Add(new Operation.Slice(axis, start, length), [H]));

    [Fact]
    public void BuilderGivesUniqueNamesAndIds()
    {
        var builder = IrBuilder.Beside([W, H, P]);
        builder.Stem = "p";
        Value[] values = [builder.Argument("p", Shape.Scalar), builder.Constant(1), builder.Constant(2, "q"), builder.Constant(3)];
        Assert.Equal(["p_1", "p_2", "q", "p_3"], values.Select(value => value.Name));
        Assert.Equal([3, 4, 5, 6], values.Select(value => value.Id));
    }
}

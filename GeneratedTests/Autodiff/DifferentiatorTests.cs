using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Autodiff;

public class DifferentiatorTests
{
    private static AdjointFunction Differentiate(StepFunction function) => DerivedText.Describe(Differentiator.Differentiate(function));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 2)]
    public void SequenceGradientsOfHandBuiltCells(int timeSteps, int batch)
    {
        StepFunction[] cells =
            [HandBuiltCells.Rnn(3, 4, 2), HandBuiltCells.Lstm(2, 3), HandBuiltCells.FusedLstm(2, 3), HandBuiltCells.Gru(3, 2)];
        foreach (StepFunction cell in cells) InterpretedGradients.Check(Differentiator.Differentiate(cell), timeSteps, batch, seed: 7);
    }

    [Fact]
    public void DerivedEquationsReadLikeMathematics()
    {
        AdjointFunction adjoint = Differentiate(HandBuiltCells.Lstm(2, 3));
        Assert.Equal(["dh", "dc_in"], adjoint.NextSeeds.Select(seed => seed.Name));
        string[] texts = [.. adjoint.Equations.Select(equation => equation.Origin.Text).Distinct()];
        Assert.Contains("dc = dc_in + dh * o * (1 - tanh(c) * tanh(c))", texts);
        Assert.Contains("dzo = do * o * (1 - o)", texts);
        Assert.Contains("dzf = df * f * (1 - f)", texts);
        Assert.Contains("dWf = outer(dzf, [h'; x])", texts);
        Assert.Contains("dc' = dc * f", texts);
        Assert.Equal("dzf", adjoint.ParameterAdjoints[4]!.Name);
    }

    [Fact]
    public void AValueThatIsStateAndOutputGathersBothSeeds()
    {
        AdjointFunction adjoint = Differentiate(HandBuiltCells.Gru(3, 2));
        Assert.Equal("dh_out", adjoint.OutputSeeds[0].Name);
        Assert.Equal("dh_in", adjoint.NextSeeds[0].Name);
        Assert.Equal("dh = dh_out + dh_in", adjoint.Equations[0].Origin.Text);
    }

    [Fact]
    public void WhatNothingArrivesAtHasNoAdjoint()
    {
        var builder = new IrBuilder();
        Value w = builder.Argument("w", Shape.Vector(2)), unused = builder.Argument("unused", Shape.Vector(2));
        Value x = builder.Argument("x", Shape.Vector(2)), h = builder.Argument("h'", Shape.Vector(2));
        Value sign = builder.Apply(PointwiseFunction.Sign, x);
        Value next = builder.Apply(PointwiseFunction.Multiply, w, sign);
        StepFunction function = builder.Build("test", [w, unused], [x], [h], [next], [builder.Constant(3, "y")]);
        AdjointFunction adjoint = Differentiator.Differentiate(function);
        Assert.Equal([true, false], adjoint.ParameterAdjoints.Select(value => value is not null));
        Assert.Null(adjoint.InputAdjoints[0]);
        Assert.Null(adjoint.PreviousAdjoints[0]);
    }

    [Fact]
    public void ResultsThatAreArgumentsPassTheirSeedsOn()
    {
        var builder = new IrBuilder();
        Value x = builder.Argument("x", Shape.Vector(2)), h = builder.Argument("h'", Shape.Vector(2));
        AdjointFunction adjoint = Differentiator.Differentiate(builder.Build("delay", [], [x], [h], [x], [h]));
        Assert.Empty(adjoint.Equations);
        Assert.Equal(adjoint.NextSeeds[0], adjoint.InputAdjoints[0]);
        Assert.Equal(adjoint.OutputSeeds[0], adjoint.PreviousAdjoints[0]);
    }

    [Fact]
    public void ANameThatIsTakenIsAvoided()
    {
        var builder = new IrBuilder();
        Value c = builder.Argument("c", Shape.Scalar), d = builder.Argument("dc", Shape.Scalar);
        Value y = builder.Apply(PointwiseFunction.Multiply, c, d, "y");
        AdjointFunction adjoint = Differentiator.Differentiate(builder.Build("test", [], [c, d], [], [], [y]));
        Assert.Equal(["d_c", "ddc"], adjoint.InputAdjoints.Select(value => value!.Name));
    }
}

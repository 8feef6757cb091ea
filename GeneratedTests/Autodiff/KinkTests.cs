using System;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;

namespace RnnGen.Tests.Autodiff;

/// <summary>At kinks the language says which derivative holds; central differences cannot.</summary>
public class KinkTests
{
    private static double[] Gradient(Func<IrBuilder, Value[], Value> define, double seed, params double[] arguments)
    {
        var builder = new IrBuilder();
        Value[] values = [.. arguments.Select((_, i) => builder.Argument($"a{i}", Shape.Scalar))];
        StepFunction function = builder.Build("test", [], values, [], [], [define(builder, values)]);
        AdjointFunction adjoint = Differentiator.Differentiate(function);
        Evaluation forward = Interpreter.Run(function, [], [.. arguments.Select(argument => new[] { argument })], []);
        Evaluation backward = Interpreter.Run(adjoint, forward, [[seed]], []);
        return [.. adjoint.InputAdjoints.Select(value => value is null ? 0 : backward[value][0])];
    }

    [Theory]
    [InlineData(PointwiseFunction.Relu, 0, 0)]
    [InlineData(PointwiseFunction.Abs, 0, 0)]
    [InlineData(PointwiseFunction.Sign, 0, 0)]
    [InlineData(PointwiseFunction.Floor, 1, 0)]
    [InlineData(PointwiseFunction.LeakyRelu, 0, 0.01)]
    [InlineData(PointwiseFunction.Elu, 0, 1)]
    [InlineData(PointwiseFunction.Softsign, 0, 1)]
    [InlineData(PointwiseFunction.HardSigmoid, 2.5, 0)]
    [InlineData(PointwiseFunction.HardSigmoid, -2.5, 0)]
    public void FunctionsOfOneArgument(PointwiseFunction function, double x, double expected) =>
        Assert.Equal([3 * expected], Gradient((b, a) => b.Apply(function, a[0]), 3, x));

    /// <summary>Where a function is flat it takes nothing of its operand, as max does, and guards are to know.</summary>
    [Fact]
    public void AFunctionThatIsFlatSomewhereChooses()
    {
        foreach (PointwiseFunction function in PointwiseTable.All.Where(row => row.Arity == 1).Select(row => row.Function))
        {
            double[] slopes = [.. Enumerable.Range(-16, 33).Select(i => Gradient((b, a) => b.Apply(function, a[0]), 1, i / 4.0 + 0.1)[0])];
            bool isFlat = slopes.Contains(0) && slopes.Any(slope => slope != 0);
            Assert.True(
                isFlat == GuardRules.Chooses(new Operation.Pointwise(function)), $"{function} is {(isFlat ? "" : "not ")}flat somewhere.");
        }
    }

    /// <summary>A dy of zero stays zero, whatever the operand is, where a rule multiplies by numbers alone.</summary>
    [Fact]
    public void ARuleWithoutFactorKeepsZero()
    {
        foreach (PointwiseRow row in PointwiseTable.All.Where(row => !PointwiseAdjoints.HasFactor(row.Function)))
        {
            double[] arguments = row.Arity == 2 ? [double.NaN, double.PositiveInfinity] : [double.NaN];
            double[] gradient = Gradient(
                (b, a) => a.Length == 2 ? b.Apply(row.Function, a[0], a[1]) : b.Apply(row.Function, a[0]), 0, arguments);
            Assert.All(gradient, element => Assert.Equal(0, element));
        }
    }

    [Fact]
    public void TiesGoToTheFirst()
    {
        Assert.Equal([3, 0], Gradient((b, a) => b.Apply(PointwiseFunction.Maximum, a[0], a[1]), 3, 2, 2));
        Assert.Equal([3, 0], Gradient((b, a) => b.Apply(PointwiseFunction.Minimum, a[0], a[1]), 3, 2, 2));
        Assert.Equal([0, 3, 0], Gradient((b, a) => b.Maximum(b.Concat(0, a)), 3, 1, 2, 2));
        // Row by row, and column by column: 1 2 2 and 5 5 0.
        for (int axis = 0; axis < 2; axis++)
        {
            int along = axis;
            Value Largest(IrBuilder b, Value[] a)
            {
                Value first = b.Spread(b.Concat(0, a[..3]), 0, 1), second = b.Spread(b.Concat(0, a[3..]), 0, 1);
                Value matrix = b.Concat(0, [first, second]);
                return b.Sum(b.Reduce(Reduction.Maximum, along == 1 ? matrix : b.Transpose(matrix), along));
            }
            Assert.Equal([0, 3, 0, 3, 0, 0], Gradient(Largest, 3, 1, 2, 2, 5, 5, 0));
        }
    }

    [Fact]
    public void WhereGivesTheAdjointToTheBranchTaken()
    {
        Value Choose(IrBuilder b, Value[] a) => b.Select(Comparison.Less, a[0], a[1], a[2], a[3]);
        Assert.Equal([0, 0, 0, 3], Gradient(Choose, 3, 2, 2, 5, 7));
        Assert.Equal([0, 0, 3, 0], Gradient(Choose, 3, 1, 2, 5, 7));
        Assert.Equal([0, 0, 0, 3], Gradient(Choose, 3, double.NaN, 2, 5, 7));
    }

    [Fact]
    public void ANaNInTheValueOrTheAdjointIsNotHidden()
    {
        foreach (PointwiseFunction function in Enum.GetValues<PointwiseFunction>())
        {
            // Neither passes anything on.
            if (function is PointwiseFunction.Sign or PointwiseFunction.Floor or PointwiseFunction.StopGradient) continue;
            bool binary = PointwiseTable.Of(function).Arity == 2;
            double[] arguments = binary ? [double.NaN, 1] : [double.NaN];
            double[] gradient = Gradient(
                (b, a) => binary ? b.Apply(function, a[0], a[1]) : b.Apply(function, a[0]), double.NaN, arguments);
            Assert.Contains(gradient, double.IsNaN);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler.Ir;
using Xunit;

namespace RnnGen.Tests.Ir;

public class ScalarMathTests
{
    [Theory]
    [InlineData(PointwiseFunction.Tanh, 0.5, 0.46211715726000975)]
    [InlineData(PointwiseFunction.Sigmoid, 0.5, 0.6224593312018546)]
    [InlineData(PointwiseFunction.Sigmoid, -745.0, 4.9406564584124654e-324)]
    [InlineData(PointwiseFunction.Sigmoid, 1000.0, 1.0)]
    [InlineData(PointwiseFunction.Relu, -2.0, 0.0)]
    [InlineData(PointwiseFunction.Relu, 2.0, 2.0)]
    [InlineData(PointwiseFunction.LeakyRelu, -2.0, -0.02)]
    [InlineData(PointwiseFunction.Elu, -1.0, -0.6321205588285577)]
    [InlineData(PointwiseFunction.Elu, -1e-12, -9.999999999995e-13)]
    [InlineData(PointwiseFunction.Elu, 3.0, 3.0)]
    [InlineData(PointwiseFunction.Sqrt, 2.25, 1.5)]
    [InlineData(PointwiseFunction.Abs, -2.25, 2.25)]
    [InlineData(PointwiseFunction.Sign, -0.0, 0.0)]
    [InlineData(PointwiseFunction.Sign, -7.0, -1.0)]
    [InlineData(PointwiseFunction.Softplus, 0.0, 0.6931471805599453)]
    [InlineData(PointwiseFunction.Softplus, 1000.0, 1000.0)]
    [InlineData(PointwiseFunction.Softplus, -40.0, 4.248354255291589e-18)]
    [InlineData(PointwiseFunction.Softsign, -3.0, -0.75)]
    [InlineData(PointwiseFunction.HardSigmoid, 1.0, 0.7)]
    [InlineData(PointwiseFunction.HardSigmoid, 2.6, 1.0)]
    [InlineData(PointwiseFunction.HardSigmoid, -2.6, 0.0)]
    [InlineData(PointwiseFunction.LogSigmoid, -1000.0, -1000.0)]
    [InlineData(PointwiseFunction.LogSigmoid, 40.0, -4.248354255291589e-18)]
    [InlineData(PointwiseFunction.Sin, 0.5, 0.479425538604203)]
    [InlineData(PointwiseFunction.Cos, 2.0, -0.4161468365471424)]
    [InlineData(PointwiseFunction.Erf, 0.5, 0.5204998778130465)]
    [InlineData(PointwiseFunction.Erf, -1.0, -0.8427007929497149)]
    [InlineData(PointwiseFunction.Erf, 2.0, 0.9953222650189527)]
    [InlineData(PointwiseFunction.Erf, 4.0, 0.9999999845827421)]
    [InlineData(PointwiseFunction.Erf, 1e-20, 1.1283791670955126e-20)]
    [InlineData(PointwiseFunction.Erf, double.NegativeInfinity, -1.0)]
    [InlineData(PointwiseFunction.Floor, -1.5, -2.0)]
    [InlineData(PointwiseFunction.Floor, 1.5, 1.0)]
    [InlineData(PointwiseFunction.Exp, 1.0, Math.E)]
    [InlineData(PointwiseFunction.Log, Math.E, 1.0)]
    [InlineData(PointwiseFunction.Negate, 2.0, -2.0)]
    [InlineData(PointwiseFunction.StopGradient, 2.5, 2.5)]
    public void UnaryFunctionsHaveTheLanguagesValues(PointwiseFunction function, double x, double expected)
    {
        double found = PointwiseTable.Of(function).Evaluate(x, 0);
        Assert.True(Math.Abs(found - expected) <= 4e-16 * Math.Abs(expected), $"{found:R}");
    }

    /// <summary>A function without a value above would be compared with itself alone.</summary>
    [Fact]
    public void EveryUnaryFunctionHasAValueHere()
    {
        MethodInfo values = typeof(ScalarMathTests).GetMethod(nameof(UnaryFunctionsHaveTheLanguagesValues))!;
        IEnumerable<PointwiseFunction> listed = values.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(arguments => (PointwiseFunction)(int)arguments[0].Value!);
        Assert.Equal(PointwiseTable.All.Where(row => row.Arity == 1).Select(row => row.Function).Order(), listed.Distinct().Order());
    }

    [Fact]
    public void NaNPassesThroughEveryFunctionButSign()
    {
        foreach (PointwiseRow row in PointwiseTable.All)
        {
            Assert.Equal(row.Function != PointwiseFunction.Sign, double.IsNaN(row.Evaluate(double.NaN, 1)));
            if (row.Arity == 2) Assert.True(double.IsNaN(row.Evaluate(1, double.NaN)), row.Spelling);
        }
        Assert.Equal(0, ScalarMath.Sign(double.NaN));
    }

    [Fact]
    public void TiesInMinimumAndMaximumGoToTheFirst()
    {
        Assert.True(double.IsNegative(ScalarMath.Minimum(-0.0, 0.0)));
        Assert.False(double.IsNegative(ScalarMath.Minimum(0.0, -0.0)));
        Assert.True(double.IsNegative(ScalarMath.Maximum(-0.0, 0.0)));
        Assert.False(double.IsNegative(ScalarMath.Maximum(0.0, -0.0)));
    }
}

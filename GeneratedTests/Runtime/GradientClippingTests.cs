using System;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class GradientClippingTests
{
    private static CellParameters<T> Filled<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellParameters<T> gradients = ElmanCell<T>.CreateParameters();
        for (int i = 0; i < gradients.Info.Parameters.Count; i++) gradients[i].Fill(T.CreateTruncating(value));
        return gradients;
    }

    private static readonly int Count = ElmanCell<float>.Info.ParameterCount;

    [Theory]
    [InlineData(1e-3)]
    [InlineData(3)]
    [InlineData(1e20)]
    [InlineData(1e38)]
    public void LongFloatGradientsAreScaledToTheMaximum(double value)
    {
        CellParameters<float> gradients = Filled<float>(value);
        double want = (float)value * Math.Sqrt(Count);
        double norm = GradientClipping.ByGlobalNorm(gradients, want / 4);
        Assert.Equal(1, norm / want, 1e-12);
        Assert.Equal(1, gradients["V"][3] / (value / 4), 1e-6);
        Assert.Equal(1, GradientClipping.ByGlobalNorm(gradients, double.MaxValue) / (want / 4), 1e-6);
    }

    [Theory]
    [InlineData(1e-310)]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    [InlineData(1e306)]
    public void DoubleNormsNeitherOverflowNorUnderflow(double value)
    {
        CellParameters<double> gradients = Filled<double>(value);
        double want = value * Math.Sqrt(Count);
        Assert.Equal(1, GradientClipping.ByGlobalNorm(gradients, double.MaxValue) / want, 1e-12);
        GradientClipping.ByGlobalNorm(gradients, want / 2);
        Assert.Equal(1, gradients["V"][3] / (value / 2), 1e-6);
    }

    [Fact]
    public void ShortGradientsStay()
    {
        CellParameters<float> gradients = Filled<float>(0.5);
        GradientClipping.ByGlobalNorm(gradients, 0.5 * Math.Sqrt(Count) + 1e-9);
        Assert.Equal(0.5f, gradients["W"][0]);
        Assert.Equal(0, GradientClipping.ByGlobalNorm(Filled<float>(0), 1));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void GradientsThatAreNotFiniteAreReportedAndLeft(float bad)
    {
        CellParameters<float> gradients = Filled<float>(3);
        gradients["d"][3] = bad;
        double norm = GradientClipping.ByGlobalNorm(gradients, 1);
        Assert.Equal(float.IsNaN(bad) ? double.NaN : double.PositiveInfinity, norm);
        Assert.Equal(3, gradients["W"][0]);
        CellParameters<double> wide = Filled<double>(3);
        wide["d"][3] = bad;
        Assert.Equal(norm, GradientClipping.ByGlobalNorm(wide, 1));
    }

    [Fact]
    public void SeveralSetsAreOneVector()
    {
        CellParameters<float> a = Filled<float>(3), b = Filled<float>(4);
        double norm = GradientClipping.ByGlobalNorm(Math.Sqrt(Count), a, b);
        Assert.Equal(5 * Math.Sqrt(Count), norm, 1e-5);
        Assert.Equal((0.6f, 0.8f), (a["b"][0], b["b"][0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByGlobalNorm(a, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByGlobalNorm(a, double.NaN));
    }

    [Fact]
    public void AllocatesNothing()
    {
        CellParameters<float> gradients = Filled<float>(3);
        int clipped = 0;
        Assert.Equal(0, Allocation.OfThread(() => GradientClipping.ByGlobalNorm(gradients, 1.0 / ++clipped), calls: 100));
    }
}

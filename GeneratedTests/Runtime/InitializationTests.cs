using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class InitializationTests
{
    private static float[] Draw(Slot slot, Initializer scheme, ulong seed = 1) => Parameters<float>(slot, scheme, seed)[0].ToArray();

    private static CellParameters<T> Parameters<T>(Slot slot, Initializer scheme, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parameters = new ElmanCell<T>.Parameters(new CellInfo
        {
            Name = "One",
            ElementSize = Unsafe.SizeOf<T>(),
            Parameters = [slot],
            Inputs = [],
            States = [],
            Outputs = [],
            Initializers = [scheme],
        });
        parameters.Values.Fill(T.NaN);
        parameters.Values[slot.Length..].Clear();
        parameters.Initialize(seed);
        Assert.True(parameters.Values[slot.Length..].IndexOfAnyExcept(T.Zero) < 0);
        return parameters;
    }

    private static readonly Slot Matrix = Slot.Matrix("W", 0, 60, 100);

    [Fact]
    public void ConstantsFill()
    {
        Assert.All(Draw(Matrix, Initializer.Zeros), value => Assert.Equal(0, value));
        Assert.All(Draw(Matrix, Initializer.Ones), value => Assert.Equal(1, value));
        Assert.All(Draw(Matrix, Initializer.Constant(-2.5)), value => Assert.Equal(-2.5f, value));
    }

    [Fact]
    public void DistributionsHaveTheirMoments()
    {
        Moments(Draw(Matrix, Initializer.Uniform(-1, 3)), 1, 4 / Math.Sqrt(12), -1, 3);
        Moments(Draw(Matrix, Initializer.Normal(2, 0.5)), 2, 0.5, -1, 5);
        double glorot = Math.Sqrt(6.0 / 160);
        Moments(Draw(Matrix, Initializer.Glorot), 0, glorot / Math.Sqrt(3), -glorot, glorot);
        Moments(Draw(Matrix, Initializer.He), 0, Math.Sqrt(2.0 / 100), -1, 1);

        static void Moments(float[] values, double mean, double deviation, double low, double high)
        {
            double average = values.Average();
            Assert.InRange(average, mean - 5 * deviation / Math.Sqrt(values.Length), mean + 5 * deviation / Math.Sqrt(values.Length));
            double spread = Math.Sqrt(values.Average(value => (value - average) * (value - average)));
            Assert.InRange(spread, deviation * 0.96, deviation * 1.04);
            Assert.InRange(values.Min(), low, high);
            Assert.InRange(values.Max(), low, high);
            Assert.True(values.Distinct().Count() > values.Length / 2);
        }
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(20, 50)]
    [InlineData(50, 20)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    public void OrthogonalRowsOrColumnsAreOrthonormal(int rows, int columns)
    {
        double[] q = Parameters<double>(Slot.Matrix("W", 0, rows, columns), Initializer.Orthogonal, 3)[0].ToArray();
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double At(int vector, int i) => rows <= columns ? q[vector * columns + i] : q[i * columns + vector];
        for (int a = 0; a < count; a++)
            for (int b = 0; b <= a; b++)
                Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i)), 1e-13);
    }

    [Fact]
    public void IdentityHasOnesOnItsDiagonal()
    {
        Assert.Equal([1, 0, 0, 0, 1, 0], Draw(Slot.Matrix("W", 0, 2, 3), Initializer.Identity));
        Assert.Equal([1, 0, 0, 1, 0, 0], Draw(Slot.Matrix("W", 0, 3, 2), Initializer.Identity));
    }

    [Fact]
    public void SeedsAndPlacesDecideAndNothingElse()
    {
        Assert.Equal(Draw(Matrix, Initializer.Glorot, 7), Draw(Matrix, Initializer.Glorot, 7));
        Assert.NotEqual(Draw(Matrix, Initializer.Glorot, 7), Draw(Matrix, Initializer.Glorot, 8));
        CellParameters<float> elman = ElmanCell<float>.CreateParameters();
        elman.Initialize(7);
        Assert.Equal(Draw(Slot.Matrix("W", 0, 5, 3), Initializer.Glorot, 7), elman[0].ToArray());
        Assert.NotEqual(elman["b"].ToArray().Select(value => value + 0.5f), elman["d"].ToArray());
        Assert.Equal(-1, elman["d"].IndexOfAnyExcept(0.25f));
    }

    // Runs of one release have to be repeatable by the next: these numbers never change.
    [Fact]
    public void ValuesArePinned() =>
        Assert.Equal([0.700879753f, 0.797992885f, 0.347629964f], Draw(Slot.Vector("b", 0, 3), Initializer.Uniform(0, 1), 1));
}

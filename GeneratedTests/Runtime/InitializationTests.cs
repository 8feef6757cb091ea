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

    private static double[] Doubles(Slot slot, Initializer scheme, ulong seed = 1) => Parameters<double>(slot, scheme, seed)[0].ToArray();

    [Fact]
    public void Formulas_of_papers_give_their_matrices()
    {
        double[] legs = [-1, 0, 0, -Math.Sqrt(3), -2, 0, -Math.Sqrt(5), -Math.Sqrt(15), -3];
        double[] found = Doubles(Slot.Matrix("A", 0, 3, 3), Initializer.Hippo);
        for (int i = 0; i < legs.Length; i++) Assert.Equal(legs[i], found[i], 1e-14);
        Assert.Equal([1, Math.Sqrt(3), Math.Sqrt(5)], Doubles(Slot.Vector("B", 0, 3), Initializer.Hippo));
        Assert.Equal([1, 1.5, 2, 1, 1.5, 2], Doubles(Slot.Matrix("r", 0, 2, 3), Initializer.Ramp(1, 0.5)));
        Assert.Equal([0, Math.Log(2), Math.Log(3)], Doubles(Slot.Vector("r", 0, 3), Initializer.LogRamp(1, 1)));
        Assert.Equal([1, 2, 3, 4], Doubles(Slot.Matrix("t", 0, 2, 2), Initializer.Values(1, 2, 3, 4)));
    }

    /// <summary>One step of the memory in many short ones, from each unit vector and from a unit input.</summary>
    [Fact]
    public void The_memory_of_Legendre_is_its_differential_equation_over_a_step()
    {
        const int N = 4, Short = 200_000;
        const double Length = 6;
        double[] state = Doubles(Slot.Matrix("A", 0, N, N), Initializer.Lmu(Length));
        double[] input = Doubles(Slot.Vector("B", 0, N), Initializer.Lmu(Length));
        for (int column = 0; column <= N; column++)
        {
            double[] m = new double[N];
            if (column < N) m[column] = 1;
            for (int t = 0; t < Short; t++)
            {
                double[] slope = [.. Enumerable.Range(0, N).Select(i => (2 * i + 1) / Length * (
                    (column < N ? 0 : Math.Pow(-1, i)) + Enumerable.Range(0, N).Sum(j => (i < j ? -1 : Math.Pow(-1, i - j + 1)) * m[j])))];
                for (int i = 0; i < N; i++) m[i] += slope[i] / Short;
            }
            for (int i = 0; i < N; i++) Assert.Equal(m[i], column < N ? state[i * N + column] : input[i], 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void The_spectral_radius_is_that_of_high_powers(int n)
    {
        double[] a = Doubles(Slot.Matrix("A", 0, n, n), Initializer.Spectral(0.9));
        // The 4096th power, by squares, each divided by its norm.
        double logarithm = 0;
        for (int square = 0; square <= 12; square++)
        {
            double norm = Math.Sqrt(a.Sum(x => x * x));
            logarithm += Math.Log(norm) / (1 << square);
            double[] one = [.. a.Select(x => x / norm)];
            a = [.. Enumerable.Range(0, n * n).Select(at => Enumerable.Range(0, n).Sum(k => one[at / n * n + k] * one[k * n + at % n]))];
        }
        Assert.Equal(0.9, Math.Exp(logarithm), 4e-3);
    }

    [Fact]
    public void Logarithms_are_uniform()
    {
        double[] values = Doubles(Matrix, Initializer.LogUniform(0.001, 0.1)), chrono = Doubles(Matrix, Initializer.Chrono(101));
        Assert.All(values, value => Assert.InRange(value, 0.001, 0.1));
        Assert.Equal(Math.Log(0.01), values.Average(Math.Log), 0.1);
        Assert.All(chrono, value => Assert.InRange(value, 0, Math.Log(100)));
        Assert.Equal(50.5, chrono.Average(Math.Exp), 1.5);
    }

    [Fact]
    public void Matrices_below_each_other_begin_each_by_itself()
    {
        double[] four = Doubles(Slot.Matrix("R", 0, 8, 2), Initializer.Identity with { Blocks = 4 });
        Assert.Equal([1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1], four);
        double[] glorot = Doubles(Slot.Matrix("R", 0, 400, 4), Initializer.Glorot with { Blocks = 100 });
        Assert.InRange(glorot.Max(), 0.95 * Math.Sqrt(6.0 / 8), Math.Sqrt(6.0 / 8));
    }

    [Fact]
    public void A_seed_of_its_own_is_all_that_counts()
    {
        Assert.Equal(Doubles(Matrix, Initializer.Glorot with { Seed = 7 }, 1), Doubles(Matrix, Initializer.Glorot with { Seed = 7 }, 2));
        Assert.NotEqual(Doubles(Matrix, Initializer.Glorot with { Seed = 7 }), Doubles(Matrix, Initializer.Glorot with { Seed = 8 }));
    }

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

using System;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class LossTests
{
    private static T[] Normal<T>(int count, int step, double scale = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new CounterRandom(3, 0, step);
        var values = new T[count];
        foreach (ref T value in values.AsSpan()) value = T.CreateTruncating(scale * random.NextNormal());
        return values;
    }

    /// <summary>−Σ t log softmax(z) of one row, straight from the definition, in double precision.</summary>
    private static double Naive(double[] z, double[] t)
    {
        double sum = z.Sum(Math.Exp);
        return -z.Zip(t, (logit, weight) => weight * Math.Log(Math.Exp(logit) / sum)).Sum();
    }

    [Fact]
    public void CrossEntropyAgreesWithTheDefinitionAtEveryWidth()
    {
        for (int classes = 1; classes <= 40; classes++)
        {
            Check<double>(classes, 1e-12);
            Check<float>(classes, 2e-6);
        }

        static void Check<T>(int classes, double tolerance)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            const int Rows = 3;
            T[] logits = Normal<T>(Rows * classes, classes, 3);
            int[] targets = [classes - 1, -1, classes / 2];
            var loss = new SoftmaxCrossEntropy<T>(classes);
            var adjoint = new T[logits.Length];
            adjoint.AsSpan().Fill(T.NaN);
            double value = loss.Adjoint(logits, targets, adjoint);
            Assert.Equal(value, loss.Value(logits, targets));

            double[] z = [.. logits.Select(double.CreateChecked)];
            double want = 0;
            foreach (int row in (ReadOnlySpan<int>)[0, 2])
            {
                double[] t = new double[classes];
                t[targets[row]] = 1;
                want += Naive(z[(row * classes)..((row + 1) * classes)], t) / 2;
                double sum = z.Skip(row * classes).Take(classes).Sum(Math.Exp);
                for (int c = 0; c < classes; c++)
                {
                    double probability = Math.Exp(z[row * classes + c]) / sum;
                    Assert.Equal((probability - t[c]) / 2, double.CreateChecked(adjoint[row * classes + c]), tolerance);
                }
            }

            Assert.Equal(want, value, 10 * tolerance);
            Assert.Equal(-1, adjoint.AsSpan(classes, classes).IndexOfAnyExcept(T.Zero));

            // In place.
            Assert.Equal(value, loss.Adjoint(logits, targets, logits));
            Assert.Equal(adjoint, logits);
        }
    }

    [Fact]
    public void DistributionsGiveTheAdjointOfTheirLoss()
    {
        const int Classes = 7;
        double[] logits = Normal<double>(3 * Classes, 1);
        double[] targets = [.. Normal<double>(3 * Classes, 2).Select(Math.Abs)];
        targets.AsSpan(Classes, Classes).Clear();
        var loss = new SoftmaxCrossEntropy<double>(Classes);
        var adjoint = new double[logits.Length];
        double value = loss.Adjoint(logits, targets, adjoint);
        Assert.Equal((Naive(logits[..7], targets[..7]) + Naive(logits[14..], targets[14..])) / 2, value, 1e-12);
        for (int i = 0; i < logits.Length; i++)
        {
            double old = logits[i];
            logits[i] = old + 1e-5;
            double up = loss.Value(logits, targets);
            logits[i] = old - 1e-5;
            double down = loss.Value(logits, targets);
            logits[i] = old;
            Assert.Equal((up - down) / 2e-5, adjoint[i], 1e-9);
        }
    }

    [Fact]
    public void OneHotDistributionsAreClassIndices()
    {
        float[] logits = Normal<float>(2 * 27, 4);
        float[] targets = new float[2 * 27];
        targets[5] = targets[27 + 26] = 1;
        var loss = new SoftmaxCrossEntropy<float>(27);
        float[] a = new float[54], b = new float[54];
        Assert.Equal(loss.Adjoint(logits, new[] { 5, 26 }, a), loss.Adjoint(logits, targets, b), 1e-6);
        for (int i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], 1e-7f);
    }

    [Fact]
    public void ExtremeLogitsStayFinite()
    {
        var loss = new SoftmaxCrossEntropy<float>(3);
        var adjoint = new float[3];
        Assert.Equal(2000, loss.Adjoint([1000, -1000, 0], [1], adjoint));
        Assert.Equal([1, -1, 0], adjoint);
        Assert.Equal(0, loss.Adjoint([-1e30f, 3e38f, -3e38f], [1], adjoint));
        Assert.Equal([0, 0, 0], adjoint);
        Assert.Equal(Math.Log(2), loss.Value([-3e38f, -3e38f, float.NegativeInfinity], [1]), 1e-6);
        Assert.Equal(double.PositiveInfinity, loss.Value([0, 0, float.NegativeInfinity], [2]));
        Assert.Equal(Math.Log(2), loss.Value([0, 0, float.NegativeInfinity], [0.5f, 0.5f, 0f]), 1e-6);
        Assert.Equal(double.NaN, loss.Value([0, float.NaN, 0], [0]));

        // A certain prediction keeps its tiny loss: it comes from the sum, not from 1 − p.
        double e = Math.Exp(-12);
        Assert.Equal(e - e * e / 2 + e * e * e / 3, new SoftmaxCrossEntropy<double>(2).Value([12, 0], new[] { 0 }), 1e-15);
    }

    [Fact]
    public void RowsMayAllBeIgnored()
    {
        var loss = new SoftmaxCrossEntropy<float>(2, ignoreIndex: -100);
        float[] adjoint = [1, 1];
        Assert.Equal(0, loss.Adjoint([1, 2], [-100], adjoint));
        Assert.Equal([0, 0], adjoint);
        Assert.Equal(0, loss.Value([], Array.Empty<int>()));
    }

    [Fact]
    public void WrongLengthsAndTargetsAreNamed()
    {
        var loss = new SoftmaxCrossEntropy<float>(3);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => loss.Value(new float[4], new int[1])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => loss.Value(new float[6], new int[1])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => loss.Value(new float[6], new float[3])).ParamName);
        Assert.Equal("adjoint", Assert.Throws<ArgumentException>(() => loss.Adjoint(new float[6], new int[2], new float[5])).ParamName);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Value(new float[6], [0, 3]));
        Assert.Contains("The target of row 1 is no class from 0 to 2.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Value(new float[6], [0, -2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy<float>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy<float>(3, 2));
    }

    [Fact]
    public void MeanSquaredErrorGivesTheAdjointOfItsValue()
    {
        double[] y = Normal<double>(37, 5), target = Normal<double>(37, 6);
        var loss = new MeanSquaredError<double>();
        var adjoint = new double[37];
        double value = loss.Adjoint(y, target, adjoint);
        Assert.Equal(y.Zip(target, (a, b) => (a - b) * (a - b)).Average(), value, 1e-14);
        for (int i = 0; i < y.Length; i++) Assert.Equal(2 * (y[i] - target[i]) / 37, adjoint[i], 1e-15);
        Assert.Equal(value, loss.Adjoint(y, target, y));
        Assert.Equal(adjoint, y);
        Assert.Equal(0, loss.Value([], []));
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => loss.Value(y, new double[36])).ParamName);
        Assert.Equal("adjoint", Assert.Throws<ArgumentException>(() => loss.Adjoint(y, target, new double[36])).ParamName);
    }

    [Fact]
    public void LossesAllocateNothing()
    {
        var cross = new SoftmaxCrossEntropy<float>(27);
        var square = new MeanSquaredError<float>();
        float[] z = Normal<float>(270, 7), t = Normal<float>(270, 8), d = new float[270];
        var targets = new int[10];
        Assert.Equal(0, Allocation.OfThread(Run, calls: 50));

        void Run()
        {
            cross.Adjoint(z, targets, d);
            cross.Adjoint(z, t, d);
            cross.Value(z, targets);
            square.Adjoint(z, t, d);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>Every function at every width, emulated ones included, keeps the bounds of <see cref="Accuracy"/>.</summary>
public class FunctionAccuracyTests
{
    public enum Function
    {
        Exp, Log, Tanh, Sigmoid, Elu, Softplus, LogSigmoid, Softsign, HardSigmoid, LeakyRelu, FastTanh, FastSigmoid,
        ApproximateTanh, ApproximateSigmoid, ApproximateExp, ApproximateSoftplus, Relu, Sign, Abs, Sqrt,
        Sin, Cos, Erf, Floor,
    }

    private static readonly Dictionary<Function, (Bound Float, Bound Double, Func<double, double> Exact)> Table = new()
    {
        [Function.Exp] = (Ulp(Accuracy.Float.Exp), Ulp(Accuracy.Double.Exp), Math.Exp),
        [Function.Log] = (Ulp(Accuracy.Float.Log), Ulp(Accuracy.Double.Log), Math.Log),
        [Function.Tanh] = (Ulp(Accuracy.Float.Tanh), Ulp(Accuracy.Double.Tanh), Math.Tanh),
        [Function.Sigmoid] = (Ulp(Accuracy.Float.Sigmoid), Ulp(Accuracy.Double.Sigmoid), Sigmoid),
        [Function.Elu] = (Ulp(Accuracy.Float.Elu), Ulp(Accuracy.Double.Elu), x => x >= 0 ? x : Expm1(x)),
        [Function.Softplus] = (Ulp(Accuracy.Float.Softplus), Ulp(Accuracy.Double.Softplus), Softplus),
        [Function.LogSigmoid] = (Ulp(Accuracy.Float.LogSigmoid), Ulp(Accuracy.Double.LogSigmoid), x => -Softplus(-x)),
        [Function.Softsign] = (Ulp(Accuracy.Float.Softsign), Ulp(Accuracy.Double.Softsign), Softsign),
        [Function.HardSigmoid] = (
            Absolute(Accuracy.Float.HardSigmoidAbsolute), Absolute(Accuracy.Double.HardSigmoidAbsolute),
            x => Math.Clamp(0.2 * x + 0.5, 0, 1)),
        [Function.LeakyRelu] = (Ulp(Accuracy.Float.LeakyRelu), Ulp(Accuracy.Double.LeakyRelu), x => x > 0 ? x : 0.01 * x),
        [Function.FastTanh] = (Absolute(Accuracy.Float.FastTanhAbsolute), Ulp(Accuracy.Double.Tanh), Math.Tanh),
        [Function.FastSigmoid] = (Absolute(Accuracy.Float.FastSigmoidAbsolute), Ulp(Accuracy.Double.Sigmoid), Sigmoid),
        [Function.ApproximateTanh] = (Absolute(Accuracy.Float.ApproximateTanhAbsolute), Ulp(Accuracy.Double.Tanh), Math.Tanh),
        [Function.ApproximateSigmoid] = (Absolute(Accuracy.Float.ApproximateSigmoidAbsolute), Ulp(Accuracy.Double.Sigmoid), Sigmoid),
        [Function.ApproximateExp] = (Ulp(Accuracy.Float.ApproximateExpRelative * (1 << 24)), Ulp(Accuracy.Double.Exp), Math.Exp),
        [Function.ApproximateSoftplus] = (
            Absolute(Accuracy.Float.ApproximateSoftplusAbsolute), Ulp(Accuracy.Double.Softplus), Softplus),
        [Function.Sin] = (Absolute(Accuracy.Float.SinAbsolute), Absolute(Accuracy.Double.SinAbsolute), Math.Sin),
        [Function.Cos] = (Absolute(Accuracy.Float.SinAbsolute), Absolute(Accuracy.Double.SinAbsolute), Math.Cos),
        [Function.Erf] = (Ulp(Accuracy.Float.Erf), Ulp(Accuracy.Double.Erf), ScalarMath.Erf),
        [Function.Floor] = (Ulp(0), Ulp(0), Math.Floor),
        [Function.Relu] = (Ulp(0), Ulp(0), x => Math.Max(x, 0)),
        [Function.Sign] = (Ulp(0), Ulp(0), x => double.IsNaN(x) ? x : Math.Sign(x)),
        [Function.Abs] = (Ulp(0), Ulp(0), Math.Abs),
        [Function.Sqrt] = (Ulp(0.5), Ulp(0), Math.Sqrt),
    };

    /// <summary>A function of the vectors that is missing here would keep no bound at all.</summary>
    [Fact]
    public void EveryFunctionOfOneVectorIsHere()
    {
        Type vector = typeof(IVector<,>).GetGenericArguments()[0];
        IEnumerable<string> functions = typeof(IVector<,>).GetMethods()
            .Where(method => method.ReturnType == vector && method.GetParameters() is [var only] && only.ParameterType == vector)
            .Select(method => method.Name);
        Assert.Equal(functions.Order(StringComparer.Ordinal), Enum.GetNames<Function>().Order(StringComparer.Ordinal));
    }

    public static TheoryData<Function> Functions => [.. Enum.GetValues<Function>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void FloatFunctionsKeepTheirBounds(Function function)
    {
        (Bound bound, _, Func<double, double> exact) = Table[function];
        var results = new float[4][];
        for (int i = 0; i < results.Length; i++) results[i] = new float[1 << 12];
        foreach (ReadOnlyMemory<float> block in Sweep.Floats())
        {
            ReadOnlySpan<float> x = block.Span;
            Apply<Float512, float>(function, x, results[0]);
            Apply<Float256, float>(function, x, results[1]);
            Apply<Float128, float>(function, x, results[2]);
            Apply<Float1, float>(function, x, results[3]);
            for (int i = 0; i < x.Length; i++)
            {
                double want = exact(x[i]);
                bool isAngle = IsBeyond(function, x[i], Accuracy.Float.LargestAngle);
                int smallest = function == Function.ApproximateExp ? -125 : -126;
                for (int w = 0; w < results.Length; w++)
                    if (isAngle ? !(Math.Abs(results[w][i]) <= 1) : !bound.Holds(results[w][i], want, (float)want, 23, smallest, 0))
                        Assert.Fail($"{function} of {x[i]:G9} is {results[w][i]:G9} at width {w}; exact {want:G17}, bound {bound}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void DoubleFunctionsKeepTheirBounds(Function function)
    {
        (_, Bound bound, Func<double, double> exact) = Table[function];
        var results = new double[4][];
        for (int i = 0; i < results.Length; i++) results[i] = new double[1 << 12];
        foreach (ReadOnlyMemory<double> block in Sweep.Doubles())
        {
            ReadOnlySpan<double> x = block.Span;
            Apply<Double512, double>(function, x, results[0]);
            Apply<Double256, double>(function, x, results[1]);
            Apply<Double128, double>(function, x, results[2]);
            Apply<Double1, double>(function, x, results[3]);
            for (int i = 0; i < x.Length; i++)
            {
                double want = exact(x[i]);
                bool isAngle = IsBeyond(function, x[i], Accuracy.Double.LargestAngle);
                // The references are themselves of double precision: half an ulp to one and a half.
                double allowance = bound.Value == 0 ? 0 : 1.5;
                for (int w = 0; w < results.Length; w++)
                    if (isAngle ? !(Math.Abs(results[w][i]) <= 1) : !bound.Holds(results[w][i], want, want, 52, -1022, allowance))
                        Assert.Fail($"{function} of {x[i]:G17} is {results[w][i]:G17} at width {w}; reference {want:G17}, bound {bound}.");
            }
        }
    }

    /// <summary>Their bounds alone would let them be a little above 1, and a gate a little below 0.</summary>
    [Theory]
    [InlineData(Function.FastTanh, -1f)]
    [InlineData(Function.FastSigmoid, 0f)]
    [InlineData(Function.ApproximateTanh, -1f)]
    [InlineData(Function.ApproximateSigmoid, 0f)]
    public void FastFunctionsStayInTheirRange(Function function, float least)
    {
        var results = new float[1 << 12];
        foreach (ReadOnlyMemory<float> block in Sweep.Floats())
        {
            Apply<Float512, float>(function, block.Span, results);
            Check(block.Span, results, least);
            Apply<Float1, float>(function, block.Span, results);
            Check(block.Span, results, least);
        }

        static void Check(ReadOnlySpan<float> x, float[] y, float least)
        {
            for (int i = 0; i < x.Length; i++)
                if (!float.IsNaN(x[i]) && !(y[i] >= least && y[i] <= 1)) Assert.Fail($"The result for {x[i]:G9} is {y[i]:G9}.");
        }
    }

    [Fact]
    public void SignsOfZeroAndLimitsAreRight()
    {
        Limits<Float512>();
        Limits<Float256>();
        Limits<Float128>();
        Limits<Float1>();

        static void Limits<V>()
            where V : struct, IVector<V, float>
        {
            Function[] keepZero =
            [
                Function.Tanh, Function.FastTanh, Function.ApproximateTanh, Function.Elu, Function.Softsign, Function.LeakyRelu,
                Function.Sign, Function.Sin, Function.Erf, Function.Floor,
            ];
            foreach (Function odd in keepZero)
            {
                Assert.Equal(unchecked((int)0x80000000), BitConverter.SingleToInt32Bits(One<V>(odd, -0f)));
                Assert.Equal(0, BitConverter.SingleToInt32Bits(One<V>(odd, 0f)));
            }

            AtInfinities<V>(Function.Tanh, 1f, -1f);
            AtInfinities<V>(Function.Sigmoid, 1f, 0f);
            AtInfinities<V>(Function.Exp, float.PositiveInfinity, 0f);
            AtInfinities<V>(Function.Softplus, float.PositiveInfinity, 0f);
            AtInfinities<V>(Function.LogSigmoid, 0f, float.NegativeInfinity);
            AtInfinities<V>(Function.Softsign, 1f, -1f);
            AtInfinities<V>(Function.Erf, 1f, -1f);
            AtInfinities<V>(Function.Floor, float.PositiveInfinity, float.NegativeInfinity);
            AtInfinities<V>(Function.Elu, float.PositiveInfinity, -1f);
            Assert.Equal(float.NegativeInfinity, One<V>(Function.Log, 0f));
            Assert.Equal(float.NegativeInfinity, One<V>(Function.Log, -0f));
            Assert.Equal(float.PositiveInfinity, One<V>(Function.Log, float.PositiveInfinity));
            Assert.True(float.IsNaN(One<V>(Function.Log, -1f)));
            Assert.InRange(One<V>(Function.FastTanh, float.PositiveInfinity), 0.999999f, 1f);
            Assert.InRange(One<V>(Function.FastSigmoid, float.NegativeInfinity), 0f, 1e-6f);
        }

        static void AtInfinities<V>(Function function, float plus, float minus)
            where V : struct, IVector<V, float>
        {
            Assert.Equal(plus, One<V>(function, float.PositiveInfinity));
            Assert.Equal(minus, One<V>(function, float.NegativeInfinity));
        }

        static float One<V>(Function function, float x)
            where V : struct, IVector<V, float>
        {
            var block = new float[16];
            block.AsSpan().Fill(x);
            Apply<V, float>(function, block, block);
            return block[15];
        }
    }

    private static void Apply<V, T>(Function function, ReadOnlySpan<T> x, Span<T> y)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < x.Length; i += V.Count)
        {
            V v = V.Load(ref MemoryMarshal.GetReference(x[i..]));
            V.Store(function switch
            {
                Function.Exp => V.Exp(v),
                Function.Log => V.Log(v),
                Function.Tanh => V.Tanh(v),
                Function.Sigmoid => V.Sigmoid(v),
                Function.Elu => V.Elu(v),
                Function.Softplus => V.Softplus(v),
                Function.LogSigmoid => V.LogSigmoid(v),
                Function.Softsign => V.Softsign(v),
                Function.HardSigmoid => V.HardSigmoid(v),
                Function.LeakyRelu => V.LeakyRelu(v),
                Function.FastTanh => V.FastTanh(v),
                Function.FastSigmoid => V.FastSigmoid(v),
                Function.ApproximateTanh => V.ApproximateTanh(v),
                Function.ApproximateSigmoid => V.ApproximateSigmoid(v),
                Function.ApproximateExp => V.ApproximateExp(v),
                Function.ApproximateSoftplus => V.ApproximateSoftplus(v),
                Function.Sin => V.Sin(v),
                Function.Cos => V.Cos(v),
                Function.Erf => V.Erf(v),
                Function.Floor => V.Floor(v),
                Function.Relu => V.Relu(v),
                Function.Sign => V.Sign(v),
                Function.Abs => V.Abs(v),
                Function.Sqrt => V.Sqrt(v),
                _ => throw new ArgumentOutOfRangeException(nameof(function)),
            }, ref y[i]);
        }
    }

    /// <summary>An angle for which nothing is promised but that its sine is one.</summary>
    private static bool IsBeyond(Function function, double x, double largest) =>
        function is Function.Sin or Function.Cos && double.IsFinite(x) && Math.Abs(x) > largest;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    private static double Softsign(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));

    // log(1 + u) and exp(x) - 1 from log and exp (Kahan).
    private static double Log1p(double u)
    {
        double w = 1 + u;
        return w == 1 ? u : Math.Log(w) * u / (w - 1);
    }

    private static double Expm1(double x)
    {
        if (Math.Abs(x) < 1e-5) return x + x * x / 2 + x * x * x / 6;
        double u = Math.Exp(x);
        return u - 1 == -1 ? -1 : (u - 1) * x / Math.Log(u);
    }

    private static Bound Ulp(double value) => new(value, true);

    private static Bound Absolute(double value) => new(value, false);

    private readonly record struct Bound(double Value, bool InUlp)
    {
        public bool Holds(double got, double want, double rounded, int mantissa, int smallestExponent, double allowance)
        {
            if (double.IsNaN(want) || double.IsNaN(got)) return double.IsNaN(want) && double.IsNaN(got);
            if (double.IsInfinity(rounded) || double.IsInfinity(got))
            {
                // At the edge of overflow one ulp decides; elsewhere infinity is exact.
                double largest = mantissa == 23 ? float.MaxValue : double.MaxValue;
                return rounded == got || Math.Min(Math.Abs(got), Math.Abs(want)) >= largest * (1 - 1e-6 * (mantissa == 23 ? 1 : 1e-9));
            }

            double error = Math.Abs(got - want);
            double smallest = Math.ScaleB(1, smallestExponent);
            if (Math.Abs(want) < smallest) return error <= smallest || (!InUlp && error <= Value);
            double unit = InUlp ? Math.ScaleB(1, Math.ILogB(want) - mantissa) : 1;
            return error <= (Value + (InUlp ? allowance : 0)) * unit + (InUlp ? 0 : 1e-16 * allowance);
        }
    }
}

using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>tanh and sigmoid where their results are known to the bit, at all four widths: zeros, both ends, beyond them.</summary>
public class ActivationLimitTests
{
    /// <summary>The largest float below 126 ln2, where the sigmoid of its negative is the smallest that is a normal number.</summary>
    private const float End = 87.33654f;

    private static readonly float s_smallestNormal = MathF.ScaleB(1, -126);

    public static TheoryData<float, float, float> Known => new()
    {
        { 0f, 0f, 0.5f },
        { -0f, -0f, 0.5f },
        { End, 1f, 1f },
        { MathF.BitIncrement(End), 1f, 1f },
        { MathF.BitDecrement(-End), -1f, 0f },
        { 88f, 1f, 1f },
        { -88f, -1f, 0f },
        { 88.8f, 1f, 1f },
        { -88.8f, -1f, 0f },
        { 1e30f, 1f, 1f },
        { -1e30f, -1f, 0f },
        { float.MaxValue, 1f, 1f },
        { float.MinValue, -1f, 0f },
        { float.PositiveInfinity, 1f, 1f },
        { float.NegativeInfinity, -1f, 0f },
    };

    /// <summary>The sign of zero too.</summary>
    [Theory]
    [MemberData(nameof(Known))]
    public void Results_are_exact(float x, float tanh, float sigmoid)
    {
        int[] tanhBits = Bits(Tanh(x)), sigmoidBits = Bits(Sigmoid(x));
        Assert.All(tanhBits, bits => Assert.Equal(BitConverter.SingleToInt32Bits(tanh), bits));
        Assert.All(sigmoidBits, bits => Assert.Equal(BitConverter.SingleToInt32Bits(sigmoid), bits));
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        foreach (float x in new[] { float.NaN, -float.NaN, BitConverter.UInt32BitsToSingle(0x7F800001) })
        {
            Assert.All(Tanh(x), y => Assert.True(float.IsNaN(y)));
            Assert.All(Sigmoid(x), y => Assert.True(float.IsNaN(y)));
        }
    }

    /// <summary>Up to the end the sigmoid is a normal number and does not grow; behind it comes zero.</summary>
    [Fact]
    public void The_sigmoid_falls_to_the_smallest_normal_number_and_then_to_zero()
    {
        float[] last = Sigmoid(MathF.BitIncrement(-End)), end = Sigmoid(-End);
        for (int width = 0; width < end.Length; width++)
        {
            Assert.InRange(end[width], s_smallestNormal, last[width]);
            Assert.True(Math.Abs(end[width] / Math.Exp(-End) - 1) < 1e-6, $"{end[width]:G9} at width {width}");
        }
    }

    [Fact]
    public void Subnormal_numbers_keep_their_sign_and_are_in_the_middle_of_the_sigmoid()
    {
        foreach (float size in new[] { float.Epsilon, 1e-40f, MathF.BitDecrement(s_smallestNormal), s_smallestNormal })
        {
            Assert.All([.. Sigmoid(size), .. Sigmoid(-size)], y => Assert.Equal(0.5f, y));
            Assert.All(Tanh(size), y => Assert.InRange(y, 0f, 2 * s_smallestNormal));
            Assert.All(Tanh(-size), y => Assert.True(float.IsNegative(y) && y >= -2 * s_smallestNormal, $"{y:G9}"));
        }
    }

    /// <summary>Where x / (1 + |x|) is NaN the limits hold, in the oracle as at every width.</summary>
    [Fact]
    public void Softsign_has_its_limits_at_infinity()
    {
        foreach (float x in new[] { float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] floats =
            [
                Last<Float512>(x, Float512.Softsign), Last<Float256>(x, Float256.Softsign), Last<Float128>(x, Float128.Softsign),
                Last<Float1>(x, Float1.Softsign),
            ];
            Assert.All(floats, y => Assert.Equal(MathF.Sign(x), y));
            double[] doubles =
            [
                Last<Double512>(x, Double512.Softsign), Last<Double256>(x, Double256.Softsign), Last<Double128>(x, Double128.Softsign),
                Last<Double1>(x, Double1.Softsign), ScalarMath.Softsign(x),
            ];
            Assert.All(doubles, y => Assert.Equal(Math.Sign(x), y));
        }
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    private static float[] Tanh(float x) =>
    [
        Last<Float512>(x, Float512.Tanh), Last<Float256>(x, Float256.Tanh), Last<Float128>(x, Float128.Tanh), Last<Float1>(x, Float1.Tanh),
    ];

    private static float[] Sigmoid(float x) =>
    [
        Last<Float512>(x, Float512.Sigmoid), Last<Float256>(x, Float256.Sigmoid), Last<Float128>(x, Float128.Sigmoid),
        Last<Float1>(x, Float1.Sigmoid),
    ];

    /// <summary>The last lane, with other numbers in the lanes before it.</summary>
    private static float Last<V>(float x, Func<V, V> function)
        where V : struct, IVector<V, float>
    {
        float[] lanes = [.. Enumerable.Range(1, V.Count - 1).Select(i => (float)i), x];
        V.Store(function(V.Load(ref lanes[0])), ref lanes[0]);
        return lanes[^1];
    }

    private static double Last<V>(double x, Func<V, V> function)
        where V : struct, IVector<V, double>
    {
        double[] lanes = [.. Enumerable.Range(1, V.Count - 1).Select(i => (double)i), x];
        V.Store(function(V.Load(ref lanes[0])), ref lanes[0]);
        return lanes[^1];
    }
}

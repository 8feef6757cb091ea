using System;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>Two weights in one element: what packing makes of them and what a kernel reads.</summary>
public class BFloat16PairTests
{
    private static readonly float[] s_lows = [0, -0f, 1, -1, 0.75f, 1.9999999f, -3.4e38f, 1.2e-38f, 1e-3f, -0.1f, 256.5f];

    [Fact]
    public void Both_numbers_of_a_pair_are_within_their_bound_over_all_magnitudes()
    {
        foreach (float other in s_lows)
        {
            // Every exponent from the smallest normal number to the last that does not round to infinity, some thousand fractions of each.
            for (uint bits = 0x0080_0000; bits < 0x7F7F_0000; bits += 8191)
            {
                foreach (float number in (float[])[BitConverter.UInt32BitsToSingle(bits), -BitConverter.UInt32BitsToSingle(bits)])
                {
                    Assert.True(RelativeError(number, Read(number, other).First) <= 1 / 256f, $"{number:R} first");
                    // Beside a first number the smallest normal ones have no second of their own.
                    if (bits < 0x0100_0000) continue;
                    Assert.True(RelativeError(number, Read(other, number).Second) <= 1 / 256f, $"{other:R}, {number:R} second");
                }
            }
        }
    }

    [Theory]
    [InlineData(1.5f, -2.25f)]
    [InlineData(0f, 0f)]
    [InlineData(-0f, 1f)]
    public void Numbers_of_few_bits_beside_one_without_any_stay_what_they_are(float first, float second)
    {
        Assert.Equal(first, Read(first, 0).First);
        Assert.Equal(second, Read(0, second).Second);
        Assert.Equal(float.IsNegative(first), float.IsNegative(Read(first, 0).First));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-40f)]
    [InlineData(-1e-45f)]
    public void What_is_no_normal_number_becomes_as_good_as_zero(float tiny)
    {
        Assert.Equal(0, Read(tiny, 1).First);
        // Never a subnormal, on which processors are slow.
        float second = MathF.Abs(Read(1, tiny).Second);
        Assert.True(second is 0 or >= 1.17549435e-38f and < 2.4e-38f, $"{second:R}");
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.MaxValue)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_too_large_becomes_the_largest(float huge)
    {
        (float first, float second) = Read(huge, huge);
        Assert.True(float.IsFinite(first) && float.IsFinite(second));
        Assert.Equal(MathF.Sign(huge), MathF.Sign(first));
        Assert.InRange(MathF.Abs(first), 3.3e38f, float.MaxValue);
        Assert.InRange(MathF.Abs(second), 3.3e38f, float.MaxValue);
    }

    [Fact]
    public void NaN_stays()
    {
        Assert.True(float.IsNaN(Read(float.NaN, 1).First));
        foreach (float low in s_lows) Assert.True(float.IsNaN(Read(low, -float.NaN).Second));
    }

    private static float RelativeError(float want, float got) => MathF.Abs((got - want) / want);

    private static (float First, float Second) Read(float first, float second)
    {
        float[] source = [first, second];
        float packed = 0;
        Panels.PackPairs<Float1>(
            in source[0], ref packed, unitStride: 2, sourceStride: 1, units: 1, length: 2, blocks: 1,
            laneRows: 1, before: 0, width: 1, index: 0);
        return (Float1.FirstOfPair(new Float1(packed)).Value, packed);
    }
}

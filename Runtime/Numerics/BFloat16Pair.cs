using System;

namespace RnnGen.Numerics;

/// <summary>
/// Two floats in the 32 bits of one, each with a relative error of 2^-8 at most. Numbers below the smallest normal float become zero (the
/// second of a pair may become the smallest normal one instead), those beyond the largest finite bfloat16, infinity too, become that; NaN
/// stays.
/// </summary>
internal static class BFloat16Pair
{
    /// <summary>Bits of a bfloat16.</summary>
    public const int Bits = 16;

    private const uint Sign = 0x8000_0000, Infinity = 0x7F80_0000, SmallestNormal = 0x0080_0000, Half = 1u << (Bits - 1);

    private const uint LargestFinite = 0x7F7F, SmallestNormalHigh = SmallestNormal >> Bits, NaN = 0x7FC0;

    /// <summary>The pair as the bits of a float.</summary>
    public static uint Pack(float first, float second)
    {
        uint low = First(BitConverter.SingleToUInt32Bits(first));
        return Second(BitConverter.SingleToUInt32Bits(second), low) << Bits | low;
    }

    /// <summary>To nearest, ties to even.</summary>
    private static uint First(uint bits)
    {
        uint magnitude = bits & ~Sign, sign = (bits & Sign) >> Bits;
        if (magnitude > Infinity) return sign | NaN;
        if (magnitude < SmallestNormal) return sign;
        return sign | Math.Min(LargestFinite, (magnitude + (Half - 1) + (magnitude >> Bits & 1)) >> Bits);
    }

    /// <summary>The high half that, followed by a given low half, comes nearest.</summary>
    private static uint Second(uint bits, uint low)
    {
        uint magnitude = bits & ~Sign, sign = (bits & Sign) >> Bits;
        if (magnitude > Infinity) return sign | NaN;
        // A low half alone would be a subnormal number, which multiplies slowly; the smallest normal one instead is as good as zero.
        if (magnitude < SmallestNormal) return low == 0 ? sign : sign | SmallestNormalHigh;
        return sign | Math.Clamp((magnitude + Half - low) >> Bits, SmallestNormalHigh, LargestFinite);
    }
}

using System;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// Two numbers of bfloat16 in one float, the first in the low half of its bits. The second is the float itself, whose low half is below
/// the precision that it counts with.
/// </summary>
internal static class BFloat16
{
    public static double First(double pair) => Single(Bits(pair) << 16);

    /// <summary>The first to the nearest, ties to even; the second so that with the first below it, it comes nearest.</summary>
    public static double Pair(double first, double second)
    {
        uint bits = Bits(first), low = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
        uint other = Bits(second), sign = other & 0x8000_0000, magnitude = other & 0x7FFF_FFFF;
        uint high = magnitude + 0x8000 < low ? 0 : (magnitude + 0x8000 - low) >> 16;
        return Single(sign | (high << 16) | low);
    }

    private static uint Bits(double value) => BitConverter.ToUInt32(BitConverter.GetBytes((float)value), 0);

    private static double Single(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
}

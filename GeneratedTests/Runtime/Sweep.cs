using System;
using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Tests.Runtime;

/// <summary>The arguments that functions are tested with.</summary>
internal static class Sweep
{
    public const string StrideVariable = "RNNGEN_SWEEP_STRIDE";
    private const uint UsualStride = 997;

    public static readonly float[] SpecialFloats =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, -1.17549435e-38f, 1e-30f, -1e-30f, 1e-8f, -1e-8f,
        0.5f, -0.5f, 0.70710677f, 0.70710683f, 1f, -1f, 0.99999994f, 1.0000001f, 1.41421354f, 2.5f, -2.5f, 9.0109f, -9.0109f,
        17.32868f, -17.32868f, 87.33654f, -87.33654f, 87.6f, -87.6f, 88f, -88f, 88.37626f, -88.37626f, 88.7f, -88.7f,
        88.72283f, 88.72284f, -88.72284f, 103.97f, -103.97f,
        104f, -104f, 1e10f, -1e10f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF),
    ];

    public static readonly double[] SpecialDoubles =
    [
        0.0, -0.0, double.Epsilon, -double.Epsilon, 2.2250738585072009e-308, 2.2250738585072014e-308, 1e-300, -1e-300, 1e-17, -1e-17,
        0.5, -0.5, 0.70710678118654746, 0.70710678118654757, 1, -1, 0.99999999999999989, 1.0000000000000002, 1.4142135623730951,
        2.5, -2.5, 19.07, -19.07, 36.8, -36.8, 708.3, -708.3, 708.9, -708.9, 709.7, -709.7, 709.78271289338397, 709.7827128933841,
        -745.1, -745.2, 746, -746,
        1e100, -1e100, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    /// <summary>
    /// Every 997th float (4.3 million), and the special ones. The environment variable RNNGEN_SWEEP_STRIDE sets another stride;
    /// 1 takes all 2^32, some minutes a function.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<float>> Floats()
    {
        uint stride = Stride();
        var block = new float[1 << 12];
        SpecialFloats.CopyTo(block, 0);
        yield return block;
        for (ulong bits = 0; bits <= uint.MaxValue;)
        {
            for (int i = 0; i < block.Length; i++, bits += stride)
                block[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits, uint.MaxValue));
            yield return block;
        }
    }

    /// <summary>
    /// The special doubles, random bit patterns, and random numbers of the ranges where the functions bend: fewer where a longer stride is
    /// set than the usual one.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<double>> Doubles()
    {
        var block = new double[1 << 12];
        SpecialDoubles.CopyTo(block, 0);
        yield return block;
        var random = new CounterRandom(20240601);
        foreach (double range in new[] { 0.0, 1600, 80, 40, 4, 1 })
        {
            for (int repeat = 0; repeat < Math.Clamp(12 * UsualStride / Stride(), 1, 12); repeat++)
            {
                for (int i = 0; i < block.Length; i++)
                    block[i] = range == 0 ? BitConverter.UInt64BitsToDouble(random.NextUInt64()) : (random.NextDouble() - 0.5) * range;
                yield return block;
            }
        }
    }

    private static uint Stride() => Environment.GetEnvironmentVariable(StrideVariable) is { } text
        ? uint.Parse(text, CultureInfo.InvariantCulture)
        : UsualStride;
}

using System;
using System.Numerics;

namespace RnnGen;

/// <summary>Draws the masks of a tape: each element is a pure function of the key, the mask and its index.</summary>
internal static class MaskRandom
{
    // Apart from the numbers that CounterRandom draws from the same seed.
    private const ulong Domain = 0x6D61736B73206F66;

    /// <param name="mask">One row of a mask.</param>
    /// <param name="slot">What it holds.</param>
    /// <param name="index">Which mask of the cell it is.</param>
    /// <param name="key">What its numbers depend on.</param>
    public static void Fill<T>(Span<T> mask, NoiseSlot slot, int index, Key key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T drawn, T otherwise) = (T.CreateTruncating(slot.Drawn), T.CreateTruncating(slot.Otherwise));
        // Compared with 32 bits: a probability of 1 is above them all.
        ulong below = (ulong)(slot.Probability * 4294967296.0);
        ulong philoxKey = unchecked((key.Seed ^ Domain) + (ulong)index * 0x9E3779B97F4A7C15);
        ulong high = ((ulong)(uint)key.Pass << 32) | (uint)key.Step, low = (ulong)(uint)key.Row << 32;
        for (int i = 0; i < mask.Length; i += 4)
        {
            UInt128 words = CounterRandom.Philox(philoxKey, new UInt128(high, low | (uint)(i >> 2)));
            int count = Math.Min(4, mask.Length - i);
            for (int k = 0; k < count; k++, words >>= 32)
            {
                mask[i + k] = (uint)words < below ? drawn : otherwise;
            }
        }
    }

    /// <summary>What the numbers of one row depend on; the complement of a count stands for a whole sequence instead of a step.</summary>
    internal readonly record struct Key(ulong Seed, int Pass, int Step, int Row);
}

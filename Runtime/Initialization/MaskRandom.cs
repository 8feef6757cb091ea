using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen;

/// <summary>
/// Draws the masks of a tape: each element is a pure function of the key, the mask and its index. Four blocks of Philox4x32-10 (see
/// <see cref="CounterRandom"/>) side by side make 16 elements: first their first words, then their second ones, and so on.
/// </summary>
internal static class MaskRandom
{
    private const int Group = 16, BlocksOfGroup = 4;

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
        var below = Vector256.Create((ulong)(slot.Probability * 4294967296.0));
        ulong philoxKey = unchecked((key.Seed ^ Domain) + (ulong)index * 0x9E3779B97F4A7C15);
        var blocks = Vector256.Create(0UL, 1, 2, 3);
        int i = 0;
        for (; i <= mask.Length - Group; i += Group, blocks += Vector256.Create((ulong)BlocksOfGroup))
        {
            Draw(ref mask[i], below, drawn, otherwise, philoxKey, blocks, key);
        }

        if (i < mask.Length)
        {
            Span<T> last = stackalloc T[Group];
            Draw(ref last[0], below, drawn, otherwise, philoxKey, blocks, key);
            last[..(mask.Length - i)].CopyTo(mask[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw<T>(
        ref T group, Vector256<ulong> below, T drawn, T otherwise, ulong philoxKey, Vector256<ulong> blocks, Key key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<ulong> c0 = blocks, c1 = Vector256.Create((ulong)(uint)key.Row);
        Vector256<ulong> c2 = Vector256.Create((ulong)(uint)key.Step), c3 = Vector256.Create((ulong)(uint)key.Pass);
        uint k0 = (uint)philoxKey, k1 = (uint)(philoxKey >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> p0 = Multiply(Vector256.Create(0xD2511F53UL), c0), p1 = Multiply(Vector256.Create(0xCD9E8D57UL), c2);
            c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            (c1, c3) = (p1, p0);
            k0 = unchecked(k0 + 0x9E3779B9);
            k1 = unchecked(k1 + 0xBB67AE85);
        }

        Choose(ref group, c0, c1, below, drawn, otherwise);
        Choose(ref Unsafe.Add(ref group, Group / 2), c2, c3, below, drawn, otherwise);
    }

    /// <summary>Of the lower halves, which are all that counts of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> left, Vector256<ulong> right) => Avx2.IsSupported
        ? Avx2.Multiply(left.AsUInt32(), right.AsUInt32())
        : Low(left) * Low(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Below(Vector256<ulong> words, Vector256<ulong> bound) =>
        Vector256.LessThan(Low(words).AsInt64(), bound.AsInt64()); // neither has a sign

    private static Vector256<ulong> Low(Vector256<ulong> words) => words & Vector256.Create((ulong)uint.MaxValue);

    /// <summary>Eight elements, without a branch that nobody can predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose<T>(
        ref T elements, Vector256<ulong> first, Vector256<ulong> second, Vector256<ulong> below, T drawn, T otherwise)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector256<long> isFirst = Below(first, below), isSecond = Below(second, below);
        if (typeof(T) == typeof(float))
        {
            Vector256<float> isDrawn = Vector256.Narrow(isFirst, isSecond).AsSingle();
            Vector256<T> chosen = Vector256.ConditionalSelect(
                isDrawn, Vector256.Create(drawn).As<T, float>(), Vector256.Create(otherwise).As<T, float>()).As<float, T>();
            chosen.StoreUnsafe(ref elements);
            return;
        }

        ref double doubles = ref Unsafe.As<T, double>(ref elements);
        Vector256<double> yes = Vector256.Create(drawn).As<T, double>(), no = Vector256.Create(otherwise).As<T, double>();
        Vector256.ConditionalSelect(isFirst.AsDouble(), yes, no).StoreUnsafe(ref doubles);
        Vector256.ConditionalSelect(isSecond.AsDouble(), yes, no).StoreUnsafe(ref Unsafe.Add(ref doubles, Vector256<double>.Count));
    }

    /// <summary>What the numbers of one row depend on; the complement of a count stands for a whole sequence instead of a step.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Key(ulong Seed, int Pass, int Step, int Row);
}

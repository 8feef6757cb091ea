using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Random numbers that are a pure function of a key and a count: the same (seed, epoch, step) gives the same sequence on every
/// machine and after every resume. Generator: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC 2011. A mutable struct: pass it by reference, or make a new one from its key.
/// </summary>
public struct CounterRandom
{
    // The epoch that keys the initial values of parameters, out of reach of the public constructor.
    private const uint InitializationEpoch = uint.MaxValue;

    private readonly ulong _seed;
    private readonly uint _epoch;
    private readonly uint _step;
    private ulong _block;
    private UInt128 _words;
    private int _left;
    private double _spareNormal;
    private bool _hasSpare;

    /// <summary>Starts the sequence of a key.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, at least 0.</param>
    /// <param name="step">The step, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or the step is negative.</exception>
    [CLSCompliant(false)]
    public CounterRandom(ulong seed, int epoch = 0, int step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        _seed = seed;
        _epoch = (uint)epoch;
        _step = (uint)step;
    }

    private CounterRandom(ulong seed, uint epoch, uint step)
    {
        _seed = seed;
        _epoch = epoch;
        _step = step;
    }

    /// <summary>32 uniform bits.</summary>
    [CLSCompliant(false)]
    public uint NextUInt32()
    {
        if (_left == 0)
        {
            _words = Philox(_seed, new UInt128(((ulong)_epoch << 32) | _step, _block++));
            _left = 4;
        }

        uint word = (uint)_words;
        _words >>= 32;
        _left--;
        return word;
    }

    /// <summary>64 uniform bits.</summary>
    [CLSCompliant(false)]
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>Uniform on [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform on the integers 0 up to <paramref name="bound"/> - 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Lemire, "Fast random integer generation in an interval", 2019: reject the few products that would favour small numbers.
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * (uint)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareNormal;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * NextDouble());
        _spareNormal = radius * sin;
        _hasSpare = true;
        return radius * cos;
    }

    /// <summary>Permutes the items uniformly (Fisher and Yates).</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>
    /// Fills a mask for (inverted) dropout: each element is 0 with probability <paramref name="rate"/>, else 1 / (1 - rate).
    /// </summary>
    /// <param name="mask">The mask, of any shape.</param>
    /// <param name="rate">The probability of dropping, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public void FillDropout<T>(Span<T> mask, double rate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The dropout rate has to be at least 0 and below 1.");
        }

        // Kept with 32-bit probability; at rate 0 the threshold is 2^32 and nothing is dropped.
        ulong keepBelow = (ulong)((1 - rate) * 4294967296.0);
        T kept = T.CreateTruncating(1 / (1 - rate));
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = NextUInt32() < keepBelow ? kept : T.Zero;
        }
    }

    /// <summary>The sequence that gives a parameter its first values.</summary>
    internal static CounterRandom ForParameter(ulong seed, int parameter) => new(seed, InitializationEpoch, (uint)parameter);

    /// <summary>One block of four 32-bit words, the first in the lowest bits, of the counter and key.</summary>
    internal static UInt128 Philox(ulong key, UInt128 counter)
    {
        uint c0 = (uint)counter, c1 = (uint)(counter >> 32), c2 = (uint)(counter >> 64), c3 = (uint)(counter >> 96);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0;
            ulong p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 = unchecked(k0 + 0x9E3779B9);
            k1 = unchecked(k1 + 0xBB67AE85);
        }

        return new UInt128(((ulong)c3 << 32) | c2, ((ulong)c1 << 32) | c0);
    }
}

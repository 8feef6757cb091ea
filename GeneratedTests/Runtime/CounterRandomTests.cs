using System;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class CounterRandomTests
{
    // The known answers that the authors of Philox publish with it (Random123, kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void ThePlainReadingGivesThePublishedAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Reference(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void AgreesWithThePlainReading()
    {
        (ulong, int, int)[] keys = [(0, 0, 0), (1, 2, 3), (ulong.MaxValue, int.MaxValue, int.MaxValue), (0x123456789abcdef0, 77, 5)];
        foreach ((ulong seed, int epoch, int step) in keys)
        {
            var random = new CounterRandom(seed, epoch, step);
            for (uint block = 0; block < 20; block++)
            {
                (uint, uint, uint, uint) want = Reference(block, 0, (uint)step, (uint)epoch, (uint)seed, (uint)(seed >> 32));
                Assert.Equal(want, (random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32()));
            }
        }
    }

    [Fact]
    public void KeysGiveDifferentSequencesAndTheSameKeyTheSame()
    {
        ulong First(ulong seed, int epoch, int step) => new CounterRandom(seed, epoch, step).NextUInt64();
        Assert.Equal(First(1, 2, 3), First(1, 2, 3));
        ulong[] all = [First(1, 2, 3), First(2, 2, 3), First(1, 3, 3), First(1, 2, 4), First(1, 3, 2), First(1UL << 32, 2, 3)];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1, 0, -1));
    }

    [Fact]
    public void UniformNumbersFillTheirInterval()
    {
        var random = new CounterRandom(5);
        const int Count = 200_000;
        var bins = new int[20];
        double sum = 0, sumSingle = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = random.NextDouble();
            Assert.InRange(x, 0, 1 - 1.0 / (1L << 53));
            bins[(int)(x * 20)]++;
            sum += x;
            float y = random.NextSingle();
            Assert.InRange(y, 0, 1 - 1f / (1 << 24));
            sumSingle += y;
        }

        Assert.InRange(sum / Count, 0.497, 0.503);
        Assert.InRange(sumSingle / Count, 0.497, 0.503);
        Assert.InRange(ChiSquare(bins, Count), 5, 45);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(13)]
    public void IntegersAreUniform(int bound)
    {
        var random = new CounterRandom(6);
        var bins = new int[bound];
        for (int i = 0; i < 60_000; i++) bins[random.Next(bound)]++;
        Assert.True(ChiSquare(bins, 60_000) < 35, string.Join(' ', bins));
    }

    // A bound of 3·2^30 rejects a quarter of the products; without the rejection a third of the numbers would come twice as often.
    [Fact]
    public void LargeBoundsAreNotBiased()
    {
        var random = new CounterRandom(7);
        var thirds = new int[3];
        const int Bound = 3 << 29;
        for (int i = 0; i < 60_000; i++) thirds[random.Next(Bound) % 3]++;
        Assert.True(ChiSquare(thirds, 60_000) < 14, string.Join(' ', thirds));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    [Fact]
    public void NormalNumbersHaveTheMomentsOfTheNormalDistribution()
    {
        var random = new CounterRandom(8);
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0, lag = 0, before = 0;
        const int Count = 400_000;
        for (int i = 0; i < Count; i++)
        {
            double x = random.NextNormal();
            m1 += x;
            m2 += x * x;
            m3 += x * x * x;
            m4 += x * x * x * x;
            lag += x * before;
            before = x;
        }

        Assert.InRange(m1 / Count, -0.01, 0.01);
        Assert.InRange(m2 / Count, 0.985, 1.015);
        Assert.InRange(m3 / Count, -0.03, 0.03);
        Assert.InRange(m4 / Count, 2.9, 3.1);
        Assert.InRange(lag / Count, -0.01, 0.01);
    }

    [Fact]
    public void ShufflesArePermutationsEachAsLikely()
    {
        var counts = new int[24];
        for (int step = 0; step < 24_000; step++)
        {
            int[] items = [0, 1, 2, 3];
            new CounterRandom(9, 0, step).Shuffle(items.AsSpan());
            Assert.Equal([0, 1, 2, 3], items.Order());
            counts[items[0] * 6 + (items[1] - (items[1] > items[0] ? 1 : 0)) * 2 + (items[2] > items[3] ? 1 : 0)]++;
        }

        Assert.True(ChiSquare(counts, 24_000) < 55, string.Join(' ', counts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void DropoutKeepsTheMean(double rate)
    {
        var mask = new float[100_000];
        new CounterRandom(10, 1, 2).FillDropout(mask.AsSpan(), rate);
        var again = new float[100_000];
        new CounterRandom(10, 1, 2).FillDropout(again.AsSpan(), rate);
        Assert.Equal(mask, again);
        Assert.All(mask, value => Assert.True(value == 0 || value == (float)(1 / (1 - rate))));
        Assert.InRange(mask.Count(value => value == 0) / 100_000.0, rate - 0.006, rate == 0 ? 0 : rate + 0.006);
        Assert.InRange(mask.Average(), 0.97, 1.03);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).FillDropout(mask.AsSpan(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).FillDropout(mask.AsSpan(), double.NaN));
    }

    private static double ChiSquare(int[] bins, int count)
    {
        double expected = (double)count / bins.Length;
        return bins.Sum(bin => (bin - expected) * (bin - expected) / expected);
    }

    private static (uint, uint, uint, uint) Reference(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int i = 0; i < 10; i++)
        {
            UInt128 left = (UInt128)0xD2511F53 * c0, right = (UInt128)0xCD9E8D57 * c2;
            uint high0 = (uint)(left >> 32), low0 = (uint)left, high1 = (uint)(right >> 32), low1 = (uint)right;
            (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
            (k0, k1) = (unchecked(k0 + 0x9E3779B9), unchecked(k1 + 0xBB67AE85));
        }

        return (c0, c1, c2, c3);
    }
}

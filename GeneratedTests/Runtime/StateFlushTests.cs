using System;
using System.Linq;
using System.Numerics;
using RnnGen.Numerics;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>What is next to nothing becomes zero, at every width and length, and nothing else changes.</summary>
public class StateFlushTests
{
    [Fact]
    public void Next_to_nothing_becomes_zero_at_every_width()
    {
        Check<Float512, float>(StateFlush.FloatBound, float.Epsilon);
        Check<Float256, float>(StateFlush.FloatBound, float.Epsilon);
        Check<Float128, float>(StateFlush.FloatBound, float.Epsilon);
        Check<Float1, float>(StateFlush.FloatBound, float.Epsilon);
        Check<Double512, double>(StateFlush.DoubleBound, double.Epsilon);
        Check<Double256, double>(StateFlush.DoubleBound, double.Epsilon);
        Check<Double128, double>(StateFlush.DoubleBound, double.Epsilon);
        Check<Double1, double>(StateFlush.DoubleBound, double.Epsilon);
    }

    private static void Check<V, T>(T bound, T smallest)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T below = T.BitDecrement(bound);
        T[] kept = [bound, -bound, T.One, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero];
        T[] tiny = [below, -below, smallest, -smallest];
        for (int length = 1; length < 40; length++)
        {
            // One tiny number at each place, among numbers that stay, and none behind the end.
            for (int at = 0; at < length; at++)
            {
                T[] values = [.. Enumerable.Range(0, length + 1).Select(i => kept[i % kept.Length])];
                (values[at], values[length]) = (tiny[(at + length) % tiny.Length], smallest);
                T[] expected = [.. values];
                expected[at] = T.Zero;
                StateFlush.Apply<V, T>(ref values[0], length);
                Assert.Equal(expected, values);
            }
        }
    }
}

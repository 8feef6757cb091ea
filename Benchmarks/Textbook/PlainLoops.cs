using System;
using System.Numerics;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>Loops as one writes them first.</summary>
internal readonly struct PlainLoops<T> : ILoops<T>
    where T : IFloatingPointIeee754<T>
{
    public static T Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        T sum = T.Zero;
        for (int i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    public static void AddScaled(Span<T> target, ReadOnlySpan<T> source, T factor)
    {
        for (int i = 0; i < target.Length; i++) target[i] += source[i] * factor;
    }
}

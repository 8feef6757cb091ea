using System;
using System.Numerics;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>The inner loops of the textbook cells.</summary>
internal interface ILoops<T>
    where T : IFloatingPointIeee754<T>
{
    static abstract T Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right);

    /// <summary>target += factor · source.</summary>
    static abstract void AddScaled(Span<T> target, ReadOnlySpan<T> source, T factor);
}

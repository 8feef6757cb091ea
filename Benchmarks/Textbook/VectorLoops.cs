using System;
using System.Numerics.Tensors;

namespace RnnGen.Benchmarks.Textbook;

/// <summary>The same loops in double precision and vectorised, so that the truth for the largest shapes does not take minutes.</summary>
internal readonly struct VectorLoops : ILoops<double>
{
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => TensorPrimitives.Dot(left, right);

    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor) =>
        TensorPrimitives.MultiplyAdd(source, factor, target, target);
}

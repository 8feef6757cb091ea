using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RnnGen.Numerics;

namespace RnnGen;

/// <summary>log Σ exp z of a row, and scaled softmax beside it, at the machine's vector width.</summary>
internal static class SoftmaxRows
{
    /// <param name="z">The row.</param>
    /// <param name="softmax">Receives scale · softmax(z), or is empty. May be z.</param>
    /// <param name="scale">The factor.</param>
    public static double LogSumExp<T>(ReadOnlySpan<T> z, Span<T> softmax, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> source = MemoryMarshal.Cast<T, float>(z);
            Span<float> target = MemoryMarshal.Cast<T, float>(softmax);
            float factor = float.CreateTruncating(scale);
            return VectorWidth.Use512 ? Kernel<Float512, float>(source, target, factor)
                : VectorWidth.Use256 ? Kernel<Float256, float>(source, target, factor)
                : VectorWidth.Use128 ? Kernel<Float128, float>(source, target, factor)
                : Kernel<Float1, float>(source, target, factor);
        }
        else
        {
            ReadOnlySpan<double> source = MemoryMarshal.Cast<T, double>(z);
            Span<double> target = MemoryMarshal.Cast<T, double>(softmax);
            double factor = double.CreateTruncating(scale);
            return VectorWidth.Use512 ? Kernel<Double512, double>(source, target, factor)
                : VectorWidth.Use256 ? Kernel<Double256, double>(source, target, factor)
                : VectorWidth.Use128 ? Kernel<Double128, double>(source, target, factor)
                : Kernel<Double1, double>(source, target, factor);
        }
    }

    private static double Kernel<V, T>(ReadOnlySpan<T> z, Span<T> softmax, T scale)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = Maximum<V, T>(z);
        ref T source = ref MemoryMarshal.GetReference(z);
        ref T target = ref MemoryMarshal.GetReference(softmax);
        bool store = !softmax.IsEmpty;
        V shift = V.Create(largest);
        V sums = V.Zero;
        int i = 0;
        for (; i <= z.Length - V.Count; i += V.Count)
        {
            V e = V.Exp(V.Load(ref source, i) - shift);
            sums += e;
            if (store)
            {
                V.Store(e, ref target, i);
            }
        }

        int tail = z.Length - i;
        if (tail > 0)
        {
            V e = V.Exp(V.LoadPartial(ref Unsafe.Add(ref source, i), tail) - shift);
            sums += V.KeepFirst(e, tail);
            if (store)
            {
                V.StorePartial(e, ref Unsafe.Add(ref target, i), tail);
            }
        }

        T sum = V.Sum(sums);
        T factor = scale / sum;
        for (int j = 0; j < softmax.Length; j++)
        {
            softmax[j] *= factor;
        }

        return double.CreateTruncating(largest) + Math.Log(double.CreateTruncating(sum));
    }

    // Whole vectors, the last one possibly overlapping the one before: the maximum does not mind.
    private static T Maximum<V, T>(ReadOnlySpan<T> z)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (z.Length < V.Count)
        {
            T largest = z[0];
            foreach (T value in z)
            {
                largest = T.Max(largest, value);
            }

            return largest;
        }

        ref T source = ref MemoryMarshal.GetReference(z);
        V maximum = V.Load(ref source);
        for (int i = V.Count; i < z.Length; i += V.Count)
        {
            maximum = V.Maximum(maximum, V.Load(ref source, Math.Min(i, z.Length - V.Count)));
        }

        return V.MaximumAcross(maximum);
    }
}

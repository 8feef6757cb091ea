using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RnnGen.Numerics;

namespace RnnGen;

/// <summary>The two passes of a stable softmax over a row, at the machine's vector width.</summary>
internal static class SoftmaxRows
{
    /// <summary>The largest element, NaN where any is.</summary>
    public static T Maximum<T>(ReadOnlySpan<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> row = MemoryMarshal.Cast<T, float>(z);
            return T.CreateTruncating(VectorWidth.Use512 ? Maximum<Float512, float>(row)
                : VectorWidth.Use256 ? Maximum<Float256, float>(row)
                : VectorWidth.Use128 ? Maximum<Float128, float>(row)
                : Maximum<Float1, float>(row));
        }
        else
        {
            ReadOnlySpan<double> row = MemoryMarshal.Cast<T, double>(z);
            return T.CreateTruncating(VectorWidth.Use512 ? Maximum<Double512, double>(row)
                : VectorWidth.Use256 ? Maximum<Double256, double>(row)
                : VectorWidth.Use128 ? Maximum<Double128, double>(row)
                : Maximum<Double1, double>(row));
        }
    }

    /// <summary>log Σ exp(z - shift).</summary>
    /// <param name="z">The row.</param>
    /// <param name="shift">Its maximum.</param>
    /// <param name="softmax">Receives scale · softmax(z), or is empty. May be z.</param>
    /// <param name="scale">The factor.</param>
    public static double LogSum<T>(ReadOnlySpan<T> z, T shift, Span<T> softmax, T scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> row = MemoryMarshal.Cast<T, float>(z);
            Span<float> target = MemoryMarshal.Cast<T, float>(softmax);
            float largest = float.CreateTruncating(shift), factor = float.CreateTruncating(scale);
            return VectorWidth.Use512 ? LogSum<Float512, float>(row, largest, target, factor)
                : VectorWidth.Use256 ? LogSum<Float256, float>(row, largest, target, factor)
                : VectorWidth.Use128 ? LogSum<Float128, float>(row, largest, target, factor)
                : LogSum<Float1, float>(row, largest, target, factor);
        }
        else
        {
            ReadOnlySpan<double> row = MemoryMarshal.Cast<T, double>(z);
            Span<double> target = MemoryMarshal.Cast<T, double>(softmax);
            double largest = double.CreateTruncating(shift), factor = double.CreateTruncating(scale);
            return VectorWidth.Use512 ? LogSum<Double512, double>(row, largest, target, factor)
                : VectorWidth.Use256 ? LogSum<Double256, double>(row, largest, target, factor)
                : VectorWidth.Use128 ? LogSum<Double128, double>(row, largest, target, factor)
                : LogSum<Double1, double>(row, largest, target, factor);
        }
    }

    private static double LogSum<V, T>(ReadOnlySpan<T> z, T largest, Span<T> softmax, T scale)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T source = ref MemoryMarshal.GetReference(z);
        ref T target = ref MemoryMarshal.GetReference(softmax);
        bool store = !softmax.IsEmpty;
        V shift = V.Create(largest);
        V sums = V.Zero;
        int i = 0;
        for (; i <= z.Length - V.Count; i += V.Count)
        {
            V e = V.Exp(V.LoadAt(ref source, i) - shift);
            sums += e;
            if (store)
            {
                V.StoreAt(e, ref target, i);
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

        return Math.Log(double.CreateTruncating(sum));
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
            maximum = V.Maximum(maximum, V.LoadAt(ref source, Math.Min(i, z.Length - V.Count)));
        }

        return V.MaximumAcross(maximum);
    }
}

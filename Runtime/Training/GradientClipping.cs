using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>Limits gradients (Pascanu, Mikolov and Bengio, ICML 2013). Allocates nothing.</summary>
public static class GradientClipping
{
    /// <summary>Scales the gradients so that their joint Euclidean norm is at most <paramref name="maximum"/>.</summary>
    /// <param name="maximum">The largest norm; above 0.</param>
    /// <param name="gradients">One or more sets of gradients that are taken as one vector.</param>
    /// <returns>
    /// The norm before. Where it is NaN or infinite (some gradient is), nothing is scaled: there is no direction to keep, and the
    /// caller does well to leave out the update.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public static double ByGlobalNorm<T>(double maximum, params ReadOnlySpan<CellParameters<T>> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(maximum > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The largest norm has to be positive.");
        }

        double norm = Norm(gradients);
        if (norm > maximum && double.IsFinite(norm))
        {
            foreach (CellParameters<T> set in gradients)
            {
                Scale(set.Values, maximum / norm);
            }
        }

        return norm;
    }

    /// <summary>Scales the gradients so that their Euclidean norm is at most <paramref name="maximum"/>.</summary>
    /// <param name="gradients">The gradients, taken as one vector.</param>
    /// <param name="maximum">The largest norm; above 0.</param>
    /// <returns>The norm before; nothing is scaled where it is NaN or infinite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public static double ByGlobalNorm<T>(CellParameters<T> gradients, double maximum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return ByGlobalNorm(maximum, new ReadOnlySpan<CellParameters<T>>(in gradients));
    }

    // Squares of floats neither over- nor underflow in double precision. Squares of doubles may: then once more, scaled.
    private static double Norm<T>(ReadOnlySpan<CellParameters<T>> sets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = SumOfSquares(sets, 1);
        if (sum is > 1e-280 and < double.PositiveInfinity || double.IsNaN(sum))
        {
            return Math.Sqrt(sum);
        }

        double largest = 0;
        foreach (CellParameters<T> set in sets)
        {
            foreach (T value in set.Values)
            {
                largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
            }
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        // A power of two, so that the scaling is exact; the limit keeps its reciprocal finite.
        int exponent = Math.Clamp(Math.ILogB(largest), -1000, 1000);
        return Math.ScaleB(Math.Sqrt(SumOfSquares(sets, Math.ScaleB(1, -exponent))), exponent);
    }

    private static double SumOfSquares<T>(ReadOnlySpan<CellParameters<T>> sets, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factor = new Vector<double>(scale);
        Vector<double> sum = default;
        foreach (CellParameters<T> set in sets)
        {
            if (typeof(T) == typeof(float))
            {
                foreach (Vector<float> v in MemoryMarshal.Cast<T, Vector<float>>(set.Values))
                {
                    Vector.Widen(v, out Vector<double> low, out Vector<double> high);
                    low *= factor;
                    high *= factor;
                    sum += low * low + high * high;
                }
            }
            else
            {
                foreach (Vector<double> v in MemoryMarshal.Cast<T, Vector<double>>(set.Values))
                {
                    Vector<double> x = v * factor;
                    sum += x * x;
                }
            }
        }

        return Vector.Sum(sum);
    }

    private static void Scale<T>(Span<T> values, double factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scale = new Vector<T>(T.CreateTruncating(factor));
        foreach (ref Vector<T> v in MemoryMarshal.Cast<T, Vector<T>>(values))
        {
            v *= scale;
        }
    }
}

using System;
using System.Numerics;

namespace RnnGen;

/// <summary>Matrices that papers give by formulas, row by row in double precision, and what is asked of random ones.</summary>
internal static class GeneratedMatrices
{
    private const int FirstPowers = 200, Powers = 2000;

    /// <summary>HiPPO-LegS: A[i, j] = -sqrt((2 i + 1) (2 j + 1)) below the diagonal, -(i + 1) on it, 0 above.</summary>
    public static double[] HippoState(int n)
    {
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) a[i * n + j] = -Math.Sqrt((2.0 * i + 1) * (2.0 * j + 1));
            a[i * n + i] = -(i + 1);
        }

        return a;
    }

    /// <summary>B[i] = sqrt(2 i + 1).</summary>
    public static double[] HippoInput(int n)
    {
        var b = new double[n];
        for (int i = 0; i < n; i++) b[i] = Math.Sqrt(2.0 * i + 1);
        return b;
    }

    /// <summary>
    /// m' = A m + B u with A[i, j] = (2 i + 1) / length · (i &lt; j ? -1 : (-1)^(i - j + 1)), B[i] = (2 i + 1) (-1)^i / length, over one
    /// step in which u stays: the exponential of [A, B; 0, 0] is [state, input; 0, 1].
    /// </summary>
    public static (double[] State, double[] Input) Lmu(int n, double length)
    {
        int m = n + 1;
        var both = new double[m * m];
        for (int i = 0; i < n; i++)
        {
            double factor = (2 * i + 1) / length;
            for (int j = 0; j < n; j++) both[i * m + j] = factor * (i < j || (i - j) % 2 == 0 ? -1 : 1);
            both[i * m + n] = i % 2 == 0 ? factor : -factor;
        }

        double[] exponential = Exponential(both, m);
        var state = new double[n * n];
        var input = new double[n];
        for (int i = 0; i < n; i++)
        {
            Array.Copy(exponential, i * m, state, i * n, n);
            input[i] = exponential[i * m + n];
        }

        return (state, input);
    }

    /// <summary>
    /// The largest magnitude of an eigenvalue: how much a vector grows per product, over so many that what it turns by does not count.
    /// </summary>
    public static double SpectralRadius<T>(ReadOnlySpan<T> matrix, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] v = new double[n], next = new double[n];
        Array.Fill(v, 1);
        double growth = 0;
        for (int power = 0; power < FirstPowers + Powers; power++)
        {
            double squares = 0;
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int j = 0; j < n; j++) sum += double.CreateTruncating(matrix[i * n + j]) * v[j];
                next[i] = sum;
                squares += sum * sum;
            }

            double norm = Math.Sqrt(squares);
            if (norm == 0) return 0;
            if (power >= FirstPowers) growth += Math.Log(norm);
            for (int i = 0; i < n; i++) v[i] = next[i] / norm;
        }

        return Math.Exp(growth / Powers);
    }

    /// <summary>By the power series of a small part of the matrix, squared again and again.</summary>
    private static double[] Exponential(double[] a, int n)
    {
        const int Terms = 18;
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++) sum += Math.Abs(a[i * n + j]);
            norm = Math.Max(norm, sum);
        }

        int squarings = Math.Max(0, Math.ILogB(norm) + 2);
        double scale = Math.ScaleB(1, -squarings);
        var result = new double[n * n];
        for (int i = 0; i < n; i++) result[i * n + i] = 1;
        // 1 + a (1 + a / 2 (1 + a / 3 (…)))
        for (int k = Terms; k > 0; k--)
        {
            result = Product(a, result, n);
            for (int i = 0; i < result.Length; i++) result[i] *= scale / k;
            for (int i = 0; i < n; i++) result[i * n + i] += 1;
        }

        for (int i = 0; i < squarings; i++) result = Product(result, result, n);
        return result;
    }

    private static double[] Product(double[] left, double[] right, int n)
    {
        var product = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < n; k++)
                for (int j = 0; j < n; j++) product[i * n + j] += left[i * n + k] * right[k * n + j];
        return product;
    }
}

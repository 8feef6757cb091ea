using System;
using System.Numerics;

namespace RnnGen;

/// <summary>The schemes of <see cref="InitializerKind"/>, each filling one row-major tensor.</summary>
internal static class ParameterInitialization
{
    public static void Fill<T>(Span<T> values, Slot slot, Initializer scheme, CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int blocks = Math.Max(scheme.Blocks, 1), rows = slot.Rows / blocks, length = values.Length / blocks;
        for (int block = 0; block < blocks; block++)
            FillOne(values.Slice(block * length, length), slot.Name, rows, slot.Columns, scheme, ref random);
    }

    private static void FillOne<T>(Span<T> values, string name, int rows, int columns, Initializer scheme, ref CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (scheme.Kind)
        {
            case InitializerKind.Zeros:
                values.Clear();
                break;
            case InitializerKind.Ones:
                values.Fill(T.One);
                break;
            case InitializerKind.Constant:
                values.Fill(T.CreateTruncating(scheme.First));
                break;
            case InitializerKind.Uniform:
                FillUniform(values, scheme.First, scheme.Second, ref random);
                break;
            case InitializerKind.Normal:
                FillNormal(values, scheme.First, scheme.Second, ref random);
                break;
            case InitializerKind.Glorot:
                double bound = Math.Sqrt(6.0 / ((double)rows + columns));
                FillUniform(values, -bound, bound, ref random);
                break;
            case InitializerKind.He:
                FillNormal(values, 0, Math.Sqrt(2.0 / columns), ref random);
                break;
            case InitializerKind.Orthogonal:
                FillOrthogonal(values, rows, columns, ref random);
                break;
            case InitializerKind.Identity:
                FillIdentity(values, rows, columns);
                break;
            case InitializerKind.LogUniform:
                FillUniform(values, Math.Log(scheme.First), Math.Log(scheme.Second), ref random);
                Map(values, Math.Exp);
                break;
            case InitializerKind.Chrono:
                FillUniform(values, 1, scheme.First - 1, ref random);
                Map(values, Math.Log);
                break;
            case InitializerKind.Ramp or InitializerKind.LogRamp:
                for (int i = 0; i < values.Length; i++)
                    values[i] = T.CreateTruncating(scheme.First + scheme.Second * (i % (rows == values.Length ? rows : columns)));
                if (scheme.Kind == InitializerKind.LogRamp) Map(values, Math.Log);
                break;
            case InitializerKind.Spectral:
                FillUniform(values, -1, 1, ref random);
                double scale = scheme.First / GeneratedMatrices.SpectralRadius<T>(values, rows);
                Map(values, value => value * scale);
                break;
            case InitializerKind.Hippo:
                Copy(rows == values.Length ? GeneratedMatrices.HippoInput(rows) : GeneratedMatrices.HippoState(rows), values);
                break;
            case InitializerKind.Lmu:
                (double[] state, double[] input) = GeneratedMatrices.Lmu(rows, scheme.First);
                Copy(rows == values.Length ? input : state, values);
                break;
            case InitializerKind.Values:
                Copy([.. scheme.Table!], values);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(scheme), scheme.Kind, $"{name}: no such scheme.");
        }
    }

    private static void Map<T>(Span<T> values, Func<double, double> function)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (ref T value in values) value = T.CreateTruncating(function(double.CreateTruncating(value)));
    }

    private static void Copy<T>(double[] from, Span<T> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(from[i]);
    }

    private static void FillUniform<T>(Span<T> values, double low, double high, ref CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(low + (high - low) * random.NextDouble());
        }
    }

    private static void FillNormal<T>(Span<T> values, double mean, double deviation, ref CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(mean + deviation * random.NextNormal());
        }
    }

    private static void FillIdentity<T>(Span<T> values, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        values.Clear();
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            values[i * columns + i] = T.One;
        }
    }

    // A Gaussian matrix made orthonormal has the uniform (Haar) distribution when the diagonal of R is positive, as it is here.
    private static void FillOrthogonal<T>(Span<T> values, int rows, int columns, ref CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            do
            {
                FillNormal(vectors[i].AsSpan(), 0, 1, ref random);
            }
            while (!Orthonormalize(vectors, i));
        }

        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                values[r * columns + c] = T.CreateTruncating(rows <= columns ? vectors[r][c] : vectors[c][r]);
            }
        }
    }

    // Gram-Schmidt, twice: once leaves errors of the condition number, twice is enough (Giraud, Langou and Rozložník, 2005).
    private static bool Orthonormalize(double[][] vectors, int index)
    {
        Span<double> v = vectors[index];
        double before = Dot(v, v);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < index; j++)
            {
                Subtract(v, vectors[j], Dot(v, vectors[j]));
            }
        }

        double norm = Math.Sqrt(Dot(v, v));
        if (!(norm > 1e-8 * Math.Sqrt(before)))
        {
            return false;
        }

        for (int i = 0; i < v.Length; i++)
        {
            v[i] /= norm;
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int width = Vector<double>.Count;
        Vector<double> sum = default;
        int i = 0;
        for (; i <= a.Length - width; i += width)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        double total = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }

    private static void Subtract(Span<double> a, ReadOnlySpan<double> b, double factor)
    {
        int width = Vector<double>.Count;
        int i = 0;
        for (; i <= a.Length - width; i += width)
        {
            (new Vector<double>(a[i..]) - new Vector<double>(b[i..]) * factor).CopyTo(a[i..]);
        }

        for (; i < a.Length; i++)
        {
            a[i] -= b[i] * factor;
        }
    }
}

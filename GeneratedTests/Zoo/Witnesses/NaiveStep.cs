using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.Zoo.Witnesses;

/// <summary>
/// One time step of one sequence, computed in double precision with plain loops: the values by name, states of the step before as
/// <c>h'</c>. A witness reads parameters, inputs and those states, and sets the states and outputs.
/// </summary>
internal sealed class NaiveStep
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);

    /// <summary>A matrix is stored row by row, a scalar as one element.</summary>
    public double[] this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>A matrix times a vector.</summary>
    public double[] Times(string matrix, double[] vector) => Times(this[matrix], vector);

    /// <summary>The same plus a vector.</summary>
    public double[] Affine(string matrix, double[] vector, string bias) => Add(Times(matrix, vector), this[bias]);

    public static double[] Times(double[] matrix, double[] vector)
    {
        var product = new double[matrix.Length / vector.Length];
        for (int i = 0; i < product.Length; i++)
            for (int j = 0; j < vector.Length; j++) product[i] += matrix[i * vector.Length + j] * vector[j];
        return product;
    }

    /// <summary>A row times a matrix.</summary>
    public static double[] RowTimes(double[] row, double[] matrix)
    {
        var product = new double[matrix.Length / row.Length];
        for (int i = 0; i < row.Length; i++)
            for (int j = 0; j < product.Length; j++) product[j] += row[i] * matrix[i * product.Length + j];
        return product;
    }

    public static double[] Each(int length, Func<int, double> element) => [.. Enumerable.Range(0, length).Select(element)];

    public static double[] Map(double[] vector, Func<double, double> function) => [.. vector.Select(function)];

    /// <summary>Vectors of one length, element by element.</summary>
    public static double[] Add(params double[][] vectors) => Each(vectors[0].Length, j => vectors.Sum(vector => vector[j]));

    /// <summary>Part k of n equal ones.</summary>
    public static double[] Part(double[] vector, int k, int n) => vector[(k * vector.Length / n)..((k + 1) * vector.Length / n)];

    public static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Relu(double x) => x > 0 ? x : 0;

    public static double Silu(double x) => x / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    /// <summary>With the mean 0 and the variance 1.</summary>
    public static double[] LayerNorm(double[] vector, double eps = 1e-5)
    {
        double mean = vector.Sum() / vector.Length;
        double variance = vector.Sum(x => (x - mean) * (x - mean)) / vector.Length;
        return Map(vector, x => (x - mean) / Math.Sqrt(variance + eps));
    }

    public static double[] RmsNorm(double[] vector, double eps = 1e-5)
    {
        double square = vector.Sum(x => x * x) / vector.Length;
        return Map(vector, x => x / Math.Sqrt(square + eps));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen;

/// <summary>How a parameter gets its first values.</summary>
public enum InitializerKind
{
    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All one.</summary>
    Ones,

    /// <summary>All equal to <see cref="Initializer.First"/>.</summary>
    Constant,

    /// <summary>Uniform on [<see cref="Initializer.First"/>, <see cref="Initializer.Second"/>).</summary>
    Uniform,

    /// <summary>Normal with mean <see cref="Initializer.First"/> and standard deviation <see cref="Initializer.Second"/>.</summary>
    Normal,

    /// <summary>Uniform on ±sqrt(6 / (rows + columns)): Glorot and Bengio, AISTATS 2010.</summary>
    Glorot,

    /// <summary>Normal with deviation sqrt(2 / columns): He, Zhang, Ren and Sun, ICCV 2015.</summary>
    He,

    /// <summary>Orthonormal rows or columns, whichever are fewer: Saxe, McClelland and Ganguli, ICLR 2014.</summary>
    Orthogonal,

    /// <summary>One on the main diagonal, zero elsewhere.</summary>
    Identity,

    /// <summary>
    /// Between <see cref="Initializer.First"/> and <see cref="Initializer.Second"/>, with a logarithm that is uniform.
    /// </summary>
    LogUniform,

    /// <summary>
    /// The logarithm of what is uniform on [1, <see cref="Initializer.First"/> - 1): biases of forget gates for memories of up to so many
    /// steps. Tallec and Ollivier, ICLR 2018.
    /// </summary>
    Chrono,

    /// <summary>
    /// <see cref="Initializer.First"/>, and <see cref="Initializer.Second"/> more from each element of a row to the next.
    /// </summary>
    Ramp,

    /// <summary>The logarithms of <see cref="Ramp"/>.</summary>
    LogRamp,

    /// <summary>
    /// Uniform on ±1, and scaled so that the largest magnitude of an eigenvalue is <see cref="Initializer.First"/>, to about 0.2 %.
    /// </summary>
    Spectral,

    /// <summary>
    /// The state matrix A of HiPPO-LegS, and for a vector the input vector B. Gu, Dao, Ermon, Rudra and Ré, NeurIPS 2020.
    /// </summary>
    Hippo,

    /// <summary>
    /// The state matrix A of the Legendre memory unit for a window of <see cref="Initializer.First"/> steps, and for a vector the input
    /// vector B, both for one step by zero-order hold. Voelker, Kajić and Eliasmith, NeurIPS 2019.
    /// </summary>
    Lmu,

    /// <summary>The elements of <see cref="Initializer.Table"/>, row by row.</summary>
    Values,
}

/// <summary>A scheme and its numbers, such as <c>Initializer.Uniform(-0.1, 0.1)</c>.</summary>
/// <param name="Kind">The scheme.</param>
/// <param name="First">The constant, the lower bound or the mean; otherwise unused.</param>
/// <param name="Second">The upper bound or the standard deviation; otherwise unused.</param>
public readonly record struct Initializer(InitializerKind Kind, double First = 0, double Second = 0)
{
    /// <summary>
    /// A parameter that was declared with three extents, [blocks, rows, columns], is so many matrices one below the other, each of which
    /// is initialised by itself; 0 and 1 are one matrix.
    /// </summary>
    public int Blocks { get; init; }

    /// <summary>The seed that the values are drawn by; null for that which all parameters are initialised with.</summary>
    public int? Seed { get; init; }

    /// <summary>The elements of <see cref="InitializerKind.Values"/>; null for other schemes.</summary>
    public IReadOnlyList<double>? Table { get; init; }

    /// <summary>All zero.</summary>
    public static Initializer Zeros => new(InitializerKind.Zeros);

    /// <summary>All one.</summary>
    public static Initializer Ones => new(InitializerKind.Ones);

    /// <summary>Uniform on ±sqrt(6 / (rows + columns)).</summary>
    public static Initializer Glorot => new(InitializerKind.Glorot);

    /// <summary>Normal with deviation sqrt(2 / columns).</summary>
    public static Initializer He => new(InitializerKind.He);

    /// <summary>Orthonormal rows or columns, whichever are fewer.</summary>
    public static Initializer Orthogonal => new(InitializerKind.Orthogonal);

    /// <summary>One on the main diagonal, zero elsewhere.</summary>
    public static Initializer Identity => new(InitializerKind.Identity);

    /// <summary>The state matrix, or the input vector, of HiPPO-LegS.</summary>
    public static Initializer Hippo => new(InitializerKind.Hippo);

    /// <summary>Between two bounds above zero, with a logarithm that is uniform.</summary>
    public static Initializer LogUniform(double low, double high) => new(InitializerKind.LogUniform, low, high);

    /// <summary>The logarithm of what is uniform on [1, <paramref name="longest"/> - 1).</summary>
    public static Initializer Chrono(double longest) => new(InitializerKind.Chrono, longest);

    /// <summary>first, first + step, … along each row.</summary>
    public static Initializer Ramp(double first, double step) => new(InitializerKind.Ramp, first, step);

    /// <summary>log(first), log(first + step), … along each row.</summary>
    public static Initializer LogRamp(double first, double step) => new(InitializerKind.LogRamp, first, step);

    /// <summary>Uniform, scaled to a spectral radius.</summary>
    public static Initializer Spectral(double radius) => new(InitializerKind.Spectral, radius);

    /// <summary>The state matrix, or the input vector, of the Legendre memory unit for a window of so many steps.</summary>
    public static Initializer Lmu(double length) => new(InitializerKind.Lmu, length);

    /// <summary>The elements, row by row.</summary>
    public static Initializer Values(params double[] elements) =>
        new(InitializerKind.Values) { Table = Array.AsReadOnly((double[])elements.Clone()) };

    /// <summary>All equal to <paramref name="value"/>.</summary>
    public static Initializer Constant(double value) => new(InitializerKind.Constant, value);

    /// <summary>Uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public static Initializer Uniform(double low, double high) => new(InitializerKind.Uniform, low, high);

    /// <summary>Normal with the given mean and standard deviation.</summary>
    public static Initializer Normal(double mean, double deviation) => new(InitializerKind.Normal, mean, deviation);

    /// <summary>The scheme as the cell language spells it, such as <c>uniform(-0.1, 0.1)</c>.</summary>
    public override string ToString() => Kind switch
    {
        InitializerKind.Constant => string.Create(CultureInfo.InvariantCulture, $"constant({First:R})"),
        InitializerKind.Uniform => string.Create(CultureInfo.InvariantCulture, $"uniform({First:R}, {Second:R})"),
        InitializerKind.Normal => string.Create(CultureInfo.InvariantCulture, $"normal({First:R}, {Second:R})"),
        InitializerKind.LogUniform or InitializerKind.Ramp or InitializerKind.LogRamp =>
            string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}({First:R}, {Second:R})"),
        InitializerKind.Chrono or InitializerKind.Spectral or InitializerKind.Lmu =>
            string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()}({First:R})"),
        InitializerKind.Values =>
            $"values({string.Join(", ", (Table ?? []).Select(value => value.ToString("R", CultureInfo.InvariantCulture)))})",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

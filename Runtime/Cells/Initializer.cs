using System.Globalization;

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
}

/// <summary>A scheme and its numbers, such as <c>Initializer.Uniform(-0.1, 0.1)</c>.</summary>
/// <param name="Kind">The scheme.</param>
/// <param name="First">The constant, the lower bound or the mean; otherwise unused.</param>
/// <param name="Second">The upper bound or the standard deviation; otherwise unused.</param>
public readonly record struct Initializer(InitializerKind Kind, double First = 0, double Second = 0)
{
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
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// What the emitted surface shows of a cell besides its computation. The slots stand in the order of the step function's values.
/// </summary>
/// <param name="EquationTexts">The equations as the user wrote them, then the outputs as <c>y = …</c>.</param>
public sealed record CellSignature(
    string Title,
    string? About,
    string? Source,
    EquatableArray<SizeValue> Sizes,
    EquatableArray<SlotSignature> Parameters,
    EquatableArray<SlotSignature> Inputs,
    EquatableArray<SlotSignature> States,
    EquatableArray<SlotSignature> Outputs,
    EquatableArray<string> EquationTexts);

public sealed record SizeValue(string Name, int Value);

/// <summary>A named tensor.</summary>
/// <param name="ShapeText">The shape in symbols, such as <c>[hidden, hidden + input]</c>.</param>
/// <param name="Initializer">For parameters.</param>
public sealed record SlotSignature(string Name, Shape Shape, string ShapeText, InitializerSignature? Initializer = null)
{
    /// <summary>A parameter that training does not change.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Of a parameter: where training keeps it.</summary>
    public double Lowest { get; init; } = double.NegativeInfinity;

    /// <inheritdoc cref="Lowest"/>
    public double Highest { get; init; } = double.PositiveInfinity;

    /// <summary>What a state is before the first step; null for zero.</summary>
    public InitialSignature? Initial { get; init; }

    /// <summary>A state that goes from the last step to the first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>An input that begins sequences anew.</summary>
    public bool IsRestart { get; init; }
}

/// <param name="Parameter">The parameter that it is; null for a number in every element.</param>
public sealed record InitialSignature(double Value, string? Parameter);

public enum InitializerKind
{
    Zeros, Ones, Constant, Uniform, Normal, Glorot, He, Orthogonal, Identity,
    LogUniform, Chrono, Ramp, LogRamp, Spectral, Hippo, Lmu, Values,
}

/// <param name="Blocks">So many matrices one below the other, each by itself.</param>
public sealed record InitializerSignature(InitializerKind Kind, double First = 0, double Second = 0, int Blocks = 1)
{
    /// <summary>The elements, row by row, where they are written out.</summary>
    public EquatableArray<double> Table { get; init; }

    /// <summary>Its own; null for the one that all parameters are drawn by.</summary>
    public int? Seed { get; init; }
}

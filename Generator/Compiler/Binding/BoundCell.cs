using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Binding;

/// <summary>A definition that has been checked: every name has its meaning, every shape its numbers.</summary>
public sealed record BoundCell(
    BoundHead Head,
    EquatableArray<BoundSize> Sizes,
    EquatableArray<BoundConstant> Constants,
    EquatableArray<BoundSymbol> Parameters,
    EquatableArray<BoundSymbol> Inputs,
    EquatableArray<BoundSymbol> States,
    EquatableArray<BoundEquation> Equations,
    EquatableArray<BoundOutput> Outputs);

/// <summary>What a cell says of itself.</summary>
public sealed record BoundHead(string Title, string? About, string? Source);

public sealed record BoundSize(string Name, int Value);

public sealed record BoundConstant(string Name, double Value);

/// <summary>A declared tensor.</summary>
/// <param name="ShapeText">The shape in the definition's sizes: <c>[hidden, hidden + input]</c>.</param>
/// <param name="Initializer">How a parameter begins; null for everything else.</param>
public sealed record BoundSymbol(string Name, Shape Shape, string ShapeText, BoundInitializer? Initializer)
{
    /// <summary>A parameter that training does not change.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Of a parameter: where training keeps it.</summary>
    public double Lowest { get; init; } = double.NegativeInfinity;

    /// <inheritdoc cref="Lowest"/>
    public double Highest { get; init; } = double.PositiveInfinity;

    /// <summary>What a state is before the first step; null for zero.</summary>
    public BoundInitial? Initial { get; init; }

    /// <summary>A state that goes from the last step to the first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>An input that begins sequences anew.</summary>
    public bool IsRestart { get; init; }
}

/// <param name="Parameter">The parameter that it is; null for a number in every element.</param>
public sealed record BoundInitial(double Value, string? Parameter);

/// <param name="Blocks">So many matrices one below the other, each by itself.</param>
public sealed record BoundInitializer(BoundInitializerKind Kind, double First, double Second, int Blocks = 1)
{
    /// <summary>The elements, row by row, where they are written out.</summary>
    public EquatableArray<double> Table { get; init; }

    /// <summary>Its own; null for the one that all parameters are drawn by.</summary>
    public int? Seed { get; init; }
}

public enum BoundInitializerKind
{
    Zeros, Ones, Constant, Uniform, Normal, Glorot, He, Orthogonal, Identity,
    LogUniform, Chrono, Ramp, LogRamp, Spectral, Hippo, Lmu, Values,
}

/// <summary>Targets = Value. Several targets split the value into equal parts along its first extent.</summary>
public sealed record BoundEquation(EquatableArray<BoundTarget> Targets, BoundExpression Value, string Text);

public sealed record BoundTarget(string Name, Shape Shape);

/// <param name="Text"><c>y = softmax(Wy @ h + by)</c>; empty where the output only exposes the value of its name.</param>
public sealed record BoundOutput(BoundSymbol Symbol, BoundExpression Value, string Text);

/// <summary>An expression whose names have their meanings.</summary>
public abstract record BoundExpression(Shape Shape)
{
    /// <summary>A number of the definition, or the value of a constant.</summary>
    public sealed record Number(double Value) : BoundExpression(Shape.Scalar);

    /// <summary>The value of an input, a parameter, a state or of what an equation assigned.</summary>
    /// <param name="IsPrevious">A state's value of the step before.</param>
    public sealed record Read(string Name, bool IsPrevious, Shape Shape) : BoundExpression(Shape);

    /// <summary>An operator of the table; scalar operands of elementwise ones are repeated.</summary>
    public sealed record Apply(string Operator, EquatableArray<BoundExpression> Operands, Shape Shape) : BoundExpression(Shape);

    /// <summary>where(left ? right, then, else), element by element.</summary>
    public sealed record Where(string Comparison, EquatableArray<BoundExpression> Operands, Shape Shape) : BoundExpression(Shape);

    /// <summary>A function that draws random numbers in training; scalar operands are repeated.</summary>
    /// <param name="IsFixed">They are drawn once for a sequence.</param>
    public sealed record Noise(
        string Function, EquatableArray<BoundExpression> Operands, double Probability, bool IsFixed, Shape Shape) : BoundExpression(Shape);

    /// <summary>Operands behind each other along their first extent; a scalar among vectors is one element.</summary>
    public sealed record Join(EquatableArray<BoundExpression> Operands, Shape Shape) : BoundExpression(Shape);

    /// <summary>Length elements of a vector, or rows of a matrix, from Start on.</summary>
    public sealed record Slice(BoundExpression Operand, int Start, int Length, Shape Shape) : BoundExpression(Shape);

    /// <summary>One element of a vector, which is a scalar, or one row of a matrix, which is a vector.</summary>
    public sealed record Element(BoundExpression Operand, int Index, Shape Shape) : BoundExpression(Shape);
}

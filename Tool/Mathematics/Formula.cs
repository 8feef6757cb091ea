using System;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Tool.Mathematics;

/// <summary>A piece of mathematics without a notation: what printers go over. Brackets are theirs to set.</summary>
/// <param name="Rank">0 for a scalar, 1 for a vector, 2 for a matrix.</param>
internal abstract record Formula(int Rank)
{
    /// <summary>A number of a definition, or one that was derived.</summary>
    public sealed record Number(double Value) : Formula(0);

    /// <summary>A vector whose elements are all the same number.</summary>
    public sealed record Filled(double Value) : Formula(1);

    /// <summary>A named value.</summary>
    /// <param name="Identifier">Its name in its cell.</param>
    /// <param name="Path">The inner cell that it is of, such as <c>first</c>; empty for the cell itself.</param>
    /// <param name="Step">0 for this step, -1 for the one before, 1 for the one behind; null for what all steps share.</param>
    /// <param name="IsAdjoint">The derivative of the loss by it.</param>
    /// <param name="Mark">Of an adjoint: which part or stage of it, such as <c>in</c> or <c>1</c>; empty for the adjoint itself.</param>
    public sealed record Symbol(string Identifier, string Path, int? Step, int Rank, bool IsAdjoint = false, string Mark = "")
        : Formula(Rank);

    /// <summary>The name of a size.</summary>
    public sealed record Size(string Name) : Formula(0);

    public sealed record Negate(Formula Operand) : Formula(Operand.Rank);

    public sealed record Infix(InfixKind Kind, Formula Left, Formula Right) : Formula(RankOf(Kind, Left, Right));

    public sealed record Fraction(Formula Numerator, Formula Denominator) : Formula(Math.Max(Numerator.Rank, Denominator.Rank));

    /// <summary>A function of the cell language, by its name there.</summary>
    public sealed record Call(string Function, EquatableArray<Formula> Arguments, int Rank) : Formula(Rank);

    public sealed record Transpose(Formula Operand) : Formula(Operand.Rank);

    /// <summary>Elements, or rows or columns of a matrix, from Start up to End; without End the one at Start.</summary>
    public sealed record Part(Formula Operand, Formula Start, Formula? End, bool IsOfColumns)
        : Formula(End is null ? Operand.Rank - 1 : Operand.Rank);

    /// <summary>Items below each other, or side by side.</summary>
    public sealed record Stack(EquatableArray<Formula> Items, bool IsVertical) : Formula(Math.Max(1, Items.Max(item => item.Rank)));

    /// <summary>Then where <c>Left ? Right</c> holds, otherwise Else.</summary>
    public sealed record Cases(string Comparison, Formula Left, Formula Right, Formula Then, Formula Else)
        : Formula(new[] { Left, Right, Then, Else }.Max(part => part.Rank));

    /// <summary>Several results of one equation.</summary>
    public sealed record Tuple(EquatableArray<Formula> Items) : Formula(1);

    private static int RankOf(InfixKind kind, Formula left, Formula right) => kind switch
    {
        InfixKind.Product => Math.Max(0, left.Rank + right.Rank - 2),
        InfixKind.Outer => 2,
        _ => Math.Max(left.Rank, right.Rank),
    };
}

/// <summary>What stands between two operands.</summary>
internal enum InfixKind
{
    Plus,
    Minus,

    /// <summary>Element by element, or by a scalar.</summary>
    Times,

    /// <summary>Of matrices and vectors.</summary>
    Product,

    /// <summary>u v^T.</summary>
    Outer,
}

/// <summary>One equation.</summary>
/// <param name="Adds">Whether the right-hand side is added to what is there: gradients are sums over time steps.</param>
internal sealed record FormulaLine(Formula Left, bool Adds, Formula Right);

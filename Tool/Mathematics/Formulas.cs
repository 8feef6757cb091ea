using System;

namespace RnnGen.Tool.Mathematics;

/// <summary>What the formulas of definitions and of derivatives have in common.</summary>
internal static class Formulas
{
    /// <param name="symbol">Of the cell language: + - * / @</param>
    public static Formula Infix(string symbol, Formula left, Formula right) => symbol switch
    {
        "+" => new Formula.Infix(InfixKind.Plus, left, right),
        "-" => new Formula.Infix(InfixKind.Minus, left, right),
        "*" => new Formula.Infix(InfixKind.Times, left, right),
        "/" => new Formula.Fraction(left, right),
        "@" => Product(left, right),
        _ => throw new InvalidOperationException($"There is no formula for '{symbol}'."),
    };

    /// <summary>A vector on the left is a row there: <c>v @ M</c> is M^T v, and <c>u @ v</c> u^T v.</summary>
    public static Formula Product(Formula left, Formula right) => (left.Rank, right.Rank) switch
    {
        (1, 2) => new Formula.Infix(InfixKind.Product, Transposed(right), left),
        (1, 1) => new Formula.Infix(InfixKind.Product, Transposed(left), right),
        _ => new Formula.Infix(InfixKind.Product, left, right),
    };

    public static Formula Transposed(Formula formula) =>
        formula is Formula.Transpose { Operand: var operand } ? operand : new Formula.Transpose(formula);
}

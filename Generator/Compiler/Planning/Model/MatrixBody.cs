using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// Along which axes of a matrix a value varies: what is the same in a whole row, or a whole column, is computed once for it.
/// </summary>
[Flags]
public enum Along
{
    /// <summary>A scalar.</summary>
    Nothing = 0,

    /// <summary>One element for each row: a vector along the rows.</summary>
    Rows = 1,

    /// <summary>One element for each column.</summary>
    Columns = 2,

    /// <summary>A matrix.</summary>
    Both = Rows | Columns,
}

/// <summary>What an element of a matrix stage is made of, and what becomes of it.</summary>
/// <param name="Equations">
/// Element by element; the factors of products are grouped by what they vary along, and an outer product is a product of two vectors.
/// </param>
public sealed record MatrixBody(
    EquatableArray<MatrixOperand> Operands,
    EquatableArray<Equation> Equations,
    EquatableArray<MatrixSum> Sums,
    EquatableArray<Store> Stores,
    EquatableArray<GradientSum> Gradients)
{
    /// <summary>What each value varies along, by id.</summary>
    public Dictionary<int, Along> Kinds()
    {
        var kinds = Operands.ToDictionary(operand => operand.Value.Id, operand => operand.Along);
        foreach (Equation equation in Equations)
            kinds[equation.Result.Id] = equation.Operands.Aggregate(Along.Nothing, (kind, operand) => kind | kinds[operand.Id]);
        return kinds;
    }

    /// <summary>What each element needs: what is stored, and what sums take; not what sums are scaled with behind them.</summary>
    public IEnumerable<Value> OfElements =>
        Stores.Select(s => s.Value).Concat(Gradients.Select(g => g.Value)).Concat(Sums.SelectMany(s => s.Factors));

    /// <summary>Ids of the operands and equations that some values are made of, themselves included.</summary>
    public HashSet<int> Leading(IEnumerable<Value> values)
    {
        var needed = new HashSet<int>(values.Select(value => value.Id));
        foreach (Equation equation in Equations.Reverse().Where(equation => needed.Contains(equation.Result.Id)))
            needed.UnionWith(equation.Operands.Select(operand => operand.Id));
        return needed;
    }
}

/// <summary>A value that a matrix stage reads from memory.</summary>
public sealed record MatrixOperand(Value Value, Location Location, Along Along);

/// <summary>
/// A sum over a matrix, or a maximum: for each row, for each column, or of all. A product with a vector is the sum of the products of the
/// matrix's elements with the vector's.
/// </summary>
/// <param name="Result">The equation's, for people.</param>
/// <param name="Of">What it has one element for.</param>
/// <param name="Factors">One or two, whose product is summed.</param>
/// <param name="Scale">What the sum is multiplied with behind it: what all products have in common.</param>
public sealed record MatrixSum(
    Value Result, Reduction Reduction, Along Of, EquatableArray<Value> Factors, Value? Scale, Location Location);

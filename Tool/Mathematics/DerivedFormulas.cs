using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tool.Mathematics;

/// <summary>The derived equations of a cell.</summary>
internal sealed class DerivedFormulas(SymbolTable symbols, SizeNames sizes)
{
    public IEnumerable<FormulaLine> Of(DerivedEquations derived)
    {
        foreach (DerivedEquation equation in derived.Equations)
        {
            Formula right = Of(equation.Value);
            Formula.Symbol left = equation.Result is { } result ? symbols.Of(result) : symbols.Of(equation.Name, right.Rank);
            // What all steps share is met at each of them.
            yield return new FormulaLine(left, left is { IsAdjoint: true, Step: null, Mark: "" }, right);
        }
    }

    private Formula Of(Expression expression)
    {
        if (expression is Expression.Name { Value: var value }) return symbols.Of(value);
        var apply = (Expression.Apply)expression;
        Formula[] operands = [.. apply.Operands.Select(Of)];
        return apply.Operation switch
        {
            Operation.Constant { ReciprocalOf: { } shape } => new Formula.Fraction(new Formula.Number(1), Count(shape)),
            Operation.Constant constant => new Formula.Number(constant.Number),
            Operation.Pointwise pointwise => Pointwise(PointwiseTable.Of(pointwise.Function), operands),
            Operation.Select select =>
                new Formula.Cases(OperationText.Symbol(select.Comparison), operands[0], operands[1], operands[2], operands[3]),
            Operation.Broadcast => operands[0],
            Operation.MatMul => Formulas.Product(Filled(operands[0]), Filled(operands[1])),
            Operation.Transpose => Formulas.Transposed(operands[0]),
            Operation.Outer => new Formula.Infix(InfixKind.Outer, Filled(operands[0]), Filled(operands[1])),
            Operation.Concat concat => new Formula.Stack(EquatableArray.Of(operands), concat.Axis == 0),
            Operation.Slice slice =>
                new Formula.Part(operands[0], Extent(slice.Start), Extent(slice.Start + slice.Length), slice.Axis == 1),
            Operation.Pad pad => Pad(pad, operands[0]),
            Operation.Spread spread => new Formula.Call(spread.Axis == 0 ? "rows" : "columns", EquatableArray.Of(operands), 2),
            Operation.Reduce reduce =>
                new Formula.Call(OperationText.NameOf(reduce), EquatableArray.Of(operands), reduce.Axis is null ? 0 : 1),
            Operation.FirstMaximum first => new Formula.Call(OperationText.NameOf(first), EquatableArray.Of(operands), operands[0].Rank),
            Operation.CumulativeSum sum =>
                new Formula.Call(sum.FromEnd ? "cumsumfromend" : "cumsum", EquatableArray.Of(operands), 1),
            Operation.Diagonal => new Formula.Call("diag", EquatableArray.Of(operands), 2),
            Operation.DiagonalOf => new Formula.Call("diagonal", EquatableArray.Of(operands), 1),
            Operation.Softmax => new Formula.Call("softmax", EquatableArray.Of(operands), operands[0].Rank),
            _ => throw new InvalidOperationException($"There is no formula for {apply.Operation.GetType().Name}."),
        };
    }

    /// <summary>Products are of vectors and matrices: a number among their operands is a repeated one.</summary>
    private static Formula Filled(Formula operand) => operand is Formula.Number number ? new Formula.Filled(number.Value) : operand;

    private static Formula Pointwise(PointwiseRow row, Formula[] operands)
    {
        if (row.Precedence == Precedence.Primary)
            return new Formula.Call(row.Spelling, EquatableArray.Of(operands), operands.Max(operand => operand.Rank));
        return row.Arity == 1
            ? new Formula.Negate(operands[0])
            : operands.Skip(1).Aggregate(operands[0], (left, right) => Formulas.Infix(row.Spelling, left, right));
    }

    /// <summary>Zeros around a part.</summary>
    private Formula.Call Pad(Operation.Pad pad, Formula part) =>
        new("pad", EquatableArray.Of(part, Extent(pad.Start), Extent(pad.Total)), part.Rank);

    private Formula Count(Shape shape) => shape.IsMatrix
        ? new Formula.Infix(InfixKind.Times, Extent(shape.Rows), Extent(shape.Columns))
        : Extent(shape.Rows);

    private Formula Extent(int extent)
    {
        EquatableArray<SizeTerm> terms = sizes.Sum(extent);
        return terms.Count == 0
            ? new Formula.Number(extent)
            : terms.Select(Term).Aggregate((left, right) => Formulas.Infix("+", left, right));
    }

    private static Formula Term(SizeTerm term) => term.Times == 1
        ? new Formula.Word(term.Name)
        : new Formula.Infix(InfixKind.Times, new Formula.Number(term.Times), new Formula.Word(term.Name));
}

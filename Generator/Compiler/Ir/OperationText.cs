using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>A piece of mathematics as text and how tightly it binds.</summary>
public readonly record struct Spelling(string Text, Precedence Precedence)
{
    /// <summary>The text, in brackets where it binds less tightly than <paramref name="least"/>.</summary>
    public string AtLeast(Precedence least) => Precedence >= least ? Text : $"({Text})";
}

/// <summary>How each operation is written, in the cell language where it has a spelling there.</summary>
public static class OperationText
{
    private static readonly Dictionary<Type, Func<Operation, IReadOnlyList<Spelling>, Spelling>> Rows = new()
    {
        [typeof(Operation.Constant)] = (op, _) => Constant(((Operation.Constant)op).Number),
        [typeof(Operation.Pointwise)] = (op, operands) => Pointwise(PointwiseTable.Of(((Operation.Pointwise)op).Function), operands),
        [typeof(Operation.Select)] = (op, operands) => Call(
            "where",
            [operands[0].AtLeast(Precedence.Sum) + $" {Symbol(((Operation.Select)op).Comparison)} " + operands[1].AtLeast(Precedence.Sum),
                operands[2].Text, operands[3].Text]),
        [typeof(Operation.Broadcast)] = (op, operands) =>
            Call("broadcast", [operands[0].Text, ((Operation.Broadcast)op).Target.ToString()]),
        [typeof(Operation.Spread)] = (op, operands) => Call(((Operation.Spread)op).Axis == 0 ? "rows" : "columns", operands),
        [typeof(Operation.MatMul)] = (_, operands) =>
            new($"{operands[0].AtLeast(Precedence.MatMul)} @ {operands[1].AtLeast(Precedence.Primary)}", Precedence.MatMul),
        [typeof(Operation.Transpose)] = (_, operands) => Call("transpose", operands),
        [typeof(Operation.Outer)] = (_, operands) => Call("outer", operands),
        [typeof(Operation.Concat)] = (op, operands) => Concat(((Operation.Concat)op).Axis == 0 ? "; " : " | ", operands),
        [typeof(Operation.Slice)] = (op, operands) => Slice((Operation.Slice)op, operands[0], SizeNames.None),
        [typeof(Operation.Pad)] = (op, operands) => Pad((Operation.Pad)op, operands[0], SizeNames.None),
        [typeof(Operation.Reduce)] = (op, operands) => Call(NameOf((Operation.Reduce)op), operands),
        [typeof(Operation.FirstMaximum)] = (op, operands) => Call(NameOf((Operation.FirstMaximum)op), operands),
        [typeof(Operation.Diagonal)] = (_, operands) => Call("diag", operands),
        [typeof(Operation.DiagonalOf)] = (_, operands) => Call("diagonal", operands),
        [typeof(Operation.CumulativeSum)] = (op, operands) =>
            Call(((Operation.CumulativeSum)op).FromEnd ? "cumsumfromend" : "cumsum", operands),
        [typeof(Operation.Softmax)] = (_, operands) => Call("softmax", operands),
    };

    public static IReadOnlyCollection<Type> Kinds => Rows.Keys;

    public static Spelling Of(Operation operation, IReadOnlyList<Spelling> operands) => Rows[operation.GetType()](operation, operands);

    /// <summary>The same with extents as the definition names them.</summary>
    public static Spelling Of(Operation operation, IReadOnlyList<Spelling> operands, SizeNames sizes) => operation switch
    {
        Operation.Constant { ReciprocalOf: { } shape } => new(sizes.ReciprocalOf(shape), Precedence.Product),
        Operation.Slice slice => Slice(slice, operands[0], sizes),
        Operation.Pad pad => Pad(pad, operands[0], sizes),
        _ => Of(operation, operands),
    };

    /// <summary>The function that a reduction is called by.</summary>
    public static string NameOf(Operation.Reduce reduce)
    {
        bool isSum = reduce.Reduction == Reduction.Sum;
        return reduce.Axis switch
        {
            null => isSum ? "sum" : "max",
            0 => isSum ? "columnsums" : "columnmax",
            _ => isSum ? "rowsums" : "rowmax",
        };
    }

    /// <summary>What formulas call the mark of the first largest element.</summary>
    public static string NameOf(Operation.FirstMaximum first) => first.OfEachRow ? "rowfirstmax" : "firstmax";

    public static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.Greater => ">",
        Comparison.LessOrEqual => "<=",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Equal => "==",
        Comparison.NotEqual => "!=",
        _ => throw new InvalidIrException($"Unknown comparison {comparison}."),
    };

    private static Spelling Constant(double number) => new(NumberText.Of(number), number < 0 ? Precedence.Unary : Precedence.Primary);

    private static Spelling Call(string name, IEnumerable<Spelling> operands) => Call(name, operands.Select(operand => operand.Text));

    private static Spelling Call(string name, IEnumerable<string> operands) =>
        new($"{name}({string.Join(", ", operands)})", Precedence.Primary);

    private static Spelling Concat(string separator, IEnumerable<Spelling> parts) =>
        new($"[{string.Join(separator, parts.Select(part => part.Text))}]", Precedence.Primary);

    private static Spelling Pointwise(PointwiseRow row, IReadOnlyList<Spelling> operands)
    {
        if (row.Precedence == Precedence.Primary) return Call(row.Spelling, operands);
        if (row.Arity == 1) return new(row.Spelling + operands[0].AtLeast(row.Precedence), row.Precedence);
        // Left associative: the right operand must bind more tightly. a + (b + c) keeps its brackets too: it rounds otherwise.
        return new($"{operands[0].AtLeast(row.Precedence)} {row.Spelling} {operands[1].AtLeast(row.Precedence + 1)}", row.Precedence);
    }

    private static Spelling Slice(Operation.Slice slice, Spelling whole, SizeNames sizes)
    {
        string range = $"[{(slice.Axis == 1 ? ":, " : "")}{sizes[slice.Start]}..{sizes[slice.Start + slice.Length]}]";
        return new(whole.AtLeast(Precedence.Primary) + range, Precedence.Primary);
    }

    private static Spelling Pad(Operation.Pad pad, Spelling part, SizeNames sizes) =>
        new($"pad({part.Text}, {(pad.Axis == 1 ? ":, " : "")}{sizes[pad.Start]}.. of {sizes[pad.Total]})", Precedence.Primary);
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// The one table of shape rules: what an operation gives for operands of some shapes, or an exception that says why it cannot take
/// them.
/// </summary>
public static class OperationShapes
{
    private static readonly Dictionary<Type, Func<Operation, IReadOnlyList<Shape>, Shape>> Rules = new()
    {
        [typeof(Operation.Constant)] = (_, operands) => { Count(operands, 0); return Shape.Scalar; },
        [typeof(Operation.Pointwise)] = (op, operands) =>
            Equal(operands, PointwiseTable.Of(((Operation.Pointwise)op).Function).Arity),
        [typeof(Operation.Select)] = (_, operands) => Equal(operands, 4),
        [typeof(Operation.Broadcast)] = (op, operands) => Broadcast((Operation.Broadcast)op, operands),
        [typeof(Operation.Spread)] = (op, operands) => Spread((Operation.Spread)op, operands),
        [typeof(Operation.MatMul)] = (_, operands) => MatMul(operands),
        [typeof(Operation.Transpose)] = (_, operands) => Transpose(operands),
        [typeof(Operation.Outer)] = (_, operands) => Outer(operands),
        [typeof(Operation.Concat)] = (op, operands) => Concat((Operation.Concat)op, operands),
        [typeof(Operation.Slice)] = (op, operands) => Slice((Operation.Slice)op, operands),
        [typeof(Operation.Pad)] = (op, operands) => Pad((Operation.Pad)op, operands),
        [typeof(Operation.Reduce)] = (op, operands) => Reduce((Operation.Reduce)op, operands),
        [typeof(Operation.FirstMaximum)] = (op, operands) => FirstMaximum((Operation.FirstMaximum)op, operands),
        [typeof(Operation.Diagonal)] = (_, operands) => Diagonal(operands),
        [typeof(Operation.DiagonalOf)] = (_, operands) => DiagonalOf(operands),
        [typeof(Operation.CumulativeSum)] = (_, operands) => Vector(operands),
        [typeof(Operation.Softmax)] = (_, operands) => Vector(operands),
    };

    public static IReadOnlyCollection<Type> Kinds => Rules.Keys;

    public static Shape Infer(Operation operation, IReadOnlyList<Shape> operands)
    {
        if (!Rules.TryGetValue(operation.GetType(), out var rule)) throw new InvalidIrException($"No shape rule for {operation}.");
        try
        {
            return rule(operation, operands);
        }
        catch (InvalidIrException wrong)
        {
            throw new InvalidIrException($"{operation} of ({string.Join(", ", operands)}): expected {wrong.Message}.");
        }
    }

    /// <summary>The extent of a shape along an axis.</summary>
    public static int Extent(this Shape shape, int axis) => axis == 0 ? shape.Rows : shape.Columns;

    /// <summary>The same shape with another extent along one axis.</summary>
    public static Shape WithExtent(this Shape shape, int axis, int extent) => shape.Rank switch
    {
        1 when axis == 0 => Shape.Vector(extent),
        2 when axis == 0 => Shape.Matrix(extent, shape.Columns),
        2 when axis == 1 => Shape.Matrix(shape.Rows, extent),
        _ => throw new InvalidIrException($"an axis of {shape}, not {axis}"),
    };

    private static void Check(bool holds, string expected)
    {
        if (!holds) throw new InvalidIrException(expected);
    }

    private static void Count(IReadOnlyList<Shape> operands, int count) => Check(operands.Count == count, $"{count} operands");

    private static void CheckAxis(Shape shape, int axis) => Check(axis >= 0 && axis < shape.Rank, $"an axis of {shape}");

    private static Shape Equal(IReadOnlyList<Shape> operands, int count)
    {
        Count(operands, count);
        Check(operands.All(shape => shape == operands[0]), "equal shapes");
        return operands[0];
    }

    private static Shape Vector(IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsVector, "a vector");
        return operands[0];
    }

    private static Shape Broadcast(Operation.Broadcast broadcast, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsScalar, "a scalar");
        return broadcast.Target;
    }

    private static Shape Spread(Operation.Spread spread, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsVector, "a vector");
        Check(spread.Axis is 0 or 1 && spread.Extent > 0, "an axis of a matrix");
        int length = operands[0].Rows;
        return spread.Axis == 0 ? Shape.Matrix(spread.Extent, length) : Shape.Matrix(length, spread.Extent);
    }

    private static Shape Reduce(Operation.Reduce reduce, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        if (reduce.Axis is not { } axis) return Shape.Scalar;
        Check(operands[0].IsMatrix, "a matrix");
        CheckAxis(operands[0], axis);
        return Shape.Vector(operands[0].Extent(1 - axis));
    }

    private static Shape FirstMaximum(Operation.FirstMaximum first, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(!first.OfEachRow || operands[0].IsMatrix, "a matrix");
        return operands[0];
    }

    private static Shape Diagonal(IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsVector, "a vector");
        return Shape.Matrix(operands[0].Rows, operands[0].Rows);
    }

    private static Shape DiagonalOf(IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsMatrix && operands[0].Rows == operands[0].Columns, "a square matrix");
        return Shape.Vector(operands[0].Rows);
    }

    private static Shape MatMul(IReadOnlyList<Shape> operands)
    {
        Count(operands, 2);
        Shape left = operands[0], right = operands[1];
        Check(!left.IsScalar && !right.IsScalar, "vectors or matrices");
        int inner = left.IsMatrix ? left.Columns : left.Rows;
        Check(inner == right.Rows, "equal inner extents");
        if (left.IsMatrix) return right.IsMatrix ? Shape.Matrix(left.Rows, right.Columns) : Shape.Vector(left.Rows);
        return right.IsMatrix ? Shape.Vector(right.Columns) : Shape.Scalar;
    }

    private static Shape Transpose(IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        Check(operands[0].IsMatrix, "a matrix");
        return Shape.Matrix(operands[0].Columns, operands[0].Rows);
    }

    private static Shape Outer(IReadOnlyList<Shape> operands)
    {
        Count(operands, 2);
        Check(operands[0].IsVector && operands[1].IsVector, "two vectors");
        return Shape.Matrix(operands[0].Rows, operands[1].Rows);
    }

    private static Shape Concat(Operation.Concat concat, IReadOnlyList<Shape> operands)
    {
        Check(operands.Count > 0, "at least one operand");
        CheckAxis(operands[0], concat.Axis);
        Check(operands.All(shape => shape.Rank == operands[0].Rank), "equal ranks");
        Shape result = operands[0].WithExtent(concat.Axis, operands.Sum(shape => shape.Extent(concat.Axis)));
        Shape one = result.WithExtent(concat.Axis, 1);
        Check(operands.All(shape => shape.WithExtent(concat.Axis, 1) == one), "equal extents along the other axis");
        return result;
    }

    private static Shape Slice(Operation.Slice slice, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        CheckAxis(operands[0], slice.Axis);
        int end = slice.Start + slice.Length;
        Check(slice.Start >= 0 && slice.Length > 0 && end <= operands[0].Extent(slice.Axis), "a range inside the operand");
        return operands[0].WithExtent(slice.Axis, slice.Length);
    }

    private static Shape Pad(Operation.Pad pad, IReadOnlyList<Shape> operands)
    {
        Count(operands, 1);
        CheckAxis(operands[0], pad.Axis);
        Check(pad.Start >= 0 && pad.Start + operands[0].Extent(pad.Axis) <= pad.Total, "the operand to fit");
        return operands[0].WithExtent(pad.Axis, pad.Total);
    }
}

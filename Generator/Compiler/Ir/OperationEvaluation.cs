using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>A shape and its elements, row-major.</summary>
public readonly record struct Tensor(Shape Shape, double[] Elements)
{
    public double this[int index] => Elements[index];

    public double this[int row, int column] => Elements[row * Shape.Columns + column];
}

/// <summary>What each operation computes, in double precision and as plainly as its definition reads.</summary>
public static class OperationEvaluation
{
    private static readonly Dictionary<Type, Func<Operation, Tensor[], Shape, double[]>> Rows = new()
    {
        [typeof(Operation.Constant)] = (op, _, _) => [((Operation.Constant)op).Number],
        [typeof(Operation.Pointwise)] = (op, operands, _) => Pointwise(PointwiseTable.Of(((Operation.Pointwise)op).Function), operands),
        [typeof(Operation.Select)] = (op, operands, shape) => Each(shape, i =>
            ScalarMath.Compare(((Operation.Select)op).Comparison, operands[0][i], operands[1][i]) ? operands[2][i] : operands[3][i]),
        [typeof(Operation.Broadcast)] = (_, operands, shape) => Broadcast(operands[0][0], shape),
        [typeof(Operation.Spread)] = (op, operands, shape) => Spread(((Operation.Spread)op).Axis, operands[0].Elements, shape),
        [typeof(Operation.MatMul)] = (_, operands, _) => MatMul(operands[0], operands[1]),
        [typeof(Operation.Transpose)] = (_, operands, shape) => Each(shape, (i, j) => operands[0][j, i]),
        [typeof(Operation.Outer)] = (_, operands, shape) => Outer(operands[0].Elements, operands[1].Elements, shape),
        [typeof(Operation.Concat)] = (op, operands, shape) => Concat(((Operation.Concat)op).Axis, operands, shape),
        [typeof(Operation.Slice)] = (op, operands, shape) => Slice((Operation.Slice)op, operands[0], shape),
        [typeof(Operation.Pad)] = (op, operands, shape) => Pad((Operation.Pad)op, operands[0], shape),
        [typeof(Operation.Reduce)] = (op, operands, shape) => Reduce((Operation.Reduce)op, operands[0], shape),
        [typeof(Operation.FirstMaximum)] = (op, operands, _) => FirstMaximum((Operation.FirstMaximum)op, operands[0]),
        [typeof(Operation.Diagonal)] = (_, operands, shape) => Each(shape, (i, j) => i == j ? operands[0][i] : 0),
        [typeof(Operation.DiagonalOf)] = (_, operands, shape) => Each(shape, i => operands[0][i, i]),
        [typeof(Operation.CumulativeSum)] = (op, operands, _) => CumulativeSum((Operation.CumulativeSum)op, operands[0].Elements),
        [typeof(Operation.Softmax)] = (_, operands, shape) => Softmax(operands[0], shape),
    };

    public static IReadOnlyCollection<Type> Kinds => Rows.Keys;

    public static double[] Of(Operation operation, Tensor[] operands, Shape shape) => Rows[operation.GetType()](operation, operands, shape);

    private static double[] Each(Shape shape, Func<int, double> element)
    {
        var result = new double[shape.Length];
        for (int i = 0; i < result.Length; i++) result[i] = element(i);
        return result;
    }

    private static double[] Each(Shape shape, Func<int, int, double> element)
    {
        var result = new double[shape.Length];
        for (int i = 0, index = 0; index < result.Length; i++)
            for (int j = 0; j < shape.Columns; j++) result[index++] = element(i, j);
        return result;
    }

    // The most frequent operations have loops of their own: tests evaluate them some billion times.

    private static double[] Pointwise(PointwiseRow row, Tensor[] operands)
    {
        double[] first = operands[0].Elements, last = operands[operands.Length - 1].Elements;
        Func<double, double, double> evaluate = row.Evaluate;
        var result = new double[first.Length];
        for (int i = 0; i < result.Length; i++) result[i] = evaluate(first[i], last[i]);
        return result;
    }

    private static double[] Broadcast(double element, Shape shape)
    {
        var result = new double[shape.Length];
        for (int i = 0; i < result.Length; i++) result[i] = element;
        return result;
    }

    private static double[] Spread(int axis, double[] vector, Shape shape)
    {
        var result = new double[shape.Length];
        int columns = shape.Columns;
        for (int i = 0, index = 0; index < result.Length; i++)
            for (int j = 0; j < columns; j++) result[index++] = vector[axis == 0 ? j : i];
        return result;
    }

    private static double[] Outer(double[] left, double[] right, Shape shape)
    {
        var result = new double[shape.Length];
        int columns = shape.Columns;
        for (int i = 0, index = 0; index < result.Length; i++)
            for (int j = 0; j < columns; j++) result[index++] = left[i] * right[j];
        return result;
    }

    private static double[] MatMul(Tensor left, Tensor right)
    {
        // A vector on the left is a row, one on the right a column; [n] has n rows and one column in either case.
        int rows = left.Shape.IsMatrix ? left.Shape.Rows : 1;
        int inner = right.Shape.Rows;
        int columns = right.Shape.Columns;
        double[] first = left.Elements, second = right.Elements;
        var result = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++) sum += first[i * inner + k] * second[k * columns + j];
                result[i * columns + j] = sum;
            }
        }
        return result;
    }

    private static double[] Concat(int axis, Tensor[] parts, Shape shape)
    {
        var result = new double[shape.Length];
        int start = 0;
        foreach (Tensor part in parts)
        {
            CopyInto(part, result, shape, axis, start);
            start += part.Shape.Extent(axis);
        }
        return result;
    }

    private static double[] Slice(Operation.Slice slice, Tensor whole, Shape shape)
    {
        var result = new double[shape.Length];
        int row = slice.Axis == 0 ? slice.Start : 0, column = slice.Axis == 0 ? 0 : slice.Start, columns = shape.Columns;
        for (int i = 0; i < shape.Rows; i++)
            Array.Copy(whole.Elements, (i + row) * whole.Shape.Columns + column, result, i * columns, columns);
        return result;
    }

    private static double[] Pad(Operation.Pad pad, Tensor part, Shape shape)
    {
        var result = new double[shape.Length];
        CopyInto(part, result, shape, pad.Axis, pad.Start);
        return result;
    }

    private static void CopyInto(Tensor part, double[] target, Shape shape, int axis, int start)
    {
        int rowOffset = axis == 0 ? start : 0, columnOffset = axis == 1 ? start : 0;
        int columns = part.Shape.Columns;
        for (int i = 0; i < part.Shape.Rows; i++)
            Array.Copy(part.Elements, i * columns, target, (i + rowOffset) * shape.Columns + columnOffset, columns);
    }

    private static double[] Reduce(Operation.Reduce reduce, Tensor operand, Shape shape)
    {
        double[] elements = operand.Elements;
        int rows = operand.Shape.Rows, columns = operand.Shape.Columns;
        return reduce.Axis switch
        {
            null => [Reduce(reduce.Reduction, elements, 0, 1, elements.Length)],
            0 => Each(shape, j => Reduce(reduce.Reduction, elements, j, columns, rows)),
            _ => Each(shape, i => Reduce(reduce.Reduction, elements, i * columns, 1, columns)),
        };
    }

    private static IEnumerable<double> Row(Tensor matrix, int row) =>
        matrix.Elements.Skip(row * matrix.Shape.Columns).Take(matrix.Shape.Columns);

    /// <param name="step">From element to element.</param>
    private static double Reduce(Reduction reduction, double[] elements, int first, int step, int count)
    {
        // From the first element on: the sum of one number is that number, a negative zero included.
        double result = elements[first];
        switch (reduction)
        {
            case Reduction.Sum:
                for (int i = 1; i < count; i++) result += elements[first + i * step];
                return result;
            case Reduction.Maximum:
                for (int i = 1; i < count; i++) result = ScalarMath.Maximum(result, elements[first + i * step]);
                return result;
            default: throw new InvalidIrException($"Unknown reduction {reduction}.");
        }
    }

    private static double[] FirstMaximum(Operation.FirstMaximum first, Tensor operand) => first.OfEachRow
        ? [.. Enumerable.Range(0, operand.Shape.Rows).SelectMany(row => FirstMaximum([.. Row(operand, row)]))]
        : FirstMaximum(operand.Elements);

    private static double[] FirstMaximum(double[] elements)
    {
        double maximum = Reduce(Reduction.Maximum, elements, 0, 1, elements.Length);
        // The first NaN is the maximum where there is one; +0 and -0 tie.
        int first = Array.FindIndex(elements, element => element == maximum || (double.IsNaN(element) && double.IsNaN(maximum)));
        return [.. elements.Select((_, i) => i == first ? 1.0 : 0)];
    }

    private static double[] CumulativeSum(Operation.CumulativeSum operation, double[] elements)
    {
        var result = new double[elements.Length];
        double sum = 0;
        for (int i = 0; i < result.Length; i++)
        {
            int at = operation.FromEnd ? result.Length - 1 - i : i;
            result[at] = sum += elements[at];
        }
        return result;
    }

    private static double[] Softmax(Tensor logits, Shape shape)
    {
        double maximum = Reduce(Reduction.Maximum, logits.Elements, 0, 1, logits.Elements.Length);
        double[] exponentials = Each(shape, i => Math.Exp(logits[i] - maximum));
        double sum = exponentials.Aggregate(0.0, (total, element) => total + element);
        return Each(shape, i => exponentials[i] / sum);
    }
}

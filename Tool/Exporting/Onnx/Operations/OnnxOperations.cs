using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using Shape = RnnGen.Compiler.Shapes.Shape;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>
/// How each operation of a step is written in operators of the standard; one row an operation. Axes are counted from the last one, so that
/// a
/// row holds whatever stands before.
/// </summary>
internal static class OnnxOperations
{
    private delegate Term Row(OperationWriter writer, Operation operation, Term[] operands, Shape shape);

    private static readonly Dictionary<Type, Row> s_rows = new()
    {
        [typeof(Operation.Constant)] = (w, op, _, shape) => new Term(w.Number(((Operation.Constant)op).Number), shape, 0),
        [typeof(Operation.Pointwise)] = (w, op, operands, shape) => w.Pointwise(((Operation.Pointwise)op).Function, operands, shape),
        [typeof(Operation.Select)] = Select,
        [typeof(Operation.Broadcast)] = Broadcast,
        [typeof(Operation.Spread)] = Spread,
        [typeof(Operation.MatMul)] = (w, _, operands, shape) => OnnxProducts.MatMul(w, w.Full(operands[0]), w.Full(operands[1]), shape),
        [typeof(Operation.Transpose)] = Transpose,
        [typeof(Operation.Outer)] = Outer,
        [typeof(Operation.Concat)] = Concat,
        [typeof(Operation.Slice)] = Slice,
        [typeof(Operation.Pad)] = Pad,
        [typeof(Operation.Reduce)] = Reduce,
        [typeof(Operation.FirstMaximum)] = FirstMaximum,
        [typeof(Operation.Diagonal)] = (w, _, operands, shape) => OnnxDiagonals.Of(w, w.Full(operands[0]), shape),
        [typeof(Operation.DiagonalOf)] = (w, _, operands, shape) => OnnxDiagonals.From(w, w.Full(operands[0]), shape),
        [typeof(Operation.CumulativeSum)] = CumulativeSum,
        [typeof(Operation.Softmax)] = (w, _, operands, shape) =>
            new Term(w.Last("Softmax", [w.Full(operands[0]).Name], NodeAttributes.Of("axis", -1)), shape, operands[0].Lead),
    };

    public static IReadOnlyCollection<Type> Kinds => s_rows.Keys;

    /// <exception cref="ExportException">There is no row for it.</exception>
    public static Term Write(OperationWriter writer, Equation equation, Term[] operands) =>
        s_rows.TryGetValue(equation.Operation.GetType(), out Row? row)
            ? row(writer, equation.Operation, operands, equation.Result.Shape)
            : throw writer.Refused($"the operation '{equation.Operation.GetType().Name}'");

    private static Term Select(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        string[] names = [.. operands.Select(operand => operand.Name)];
        string condition = ((Operation.Select)operation).Comparison switch
        {
            Comparison.Less => w.Inner("Less", names[0], names[1]),
            Comparison.Greater => w.Inner("Greater", names[0], names[1]),
            Comparison.LessOrEqual => w.Inner("LessOrEqual", names[0], names[1]),
            Comparison.GreaterOrEqual => w.Inner("GreaterOrEqual", names[0], names[1]),
            Comparison.Equal => w.Inner("Equal", names[0], names[1]),
            Comparison.NotEqual => w.Inner("Not", w.Inner("Equal", names[0], names[1])),
            var other => throw w.Refused($"the comparison '{other}'"),
        };
        return new Term(w.Last("Where", [condition, names[2], names[3]]), shape, Lead(operands), operands.All(one => one.IsSpread));
    }

    private static Term Broadcast(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        if (operands[0].Lead == 0 || shape.Rank == 0) return operands[0] with { Shape = shape, IsSpread = shape.Rank > 0 };
        string name = w.Last("Unsqueeze", [operands[0].Name, w.Integers(Term.Axes(shape))]);
        return new Term(name, shape, operands[0].Lead, IsSpread: true);
    }

    private static Term Transpose(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        int lead = operands[0].Lead;
        IEnumerable<long> order = [.. Enumerable.Range(0, lead).Select(axis => (long)axis), lead + 1, lead];
        return new Term(w.Last("Transpose", [w.Full(operands[0]).Name], NodeAttributes.Of("perm", order)), shape, lead);
    }

    private static Term Outer(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        string column = w.Inner("Unsqueeze", w.Full(operands[0]).Name, w.Integers(-1));
        string row = w.Inner("Unsqueeze", w.Full(operands[1]).Name, w.Integers(-2));
        return new Term(w.Last("Mul", [column, row]), shape, Lead(operands));
    }

    private static Term Concat(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        int lead = Lead(operands);
        IEnumerable<string> parts = operands.Select(operand => w.WithLead(operand, lead).Name);
        return new Term(w.Last("Concat", parts, NodeAttributes.Of("axis", ((Operation.Concat)operation).Axis - shape.Rank)), shape, lead);
    }

    private static Term Slice(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        var slice = (Operation.Slice)operation;
        if (operands[0].IsSpread) return operands[0] with { Shape = shape };
        string[] bounds = [w.Integers(slice.Start), w.Integers(slice.Start + slice.Length), w.Integers(slice.Axis - shape.Rank)];
        return new Term(w.Last("Slice", [operands[0].Name, .. bounds]), shape, operands[0].Lead);
    }

    private static Term Pad(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        var pad = (Operation.Pad)operation;
        int lead = operands[0].Lead, rank = lead + shape.Rank, axis = lead + pad.Axis;
        var pads = new long[2 * rank];
        pads[axis] = pad.Start;
        pads[rank + axis] = pad.Total - pad.Start - operands[0].Shape.Extent(pad.Axis);
        return new Term(w.Last("Pad", [w.Full(operands[0]).Name, w.Integers(pads)]), shape, lead);
    }

    /// <summary>Over all axes of the value, or one of a matrix; of a scalar it is the scalar.</summary>
    private static Term Reduce(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        var reduce = (Operation.Reduce)operation;
        Term operand = w.Full(operands[0]);
        long[] axes = reduce.Axis is { } axis ? [axis - 2] : Term.Axes(operand.Shape);
        if (axes.Length == 0) return operand;
        string name = reduce.Reduction switch
        {
            Reduction.Sum => w.Last("ReduceSum", [operand.Name, w.Integers(axes)], NodeAttributes.Of("keepdims", 0)),
            Reduction.Maximum => w.Last("ReduceMax", [operand.Name], NodeAttributes.Of("axes", axes), NodeAttributes.Of("keepdims", 0)),
            var other => throw w.Refused($"the reduction '{other}'"),
        };
        return new Term(name, shape, operand.Lead);
    }

    /// <summary>Rows that are all the vector, or columns.</summary>
    private static Term Spread(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        var spread = (Operation.Spread)operation;
        Term operand = w.Full(operands[0]);
        string one = w.Inner("Unsqueeze", operand.Name, w.Integers(spread.Axis - 2));
        IReadOnlyList<long> extents = [.. Enumerable.Repeat(1L, operand.Lead), .. Term.Extents(shape)];
        return new Term(w.Last("Expand", [one, w.Integers(extents)]), shape, operand.Lead);
    }

    private static Term CumulativeSum(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        long isReversed = ((Operation.CumulativeSum)operation).FromEnd ? 1 : 0;
        Term operand = w.Full(operands[0]);
        return new Term(
            w.Last("CumSum", [operand.Name, w.Integer(-1)], NodeAttributes.Of("reverse", isReversed)), shape, operand.Lead);
    }

    /// <summary>
    /// 1 where the first largest is, of all elements in one axis or of each row: the numbers of the elements are compared with its.
    /// </summary>
    private static Term FirstMaximum(OperationWriter w, Operation operation, Term[] operands, Shape shape)
    {
        Term operand = w.Full(operands[0]);
        if (shape.Rank == 0) return new Term(w.Number(1), shape, 0);
        bool isFlat = shape.Rank == 2 && !((Operation.FirstMaximum)operation).OfEachRow;
        long[] before = [.. Enumerable.Repeat(0L, operand.Lead)];
        string rows = isFlat ? w.Inner("Reshape", operand.Name, w.Integers([.. before, shape.Length])) : operand.Name;
        string first = w.Inner("ArgMax", [rows], NodeAttributes.Of("axis", -1), NodeAttributes.Of("keepdims", 1));
        long length = isFlat ? shape.Length : shape.Rank == 1 ? shape.Rows : shape.Columns;
        string mark = w.Inner("Equal", w.Inner("Range", w.Integer(0), w.Integer(length), w.Integer(1)), first);
        IEnumerable<Formats.Onnx.OnnxAttribute> type = [NodeAttributes.Of("to", GraphTensors.TypeOf(w.Scope.Element))];
        if (!isFlat) return new Term(w.Last("Cast", [mark], type), shape, operand.Lead);
        string cast = w.Inner("Cast", [mark], type);
        return new Term(w.Last("Reshape", [cast, w.Integers([.. before, .. Term.Extents(shape)])]), shape, operand.Lead);
    }

    private static int Lead(Term[] operands) => operands.Max(operand => operand.Lead);
}

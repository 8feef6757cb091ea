using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Exact rules of transposes, concatenations and paddings.</summary>
internal static class SimplifyParts
{
    public static Value? MatMul(Equation equation, Rewriter r)
    {
        Value left = equation.Operands[0], right = equation.Operands[1];
        // W^T @ x = x @ W, x @ W^T = W @ x
        if (right.Shape.IsVector && r.Definition<Operation.Transpose>(left) is { } transposedLeft)
            return r.Builder.MatMul(right, transposedLeft.Operands[0]);
        if (left.Shape.IsVector && r.Definition<Operation.Transpose>(right) is { } transposedRight)
            return r.Builder.MatMul(transposedRight.Operands[0], left);
        return null;
    }

    public static Value? Transpose(Equation equation, Rewriter r) => r.Definition(equation.Operands[0]) switch
    {
        // W^T^T = W
        { Operation: Operation.Transpose } inner => inner.Operands[0],
        // outer(u, v)^T = outer(v, u)
        { Operation: Operation.Outer } outer => r.Builder.Outer(outer.Operands[1], outer.Operands[0]),
        // rows(v)^T = columns(v)
        { Operation: Operation.Spread spread } inner => r.Builder.Spread(inner.Operands[0], 1 - spread.Axis, spread.Extent),
        // diag(v)^T = diag(v)
        { Operation: Operation.Diagonal } inner => inner.Result,
        _ => null,
    };

    /// <summary>rows(broadcast(s)) = broadcast(s).</summary>
    public static Value? Spread(Equation equation, Rewriter r) =>
        r.Definition<Operation.Broadcast>(equation.Operands[0]) is { } broadcast
            ? r.Builder.Broadcast(broadcast.Operands[0], equation.Result.Shape)
            : null;

    /// <summary>rowsums(W^T) = columnsums(W), and the same of the largest.</summary>
    public static Value? Reduce(Operation.Reduce reduce, Equation equation, Rewriter r) =>
        reduce.Axis is { } axis && r.Definition<Operation.Transpose>(equation.Operands[0]) is { } transpose
            ? r.Builder.Reduce(reduce.Reduction, transpose.Operands[0], 1 - axis)
            : null;

    /// <summary>diagonal(diag(v)) = v, diagonal(W^T) = diagonal(W).</summary>
    public static Value? DiagonalOf(Equation equation, Rewriter r) => r.Definition(equation.Operands[0]) switch
    {
        { Operation: Operation.Diagonal } inner => inner.Operands[0],
        { Operation: Operation.Transpose } inner => r.Builder.DiagonalOf(inner.Operands[0]),
        _ => null,
    };

    public static Value? Concat(int axis, Equation equation, Rewriter r)
    {
        // [a] = a
        if (equation.Operands.Count == 1) return equation.Operands[0];
        // [[a; b]; c] = [a; b; c]
        var parts = new List<Value>();
        foreach (Value part in equation.Operands)
        {
            if (r.Definition(part) is { Operation: Operation.Concat inner } nested && inner.Axis == axis) parts.AddRange(nested.Operands);
            else parts.Add(part);
        }
        bool changed = parts.Count > equation.Operands.Count;
        changed |= JoinNeighbours(axis, parts, r);
        return changed ? r.Builder.Concat(axis, parts.ToArray()) : null;
    }

    /// <summary>Pad of all is nothing; pads along one axis become one; of two axes, rows are padded last.</summary>
    public static Value? Pad(Operation.Pad pad, Equation equation, Rewriter r)
    {
        Value part = equation.Operands[0];
        // pad(x, 0.. of n) = x, where x has n elements
        if (pad.Total == part.Shape.Extent(pad.Axis)) return part;
        if (r.Definition(part) is not { Operation: Operation.Pad inner } definition) return null;
        // pad(pad(x, a..), b..) = pad(x, a + b..)
        if (inner.Axis == pad.Axis) return r.Builder.Pad(definition.Operands[0], pad.Axis, inner.Start + pad.Start, pad.Total);
        // pad(pad(W, a..), :, b..) = pad(pad(W, :, b..), a..)
        return pad.Axis == 1
            ? r.Builder.Pad(r.Builder.Pad(definition.Operands[0], 1, pad.Start, pad.Total), 0, inner.Start, inner.Total)
            : null;
    }

    /// <summary>[x[a..b]; x[b..c]] = x[a..c]; [broadcast(s); broadcast(s)] = broadcast(s).</summary>
    private static bool JoinNeighbours(int axis, List<Value> parts, Rewriter r)
    {
        bool changed = false;
        for (int i = parts.Count - 1; i > 0; i--)
        {
            if (Joined(axis, parts[i - 1], parts[i], r) is not { } joined) continue;
            parts[i - 1] = joined;
            parts.RemoveAt(i);
            changed = true;
        }
        return changed;
    }

    private static Value? Joined(int axis, Value first, Value second, Rewriter r)
    {
        if (Find(first, r) is not { } a || Find(second, r) is not { } b || a.Operands.Single() != b.Operands.Single()) return null;
        return (a.Operation, b.Operation) switch
        {
            (Operation.Slice x, Operation.Slice y) when x.Axis == axis && y.Axis == axis && x.Start + x.Length == y.Start =>
                r.Builder.Slice(a.Operands[0], axis, x.Start, x.Length + y.Length),
            (Operation.Broadcast, Operation.Broadcast) => r.Builder.Broadcast(
                a.Operands[0], first.Shape.WithExtent(axis, first.Shape.Extent(axis) + second.Shape.Extent(axis))),
            _ => null,
        };
    }

    /// <summary>The definition, also of what a rule has just built.</summary>
    private static Equation? Find(Value value, Rewriter r)
    {
        Equation? definition = r.Definition(value) ?? r.Builder.Equations.LastOrDefault(equation => equation.Result == value);
        return definition is { Operation: Operation.Slice or Operation.Broadcast } ? definition : null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>The adjoint of every operation: what <c>y = op(a, b, …)</c> contributes to each operand's adjoint, given <c>dy</c>.</summary>
internal static class OperationAdjoints
{
    private static readonly Dictionary<Type, AdjointRule> Rules = new()
    {
        [typeof(Operation.Constant)] = _ => null,
        [typeof(Operation.Pointwise)] = PointwiseAdjoints.Contribution,
        [typeof(Operation.Select)] = Select,
        [typeof(Operation.Broadcast)] = s => s.Builder.Sum(s.Dy),
        [typeof(Operation.Spread)] = s => s.Builder.Reduce(Reduction.Sum, s.Dy, ((Operation.Spread)s.Equation.Operation).Axis),
        [typeof(Operation.MatMul)] = MatMul,
        [typeof(Operation.Transpose)] = s => s.Builder.Transpose(s.Dy),
        // Y = a b^T: da = dY b, db = dY^T a = a dY
        [typeof(Operation.Outer)] = s =>
            s.Operand == 0 ? s.Builder.MatMul(s.Dy, s.Factor(1)) : s.Builder.MatMul(s.Factor(0), s.Dy),
        [typeof(Operation.Concat)] = Concat,
        [typeof(Operation.Slice)] = Slice,
        [typeof(Operation.Pad)] = Pad,
        [typeof(Operation.Reduce)] = Reduce,
        [typeof(Operation.FirstMaximum)] = _ => null,
        [typeof(Operation.Diagonal)] = s => s.Builder.DiagonalOf(s.Dy),
        [typeof(Operation.DiagonalOf)] = s => s.Builder.Diagonal(s.Dy),
        [typeof(Operation.CumulativeSum)] = s =>
            s.Builder.Add(new Operation.CumulativeSum(!((Operation.CumulativeSum)s.Equation.Operation).FromEnd), [s.Dy]),
        [typeof(Operation.Softmax)] = Softmax,
    };

    public static IReadOnlyCollection<Type> Kinds => Rules.Keys;

    public static Value? Contribution(AdjointScope scope) => Rules[scope.Equation.Operation.GetType()](scope);

    /// <summary>
    /// The compared operands only choose: their adjoint is zero. Each branch gets dy where it was taken, which its guard says.
    /// </summary>
    private static Value? Select(AdjointScope s) => s.Operand < 2 ? null : s.Dy;

    private static Value MatMul(AdjointScope s)
    {
        IrBuilder builder = s.Builder;
        return (s.A.Shape.IsMatrix, s.B.Shape.IsMatrix, s.Operand) switch
        {
            // y = W x: dW = dy x^T, dx = W^T dy = dy W
            (true, false, 0) => builder.Outer(s.Dy, s.Factor(1)),
            (true, false, _) => builder.MatMul(s.Dy, s.Factor(0)),
            // y = x W: dx = W dy, dW = x dy^T
            (false, true, 0) => builder.MatMul(s.Factor(1), s.Dy),
            (false, true, _) => builder.Outer(s.Factor(0), s.Dy),
            // Y = A B: dA = dY B^T, dB = A^T dY
            (true, true, 0) => builder.MatMul(s.Dy, builder.Transpose(s.Factor(1))),
            (true, true, _) => builder.MatMul(builder.Transpose(s.Factor(0)), s.Dy),
            // y = a . b
            (false, false, 0) => s.Multiply(s.Dy, s.Factor(1)),
            (false, false, _) => s.Multiply(s.Dy, s.Factor(0)),
        };
    }

    private static Value Concat(AdjointScope s)
    {
        int axis = ((Operation.Concat)s.Equation.Operation).Axis;
        int start = s.Equation.Operands.Take(s.Operand).Sum(part => part.Shape.Extent(axis));
        return s.Builder.Slice(s.Dy, axis, start, s.Equation.Operands[s.Operand].Shape.Extent(axis));
    }

    private static Value Slice(AdjointScope s)
    {
        var slice = (Operation.Slice)s.Equation.Operation;
        return s.Builder.Pad(s.Dy, slice.Axis, slice.Start, s.A.Shape.Extent(slice.Axis));
    }

    private static Value Pad(AdjointScope s)
    {
        var pad = (Operation.Pad)s.Equation.Operation;
        return s.Builder.Slice(s.Dy, pad.Axis, pad.Start, s.A.Shape.Extent(pad.Axis));
    }

    private static Value Reduce(AdjointScope s)
    {
        var reduce = (Operation.Reduce)s.Equation.Operation;
        return (reduce.Reduction, reduce.Axis) switch
        {
            (Reduction.Sum, null) => s.Builder.Broadcast(s.Dy, s.A.Shape),
            (Reduction.Maximum, null) => s.Multiply(s.Dy, s.Builder.FirstMaximum(s.A)),
            (Reduction.Sum, { } axis) => s.Builder.Spread(s.Dy, axis, s.A.Shape.Extent(axis)),
            (Reduction.Maximum, { } axis) =>
                s.Multiply(s.Builder.Spread(s.Dy, axis, s.A.Shape.Extent(axis)), s.Builder.FirstMaximum(s.A, axis)),
            _ => throw new InvalidIrException($"No adjoint of {s.Equation.Operation}."),
        };
    }

    /// <summary>y = softmax(z): dz = y * (dy - sum(dy * y)).</summary>
    private static Value Softmax(AdjointScope s)
    {
        Value y = s.Factor(-1), mean = s.Builder.Sum(s.Multiply(s.Dy, y));
        return s.Multiply(y, s.Subtract(s.Dy, mean));
    }
}

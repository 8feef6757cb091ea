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
        [typeof(Operation.MatMul)] = MatMul,
        [typeof(Operation.Transpose)] = s => s.Builder.Transpose(s.Dy),
        // Y = a b^T: da = dY b, db = dY^T a = a dY
        [typeof(Operation.Outer)] = s => s.Operand == 0 ? s.Builder.MatMul(s.Dy, s.B) : s.Builder.MatMul(s.A, s.Dy),
        [typeof(Operation.Concat)] = Concat,
        [typeof(Operation.Slice)] = Slice,
        [typeof(Operation.Pad)] = Pad,
        [typeof(Operation.Reduce)] = Reduce,
        [typeof(Operation.FirstMaximum)] = _ => null,
        [typeof(Operation.Softmax)] = Softmax,
    };

    public static IReadOnlyCollection<Type> Kinds => Rules.Keys;

    public static Value? Contribution(AdjointScope scope) => Rules[scope.Equation.Operation.GetType()](scope);

    /// <summary>The compared operands only choose: their adjoint is zero. Each branch gets dy where it was taken.</summary>
    private static Value? Select(AdjointScope s)
    {
        Comparison comparison = ((Operation.Select)s.Equation.Operation).Comparison;
        return s.Operand switch
        {
            2 => s.Where(s.A, comparison, s.B, s.Dy, s.Number(0)),
            3 => s.Where(s.A, comparison, s.B, s.Number(0), s.Dy),
            _ => null,
        };
    }

    private static Value MatMul(AdjointScope s)
    {
        IrBuilder builder = s.Builder;
        return (s.A.Shape.IsMatrix, s.B.Shape.IsMatrix, s.Operand) switch
        {
            // y = W x: dW = dy x^T, dx = W^T dy = dy W
            (true, false, 0) => builder.Outer(s.Dy, s.B),
            (true, false, _) => builder.MatMul(s.Dy, s.A),
            // y = x W: dx = W dy, dW = x dy^T
            (false, true, 0) => builder.MatMul(s.B, s.Dy),
            (false, true, _) => builder.Outer(s.A, s.Dy),
            // Y = A B: dA = dY B^T, dB = A^T dY
            (true, true, 0) => builder.MatMul(s.Dy, builder.Transpose(s.B)),
            (true, true, _) => builder.MatMul(builder.Transpose(s.A), s.Dy),
            // y = a . b
            (false, false, 0) => s.Multiply(s.Dy, s.B),
            (false, false, _) => s.Multiply(s.Dy, s.A),
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

    private static Value Reduce(AdjointScope s) => ((Operation.Reduce)s.Equation.Operation).Reduction switch
    {
        Reduction.Sum => s.Builder.Broadcast(s.Dy, s.A.Shape),
        Reduction.Maximum => s.Multiply(s.Dy, s.Builder.FirstMaximum(s.A)),
        _ => throw new InvalidIrException($"No adjoint of {s.Equation.Operation}."),
    };

    /// <summary>y = softmax(z): dz = y * (dy - sum(dy * y)).</summary>
    private static Value Softmax(AdjointScope s)
    {
        Value mean = s.Builder.Sum(s.Multiply(s.Dy, s.Y));
        return s.Multiply(s.Y, s.Subtract(s.Dy, mean));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// How a guard goes from a result to an operand, one row for each operation: given where <c>dy</c> may differ from zero, where <c>da</c>
/// may. It is also where the operand counts as a factor of the other operands' adjoints.
/// </summary>
internal static class GuardRules
{
    private static readonly Dictionary<Type, Func<GuardScope, Guard>> Rules = new()
    {
        [typeof(Operation.Constant)] = _ => Guard.Always,
        [typeof(Operation.Pointwise)] = Pointwise,
        [typeof(Operation.Select)] = Select,
        [typeof(Operation.Broadcast)] = s => s.Guards.Any(s.Guard, s.Y.Shape),
        [typeof(Operation.Spread)] = s => s.Guards.AnyOf(1 - ((Operation.Spread)s.Equation.Operation).Axis, s.Guard, s.Y.Shape),
        [typeof(Operation.MatMul)] = s => s.Guard.IsWritten ? MatMul(s) : Guard.Always,
        [typeof(Operation.Transpose)] = s => s.Guards.Map(s.Guard, value => s.Builder.Transpose(value)),
        [typeof(Operation.Outer)] = s => s.Guard.IsWritten ? s.Guards.AnyOf(s.Operand, s.Guard, s.Y.Shape) : Guard.Always,
        [typeof(Operation.Concat)] = Concat,
        [typeof(Operation.Slice)] = Slice,
        [typeof(Operation.Pad)] = Pad,
        [typeof(Operation.Reduce)] = Reduce,
        [typeof(Operation.FirstMaximum)] = _ => Guard.Always,
        [typeof(Operation.Diagonal)] = s => s.Guards.MapMask(s.Guard, s.Y.Shape, mask => s.Builder.DiagonalOf(mask)),
        [typeof(Operation.DiagonalOf)] = s => s.Guards.MapMask(s.Guard, s.Y.Shape, mask => s.Builder.Diagonal(mask)),
        [typeof(Operation.CumulativeSum)] = s => s.Guard.IsWritten ? s.Guards.AnyFor(s.Guard, s.Y.Shape, s.Y.Shape) : Guard.Always,
        [typeof(Operation.Softmax)] = s => s.Guard.IsWritten ? s.Guards.AnyFor(s.Guard, s.Y.Shape, s.Y.Shape) : Guard.Always,
    };

    /// <summary>The functions that choose: 0 where this comparison holds, or where it fails, for one operand.</summary>
    private static readonly Dictionary<(PointwiseFunction Function, int Operand), Func<GuardScope, Guard>> Selections = new()
    {
        [(PointwiseFunction.Minimum, 0)] = s => Unless(s, s.B, Comparison.Less, s.A),
        [(PointwiseFunction.Minimum, 1)] = s => Where(s, s.B, Comparison.Less, s.A),
        [(PointwiseFunction.Maximum, 0)] = s => Unless(s, s.B, Comparison.Greater, s.A),
        [(PointwiseFunction.Maximum, 1)] = s => Where(s, s.B, Comparison.Greater, s.A),
        [(PointwiseFunction.Relu, 0)] = s => Unless(s, s.Y, Comparison.LessOrEqual, s.Number(0)),
        [(PointwiseFunction.HardSigmoid, 0)] = s => Unless(
            s, s.Y, Comparison.LessOrEqual, s.Number(0), Unless(s, s.Y, Comparison.GreaterOrEqual, s.Number(1))),
    };

    public static IReadOnlyCollection<Type> Kinds => Rules.Keys;

    /// <summary>Whether what an operation does not take of its operands has the adjoint zero, whatever stands before it.</summary>
    public static bool Chooses(Operation operation) => operation is Operation.Select
        || operation is Operation.Pointwise pointwise && Selections.Keys.Any(selection => selection.Function == pointwise.Function);

    public static Guard Of(GuardScope scope) => Rules[scope.Equation.Operation.GetType()](scope);

    private static Guard Pointwise(GuardScope s) =>
        s.IsSingular && Selections.TryGetValue((((Operation.Pointwise)s.Equation.Operation).Function, s.Operand), out var selection)
            ? selection(s) : s.Guard;

    private static Guard Where(GuardScope s, Value a, Comparison comparison, Value b) =>
        Guard.Of(new Condition(comparison, a, b, IsWritten: false), s.Guard, Guard.Never);

    private static Guard Unless(GuardScope s, Value a, Comparison comparison, Value b, Guard? otherwise = null) =>
        Guard.Of(new Condition(comparison, a, b, IsWritten: false), Guard.Never, otherwise ?? s.Guard);

    private static Guard Select(GuardScope s)
    {
        var condition = new Condition(((Operation.Select)s.Equation.Operation).Comparison, s.A, s.B, IsWritten: true);
        return s.Operand == 2 ? Guard.Of(condition, s.Guard, Guard.Never) : Guard.Of(condition, Guard.Never, s.Guard);
    }

    private static Guard MatMul(GuardScope s)
    {
        Shape own = s.Equation.Operands[s.Operand].Shape;
        Value Ones(Shape shape) => s.Guards.Number(1, shape);
        return (s.A.Shape.IsMatrix, s.B.Shape.IsMatrix, s.Operand) switch
        {
            // y = W x: row i of W belongs to y[i], x to all of y
            (true, false, 0) => s.Guards.Map(s.Guard, value => s.Builder.Outer(value, Ones(Shape.Vector(own.Columns)))),
            // y = x W: column j of W belongs to y[j]
            (false, true, 1) => s.Guards.Map(s.Guard, value => s.Builder.Outer(Ones(Shape.Vector(own.Rows)), value)),
            // Y = A B: row i of A belongs to row i of Y, column j of B to its column j
            (true, true, 0) => s.Guards.Map(
                s.Guards.AnyOf(0, s.Guard, s.Y.Shape), value => s.Builder.Outer(value, Ones(Shape.Vector(own.Columns)))),
            (true, true, _) => s.Guards.Map(
                s.Guards.AnyOf(1, s.Guard, s.Y.Shape), value => s.Builder.Outer(Ones(Shape.Vector(own.Rows)), value)),
            _ => s.Guards.AnyFor(s.Guard, s.Y.Shape, own),
        };
    }

    private static Guard Concat(GuardScope s)
    {
        int axis = ((Operation.Concat)s.Equation.Operation).Axis;
        int start = s.Equation.Operands.Take(s.Operand).Sum(part => part.Shape.Extent(axis));
        int length = s.Equation.Operands[s.Operand].Shape.Extent(axis);
        return s.Guards.Map(s.Guard, value => s.Builder.Slice(value, axis, start, length));
    }

    private static Guard Slice(GuardScope s)
    {
        var slice = (Operation.Slice)s.Equation.Operation;
        return s.Guards.MapMask(
            s.Guard, s.Y.Shape, mask => s.Builder.Pad(mask, slice.Axis, slice.Start, s.A.Shape.Extent(slice.Axis)));
    }

    private static Guard Pad(GuardScope s)
    {
        var pad = (Operation.Pad)s.Equation.Operation;
        return s.Guards.Map(s.Guard, value => s.Builder.Slice(value, pad.Axis, pad.Start, s.A.Shape.Extent(pad.Axis)));
    }

    /// <summary>Of a maximum, the first largest element; of a sum, all.</summary>
    private static Guard Reduce(GuardScope s)
    {
        var reduce = (Operation.Reduce)s.Equation.Operation;
        Guard guard = s.Guards.Map(s.Guard, value => reduce.Axis is { } axis
            ? s.Builder.Spread(value, axis, s.A.Shape.Extent(axis))
            : s.Guards.Repeat(value, s.A.Shape));
        if (reduce.Reduction != Reduction.Maximum || !s.IsSingular) return guard;
        Value first = reduce.Axis is { } along ? s.Builder.FirstMaximum(s.A, along) : s.Builder.FirstMaximum(s.A);
        Value zeros = s.Guards.Number(0, s.A.Shape);
        return Guard.Of(new Condition(Comparison.Greater, first, zeros, IsWritten: false), guard, Guard.Never);
    }
}

/// <summary>
/// What a rule for guards sees: one forward equation, where the adjoint of its result may differ from zero, and the operand.
/// </summary>
/// <param name="IsSingular">Whether the operand may be infinite, or its derivative, where all arguments are finite.</param>
internal sealed record GuardScope(IrBuilder Builder, GuardBuilder Guards, Equation Equation, Guard Guard, int Operand, bool IsSingular)
{
    public Value Y => Equation.Result;

    public Value A => Equation.Operands[0];

    public Value B => Equation.Operands[1];

    /// <summary>A number for each element of the result.</summary>
    public Value Number(double number) => Guards.Number(number, Y.Shape);
}

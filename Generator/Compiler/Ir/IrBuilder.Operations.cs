using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <content>One method an operation; an operation that would change nothing gives its operand.</content>
public sealed partial class IrBuilder
{
    public Value Constant(double number, string? name = null) => Add(new Operation.Constant(number), [], name);

    /// <summary>A constant of any shape: <c>broadcast(number)</c>.</summary>
    public Value Constant(double number, Shape shape) => Broadcast(Constant(number), shape);

    /// <summary>A pointwise function; scalars meet a vector or matrix by broadcast, as in the cell language.</summary>
    public Value Apply(PointwiseFunction function, Value operand, string? name = null) =>
        Add(new Operation.Pointwise(function), [operand], name);

    /// <inheritdoc cref="Apply(PointwiseFunction, Value, string?)"/>
    public Value Apply(PointwiseFunction function, Value left, Value right, string? name = null) =>
        Add(new Operation.Pointwise(function), Agree(left, right), name);

    /// <summary><c>where(left comparison right, then, otherwise)</c>, with scalars broadcast.</summary>
    public Value Select(Comparison comparison, Value left, Value right, Value then, Value otherwise, string? name = null) =>
        Add(new Operation.Select(comparison), Agree(left, right, then, otherwise), name);

    public Value Broadcast(Value scalar, Shape target, string? name = null) =>
        scalar.Shape == target && name is null ? scalar : Add(new Operation.Broadcast(target), [scalar], name);

    public Value Spread(Value vector, int axis, int extent) => Add(new Operation.Spread(axis, extent), [vector]);

    public Value MatMul(Value left, Value right, string? name = null) => Add(new Operation.MatMul(), [left, right], name);

    public Value Transpose(Value matrix, string? name = null) => Add(new Operation.Transpose(), [matrix], name);

    public Value Outer(Value left, Value right, string? name = null) => Add(new Operation.Outer(), [left, right], name);

    /// <summary>Scalars among the operands of a vector's concatenation count as vectors of one element.</summary>
    public Value Concat(int axis, Value[] parts, string? name = null)
    {
        if (parts.Length == 1 && !parts[0].Shape.IsScalar && name is null) return parts[0];
        Value[] vectors = parts.Select(part => part.Shape.IsScalar ? Broadcast(part, Shape.Vector(1)) : part).ToArray();
        return Add(new Operation.Concat(axis), vectors, name);
    }

    public Value Slice(Value whole, int axis, int start, int length, string? name = null) =>
        start == 0 && length == whole.Shape.Extent(axis) && name is null
            ? whole
            : Add(new Operation.Slice(axis, start, length), [whole], name);

    public Value Pad(Value part, int axis, int start, int total, string? name = null) =>
        start == 0 && total == part.Shape.Extent(axis) && name is null
            ? part
            : Add(new Operation.Pad(axis, start, total), [part], name);

    public Value Sum(Value operand, string? name = null) => Reduce(Reduction.Sum, operand, name);

    public Value Maximum(Value operand, string? name = null) => Reduce(Reduction.Maximum, operand, name);

    public Value Reduce(Reduction reduction, Value operand, string? name = null) =>
        operand.Shape.IsScalar && name is null ? operand : Add(new Operation.Reduce(reduction), [operand], name);

    /// <summary>Along one axis of a matrix, which the result has not.</summary>
    public Value Reduce(Reduction reduction, Value matrix, int axis) => Add(new Operation.Reduce(reduction, axis), [matrix]);

    public Value FirstMaximum(Value operand, string? name = null) => Add(new Operation.FirstMaximum(), [operand], name);

    /// <summary>1 at the first largest element along an axis of a matrix.</summary>
    public Value FirstMaximum(Value matrix, int axis) => axis == 1
        ? Add(new Operation.FirstMaximum(OfEachRow: true), [matrix])
        : Transpose(FirstMaximum(Transpose(matrix), axis: 1));

    public Value Diagonal(Value vector) => Add(new Operation.Diagonal(), [vector]);

    public Value DiagonalOf(Value matrix) => Add(new Operation.DiagonalOf(), [matrix]);

    public Value Softmax(Value logits, string? name = null) => Add(new Operation.Softmax(), [logits], name);

    private Value[] Agree(params Value[] operands)
    {
        Shape shape = operands.Select(operand => operand.Shape).FirstOrDefault(candidate => !candidate.IsScalar);
        // default(Shape) is that of scalars in rank, and no operand needs a broadcast then.
        if (shape.IsScalar) return operands;
        return operands.Select(operand => operand.Shape.IsScalar ? Broadcast(operand, shape) : operand).ToArray();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Autodiff;

/// <summary>Writes guards into equations, and takes them from one shape to another.</summary>
internal sealed class GuardBuilder
{
    /// <summary>Comparisons from which a guard is written down as a value of ones and zeros.</summary>
    private const int MostComparisons = 8;

    private readonly IrBuilder _builder;
    private readonly Dictionary<int, Equation> _definitions;
    private readonly HashSet<int> _parameters;
    private readonly Dictionary<(int Scalar, Shape Shape), Value> _repeated = [];
    private readonly Dictionary<(double Number, Shape Shape), Value> _numbers = [];
    private int _known;

    public GuardBuilder(IrBuilder builder, StepFunction forward)
    {
        _builder = builder;
        _definitions = forward.Equations.ToDictionary(equation => equation.Result.Id);
        _parameters = new(forward.Parameters.Select(parameter => parameter.Id));
    }

    /// <summary>The value where the guard lets it through, else zero: chosen, not multiplied.</summary>
    public Value Apply(Guard guard, Value value) => guard switch
    {
        Guard.Everywhere => value,
        Guard.Nowhere => Number(0, value.Shape),
        Guard.Choice(var of, var then, var otherwise) => _builder.Select(
            of.Comparison, of.Left, of.Right, Apply(then, value), Apply(otherwise, value)),
        _ => throw new InvalidIrException($"No value under {guard}."),
    };

    /// <summary>The guard of a sum.</summary>
    public Guard Union(IEnumerable<(Guard Guard, Shape Shape)> parts)
    {
        Guard union = Guard.Never;
        foreach ((Guard guard, Shape shape) in parts)
        {
            union = Guard.Union(union, guard);
            if (union.Count > MostComparisons) union = union.IsWritten ? OfMask(Mask(union, shape)) : Guard.Always;
        }
        return union;
    }

    /// <summary>The same choices by operands of another shape: <paramref name="to"/> only moves or repeats elements.</summary>
    public Guard Map(Guard guard, Func<Value, Value> to) => guard is Guard.Choice(var of, var then, var otherwise)
        ? Guard.Of(of with { Left = to(of.Left), Right = to(of.Right) }, Map(then, to), Map(otherwise, to))
        : guard;

    /// <summary>A guard whose ones and zeros <paramref name="to"/> takes to another shape.</summary>
    /// <param name="shape">The guard's own.</param>
    public Guard MapMask(Guard guard, Shape shape, Func<Value, Value> to) =>
        guard is Guard.Choice ? OfMask(to(Mask(guard, shape))) : guard;

    /// <summary>Where any element is let through, as a guard of scalars.</summary>
    public Guard Any(Guard guard, Shape shape) => shape.IsScalar ? guard
        : IsOfScalars(guard) ? Map(guard, Scalar)
        : MapMask(guard, shape, mask => _builder.Maximum(mask));

    /// <summary>Where any element is let through, for every element of another shape.</summary>
    public Guard AnyFor(Guard guard, Shape shape, Shape target) =>
        target.IsScalar ? Any(guard, shape) : Map(Any(guard, shape), value => Repeat(value, target));

    /// <summary>A scalar for each element of a shape; asked again, the same value.</summary>
    public Value Repeat(Value scalar, Shape shape) =>
        _repeated.TryGetValue((scalar.Id, shape), out Value? known) ? known
        : _repeated[(scalar.Id, shape)] = _builder.Broadcast(scalar, shape);

    /// <summary>A number for each element of a shape; asked again, the same value.</summary>
    public Value Number(double number, Shape shape) =>
        _numbers.TryGetValue((number, shape), out Value? known) ? known
        : _numbers[(number, shape)] = _builder.Constant(number, shape);

    /// <summary>Where any element of a matrix's row (axis 0) or column (axis 1) is let through, for a vector of as many elements.</summary>
    public Guard AnyOf(int axis, Guard guard, Shape shape)
    {
        Shape target = Shape.Vector(shape.Extent(axis));
        if (IsOfScalars(guard)) return AnyFor(guard, shape, target);
        Value ones = Number(1, Shape.Vector(shape.Extent(1 - axis)));
        return MapMask(guard, shape, mask => axis == 0 ? _builder.MatMul(mask, ones) : _builder.MatMul(ones, mask));
    }

    /// <summary>Whether a value is memory of a parameter: weights of products are taken to be finite.</summary>
    public bool IsParameter(Value value) => _parameters.Contains(value.Id)
        || Definition(value) is { Operation: Operation.Slice or Operation.Transpose } definition && IsParameter(definition.Operands[0]);

    /// <summary>Whether a value is a number, repeated or not.</summary>
    public bool IsNumber(Value value) => Definition(value) is { } definition && (definition.Operation is Operation.Constant
        || definition.Operation is Operation.Broadcast && IsNumber(definition.Operands[0]));

    private Value Mask(Guard guard, Shape shape) => Apply(guard, Number(1, shape));

    private Guard OfMask(Value mask) => Guard.Of(
        new Condition(Comparison.Greater, mask, Number(0, mask.Shape), IsWritten: true), Guard.Always, Guard.Never);

    private bool IsOfScalars(Guard guard) => guard is not Guard.Choice(var of, var then, var otherwise)
        || IsRepeated(of.Left) && IsRepeated(of.Right) && IsOfScalars(then) && IsOfScalars(otherwise);

    private bool IsRepeated(Value value) => value.Shape.IsScalar || Definition(value)?.Operation is Operation.Broadcast;

    private Value Scalar(Value value) => value.Shape.IsScalar ? value : Definition(value)!.Operands[0];

    private Equation? Definition(Value value)
    {
        for (; _known < _builder.Equations.Count; _known++)
            _definitions.Add(_builder.Equations[_known].Result.Id, _builder.Equations[_known]);
        return _definitions.TryGetValue(value.Id, out Equation? equation) ? equation : null;
    }
}

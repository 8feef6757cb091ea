using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Writes a bound cell as a function in single-assignment form: <c>h = o * tanh(c)</c> becomes <c>h_1 = tanh(c); h = o * h_1</c>.
/// Nothing is simplified or shared here.
/// </summary>
public sealed class CellLowering
{
    private readonly BoundCell _cell;
    private readonly StepBuilder _step;
    private readonly Dictionary<string, Value> _values = [];
    private readonly List<(Value Value, NoiseInput Noise)> _noise = [];

    private CellLowering(BoundCell cell)
    {
        _cell = cell;
        var declared = cell.Parameters.Concat(cell.Inputs).Concat(cell.States).Concat(cell.Outputs.Select(output => output.Symbol));
        var assigned = cell.Equations.SelectMany(equation => equation.Targets).Select(target => target.Name);
        _step = new StepBuilder(new PartNames(declared.Select(symbol => symbol.Name).Concat(assigned)));
    }

    /// <param name="name">The name of the function, which is that of the C# type.</param>
    public static StepFunction Lower(BoundCell cell, string name) => new CellLowering(cell).Lower(name);

    private StepFunction Lower(string name)
    {
        var parameters = Arguments(_cell.Parameters, "");
        var inputs = Arguments(_cell.Inputs, "");
        var previous = Arguments(_cell.States, "'");
        foreach (BoundEquation equation in _cell.Equations) Lower(equation);
        var next = _cell.States.Select(state => _values[state.Name]).ToEquatableArray();
        var outputs = _cell.Outputs.Select(Lower).ToEquatableArray();
        return _step.Ir.Build(name, parameters, inputs.Concat(_noise.Select(noise => noise.Value)), previous, next, outputs) with
        {
            Noise = _noise.Select(noise => noise.Noise).ToEquatableArray(),
            Constants = Enumerable.Range(0, _cell.Parameters.Count).Where(i => _cell.Parameters[i].IsConstant).ToEquatableArray(),
            Reversed = Enumerable.Range(0, _cell.States.Count).Where(state => _cell.States[state].IsReversed).ToEquatableArray(),
        };
    }

    private EquatableArray<Value> Arguments(EquatableArray<BoundSymbol> symbols, string suffix)
    {
        var values = symbols.Select(symbol => _step.Ir.Argument(symbol.Name + suffix, symbol.Shape)).ToEquatableArray();
        foreach (Value value in values) _values.Add(value.Name, value);
        return values;
    }

    private void Lower(BoundEquation equation)
    {
        string target = equation.Targets[0].Name;
        _step.Begin(target, equation.Text);
        if (equation.Targets.Count == 1)
        {
            _values.Add(target, Lower(equation.Value, target));
            return;
        }
        Value whole = Lower(equation.Value, null);
        for (int i = 0; i < equation.Targets.Count; i++)
        {
            (string name, Shape shape) = (equation.Targets[i].Name, equation.Targets[i].Shape);
            _step.Begin(name, equation.Text);
            _values.Add(name, _step.Add(name, new Operation.Slice(0, i * shape.Rows, shape.Rows), whole));
        }
    }

    private Value Lower(BoundOutput output)
    {
        _step.Begin(output.Symbol.Name, output.Text);
        return Lower(output.Value, output.Text.Length == 0 ? null : output.Symbol.Name);
    }

    /// <param name="name">The name for the expression's value where it is computed here; null for one in between.</param>
    private Value Lower(BoundExpression expression, string? name)
    {
        switch (expression)
        {
            case BoundExpression.Number number:
                return _step.Constant(number.Value, name);
            case BoundExpression.Read read:
                return _values[read.IsPrevious ? read.Name + "'" : read.Name];
            case BoundExpression.Apply apply:
                return OperatorLowering.Lower(apply.Operator, _step, name, apply.Shape, Operands(apply, name));
            case BoundExpression.Where where:
                var operands = LowerAll(where.Operands, null).Select(operand => _step.Broadcast(operand, where.Shape)).ToArray();
                return _step.Add(name, new Operation.Select(ComparisonOf(where.Comparison)), operands);
            case BoundExpression.Noise noise:
                return Lower(noise, name);
            case BoundExpression.Join join:
                return Lower(join, name);
            case BoundExpression.Slice slice:
                return _step.Add(name, new Operation.Slice(0, slice.Start, slice.Length), Lower(slice.Operand, null));
            case BoundExpression.Element element:
                return Lower(element, name);
            default:
                throw new InvalidOperationException($"There is no lowering for {expression}.");
        }
    }

    /// <summary>The operand of a function of one argument is named after the function's value: f = sigmoid(zf).</summary>
    private Value[] Operands(BoundExpression.Apply apply, string? name)
    {
        bool isFunction = name is not null && apply.Operands.Count == 1 && Names.IsName(apply.Operator);
        bool isComputed = apply.Operands[0] is not (BoundExpression.Read or BoundExpression.Number);
        return LowerAll(apply.Operands, isFunction && isComputed ? _step.NameOfArgument() : null);
    }

    private Value[] LowerAll(EquatableArray<BoundExpression> expressions, string? name) =>
        expressions.Select(expression => Lower(expression, name)).ToArray();

    /// <summary>dropout(v, p) = v * mask; zoneout(new, old, p) = (1 - mask) * new + mask * old.</summary>
    private Value Lower(BoundExpression.Noise noise, string? name)
    {
        Value[] operands = [.. LowerAll(noise.Operands, null).Select(operand => _step.Broadcast(operand, noise.Shape))];
        if (noise.Probability == 0) return operands[0];
        bool isDropout = noise.Function == NoiseFunctions.Dropout;
        NoiseInput input = isDropout
            ? new NoiseInput(noise.Probability, Drawn: 0, Otherwise: 1 / (1 - noise.Probability), Expected: 1, noise.IsFixed)
            : new NoiseInput(noise.Probability, Drawn: 1, Otherwise: 0, Expected: noise.Probability, noise.IsFixed);
        Value mask = _step.Mask(noise.Shape);
        _noise.Add((mask, input));
        if (isDropout) return _step.Pointwise(name, PointwiseFunction.Multiply, operands[0], mask);
        Value rest = _step.Pointwise(null, PointwiseFunction.Subtract, _step.Broadcast(_step.Constant(1), noise.Shape), mask);
        Value changed = _step.Pointwise(null, PointwiseFunction.Multiply, rest, operands[0]);
        Value kept = _step.Pointwise(null, PointwiseFunction.Multiply, mask, operands[1]);
        return _step.Pointwise(name, PointwiseFunction.Add, changed, kept);
    }

    private Value Lower(BoundExpression.Join join, string? name)
    {
        if (join.Operands.Count == 1 && !join.Operands[0].Shape.IsScalar) return Lower(join.Operands[0], name);
        Shape one = Shape.Vector(1);
        if (join.Operands.Count == 1) return _step.Add(name, new Operation.Broadcast(one), Lower(join.Operands[0], null));
        var operands = LowerAll(join.Operands, null).Select(operand => operand.Shape.IsScalar ? _step.Broadcast(operand, one) : operand);
        return _step.Add(name, new Operation.Concat(0), operands.ToArray());
    }

    /// <summary>z[i] of a vector is the sum of a slice of one; of a matrix M[i] = [1] @ M[i..i+1].</summary>
    private Value Lower(BoundExpression.Element element, string? name)
    {
        Value operand = Lower(element.Operand, null);
        Shape part = operand.Shape.IsVector ? Shape.Vector(1) : Shape.Matrix(1, operand.Shape.Columns);
        Value slice = _step.Add(null, new Operation.Slice(0, element.Index, 1), operand);
        if (operand.Shape.IsVector) return _step.Add(name, new Operation.Reduce(Reduction.Sum), slice);
        Value one = _step.Broadcast(_step.Constant(1), Shape.Vector(1));
        return _step.Add(name, new Operation.MatMul(), one, slice);
    }

    private static Comparison ComparisonOf(string symbol) => symbol switch
    {
        "<" => Comparison.Less,
        ">" => Comparison.Greater,
        "<=" => Comparison.LessOrEqual,
        ">=" => Comparison.GreaterOrEqual,
        "==" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        _ => throw new InvalidOperationException($"There is no comparison '{symbol}'."),
    };
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Lowering;

/// <summary>Writes the equations of one use of an operator and gives its value.</summary>
/// <param name="name">The name of that value, or null.</param>
internal delegate Value LoweringRule(StepBuilder step, string? name, Shape shape, Value[] operands);

/// <summary>What the operators of the language compute, one row each (names and shapes stand in Binding/Operators.cs).</summary>
internal static class OperatorLowering
{
    private static readonly Dictionary<string, LoweringRule> Rows = new()
    {
        ["+"] = Elementwise(PointwiseFunction.Add),
        ["-"] = Elementwise(PointwiseFunction.Subtract),
        ["*"] = Elementwise(PointwiseFunction.Multiply),
        ["/"] = Elementwise(PointwiseFunction.Divide),
        ["-x"] = Elementwise(PointwiseFunction.Negate),
        ["@"] = (step, name, shape, operands) => step.Add(name, new Operation.MatMul(), operands),
        ["tanh"] = Elementwise(PointwiseFunction.Tanh),
        ["sigmoid"] = Elementwise(PointwiseFunction.Sigmoid),
        ["relu"] = Elementwise(PointwiseFunction.Relu),
        ["leakyrelu"] = Elementwise(PointwiseFunction.LeakyRelu),
        ["elu"] = Elementwise(PointwiseFunction.Elu),
        ["exp"] = Elementwise(PointwiseFunction.Exp),
        ["log"] = Elementwise(PointwiseFunction.Log),
        ["sqrt"] = Elementwise(PointwiseFunction.Sqrt),
        ["abs"] = Elementwise(PointwiseFunction.Abs),
        ["sign"] = Elementwise(PointwiseFunction.Sign),
        ["softplus"] = Elementwise(PointwiseFunction.Softplus),
        ["softsign"] = Elementwise(PointwiseFunction.Softsign),
        ["hardsigmoid"] = Elementwise(PointwiseFunction.HardSigmoid),
        ["logsigmoid"] = Elementwise(PointwiseFunction.LogSigmoid),
        ["sin"] = Elementwise(PointwiseFunction.Sin),
        ["cos"] = Elementwise(PointwiseFunction.Cos),
        ["erf"] = Elementwise(PointwiseFunction.Erf),
        ["floor"] = Elementwise(PointwiseFunction.Floor),
        ["stopgradient"] = Elementwise(PointwiseFunction.StopGradient),
        ["min"] = (step, name, shape, operands) => operands.Length == 2
            ? Elementwise(PointwiseFunction.Minimum)(step, name, shape, operands)
            : Least(step, name, operands[0]),
        ["max"] = (step, name, shape, operands) => operands.Length == 2
            ? Elementwise(PointwiseFunction.Maximum)(step, name, shape, operands)
            : step.Add(name, new Operation.Reduce(Reduction.Maximum), operands),
        ["clamp"] = Clamp,
        ["sum"] = (step, name, shape, operands) => step.Add(name, new Operation.Reduce(Reduction.Sum), operands),
        ["mean"] = (step, name, shape, operands) => Mean(step, name, operands[0]),
        ["count"] = (step, name, shape, operands) => step.Add(name, new Operation.Constant(operands[0].Shape.Length)),
        ["cumsum"] = (step, name, shape, operands) => step.Add(name, new Operation.CumulativeSum(), operands),
        ["softmax"] = (step, name, shape, operands) => step.Add(name, new Operation.Softmax(), operands),
        ["outer"] = (step, name, shape, operands) => step.Add(name, new Operation.Outer(), operands),
        ["transpose"] = (step, name, shape, operands) => step.Add(name, new Operation.Transpose(), operands),
    };

    public static IEnumerable<string> Names => Rows.Keys.Concat(ComposedFunctions.Rows.Keys).Concat(MatrixFunctions.Rows.Keys);

    public static Value Lower(string name, StepBuilder step, string? result, Shape shape, Value[] operands) =>
        RuleOf(name)(step, result, shape, operands);

    private static LoweringRule RuleOf(string name) => Rows.TryGetValue(name, out LoweringRule? rule) ? rule
        : ComposedFunctions.Rows.TryGetValue(name, out rule) ? rule
        : MatrixFunctions.Rows[name];

    /// <summary>Scalars among operands with elements are repeated.</summary>
    private static LoweringRule Elementwise(PointwiseFunction function) => (step, name, shape, operands) =>
        step.Pointwise(name, function, operands.Select(operand => step.Broadcast(operand, shape)).ToArray());

    /// <summary>min(v) = -max(-v)</summary>
    private static Value Least(StepBuilder step, string? name, Value vector)
    {
        Value negated = step.Pointwise(null, PointwiseFunction.Negate, vector);
        Value largest = step.Add(null, new Operation.Reduce(Reduction.Maximum), negated);
        return step.Pointwise(name, PointwiseFunction.Negate, largest);
    }

    /// <summary>clamp(x, low, high) = min(max(x, low), high)</summary>
    private static Value Clamp(StepBuilder step, string? name, Shape shape, Value[] operands)
    {
        Value raised = Elementwise(PointwiseFunction.Maximum)(step, null, shape, [operands[0], operands[1]]);
        return Elementwise(PointwiseFunction.Minimum)(step, name, shape, [raised, operands[2]]);
    }

    /// <summary>mean(v) = sum(v) * (1 / n)</summary>
    public static Value Mean(StepBuilder step, string? name, Value values)
    {
        Value sum = step.Add(null, new Operation.Reduce(Reduction.Sum), values);
        var reciprocal = new Operation.Constant(1.0 / values.Shape.Length) { ReciprocalOf = values.Shape };
        return step.Pointwise(name, PointwiseFunction.Multiply, sum, step.Add(null, reciprocal));
    }
}

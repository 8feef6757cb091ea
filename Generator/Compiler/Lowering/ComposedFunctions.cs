using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Functions that are written in terms of others, one row each: their derivatives and kernels are those of the parts.
/// </summary>
internal static class ComposedFunctions
{
    /// <summary>What keeps a norm away from zero where no second operand says so: that of PyTorch's layers.</summary>
    private const double Epsilon = 1e-5;

    public static Dictionary<string, LoweringRule> Rows { get; } = new()
    {
        ["square"] = (step, name, _, x) => Multiply(step, name, x[0], x[0]),
        ["rsqrt"] = (step, name, _, x) =>
            Two(step, name, PointwiseFunction.Divide, step.Constant(1), step.Pointwise(null, PointwiseFunction.Sqrt, x)),
        ["silu"] = (step, name, _, x) => Multiply(step, name, x[0], step.Pointwise(null, PointwiseFunction.Sigmoid, x)),
        ["mish"] = (step, name, _, x) => Multiply(
            step, name, x[0], step.Pointwise(null, PointwiseFunction.Tanh, step.Pointwise(null, PointwiseFunction.Softplus, x))),
        ["hardsigmoid6"] = (step, name, _, x) => HardSigmoid6(step, name, x[0]),
        ["hardswish"] = (step, name, _, x) => Multiply(step, name, x[0], HardSigmoid6(step, null, x[0])),
        ["gelutanh"] = (step, name, _, x) => GeluTanh(step, name, x[0]),
        ["gelu"] = (step, name, _, x) => Gelu(step, name, x[0]),
        ["mod"] = (step, name, shape, x) => Mod(step, name, step.Broadcast(x[0], shape), step.Broadcast(x[1], shape)),
        ["pow"] = (step, name, _, x) => Powers.Lower(step, name, x[0], step.NumberOf(x[1])),
        ["groupnorm"] = (step, name, _, x) => GroupNorm(step, name, x[0], (int)step.NumberOf(x[1])),
        ["dot"] = (step, name, _, x) => step.Add(name, new Operation.Reduce(Reduction.Sum), Multiply(step, null, x[0], x[1])),
        ["norm"] = (step, name, _, x) => Norm(step, name, x[0]),
        ["layernorm"] = (step, name, _, x) => RmsNorm(
            step, name, Two(step, null, PointwiseFunction.Subtract, x[0], OperatorLowering.Mean(step, null, x[0])), EpsilonOf(step, x)),
        ["rmsnorm"] = (step, name, _, x) => RmsNorm(step, name, x[0], EpsilonOf(step, x)),
    };

    /// <summary>hardsigmoid6(x) = min(max(x + 3, 0), 6) / 6</summary>
    private static Value HardSigmoid6(StepBuilder step, string? name, Value x)
    {
        Value raised = Two(step, null, PointwiseFunction.Maximum, Add(step, null, x, step.Constant(3)), step.Constant(0));
        Value kept = Two(step, null, PointwiseFunction.Minimum, raised, step.Constant(6));
        return Multiply(step, name, kept, step.Constant(1.0 / 6));
    }

    /// <summary>
    /// gelutanh(x) = 0.5 x (1 + tanh(sqrt(2 / pi) (1 + 0.044715 x^2) x)): D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016.
    /// </summary>
    private static Value GeluTanh(StepBuilder step, string? name, Value x)
    {
        Value square = Multiply(step, null, Multiply(step, null, x, x), step.Constant(0.044715));
        Value cubic = Multiply(step, null, Add(step, null, square, step.Constant(1)), x);
        Value scaled = Multiply(step, null, cubic, step.Constant(Math.Sqrt(2 / Math.PI)));
        Value sum = Add(step, null, step.Pointwise(null, PointwiseFunction.Tanh, scaled), step.Constant(1));
        return Multiply(step, name, Multiply(step, null, x, step.Constant(0.5)), sum);
    }

    /// <summary>gelu(x) = 0.5 x (1 + erf(x / sqrt(2))): D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016.</summary>
    private static Value Gelu(StepBuilder step, string? name, Value x)
    {
        Value error = step.Pointwise(null, PointwiseFunction.Erf, Multiply(step, null, x, step.Constant(Math.Sqrt(0.5))));
        return Multiply(step, name, Multiply(step, null, x, step.Constant(0.5)), Add(step, null, error, step.Constant(1)));
    }

    /// <summary>mod(a, b) = a - b floor(a / b), which has the sign of b.</summary>
    private static Value Mod(StepBuilder step, string? name, Value a, Value b)
    {
        Value whole = step.Pointwise(null, PointwiseFunction.Floor, Two(step, null, PointwiseFunction.Divide, a, b));
        return Two(step, name, PointwiseFunction.Subtract, a, Multiply(step, null, b, whole));
    }

    /// <summary>groupnorm(v, n): layernorm of each of n equal parts. Y. Wu, K. He, Group normalization, 2018.</summary>
    private static Value GroupNorm(StepBuilder step, string? name, Value v, int groups)
    {
        int length = v.Shape.Rows / groups;
        var parts = new Value[groups];
        for (int i = 0; i < groups; i++)
        {
            Value part = groups == 1 ? v : step.Add(null, new Operation.Slice(0, i * length, length), v);
            Value centered = Two(step, null, PointwiseFunction.Subtract, part, OperatorLowering.Mean(step, null, part));
            parts[i] = RmsNorm(step, groups == 1 ? name : null, centered, step.Constant(Epsilon));
        }
        return groups == 1 ? parts[0] : step.Add(name, new Operation.Concat(0), parts);
    }

    /// <summary>norm(v) = sqrt(sum(v * v)), chosen only where the sum is above zero: at zero the derivative is 0.</summary>
    private static Value Norm(StepBuilder step, string? name, Value v)
    {
        Value sum = step.Add(null, new Operation.Reduce(Reduction.Sum), Multiply(step, null, v, v)), zero = step.Constant(0);
        Value root = step.Pointwise(null, PointwiseFunction.Sqrt, sum);
        return step.Add(name, new Operation.Select(Comparison.Greater), sum, zero, root, zero);
    }

    /// <summary>
    /// rmsnorm(v) = v / sqrt(mean(v * v) + eps): B. Zhang, R. Sennrich, Root mean square layer normalization, 2019. One division for all
    /// elements, which are multiplied: a division takes as long as ten multiplications.
    /// </summary>
    private static Value RmsNorm(StepBuilder step, string? name, Value v, Value epsilon)
    {
        Value mean = OperatorLowering.Mean(step, null, Multiply(step, null, v, v));
        Value root = step.Pointwise(null, PointwiseFunction.Sqrt, Add(step, null, mean, epsilon));
        return Multiply(step, name, v, Two(step, null, PointwiseFunction.Divide, step.Constant(1), root));
    }

    private static Value EpsilonOf(StepBuilder step, Value[] operands) => operands.Length > 1 ? operands[1] : step.Constant(Epsilon);

    private static Value Multiply(StepBuilder step, string? name, Value left, Value right) =>
        Two(step, name, PointwiseFunction.Multiply, left, right);

    private static Value Add(StepBuilder step, string? name, Value left, Value right) =>
        Two(step, name, PointwiseFunction.Add, left, right);

    /// <summary>A scalar beside a value with elements is repeated.</summary>
    private static Value Two(StepBuilder step, string? name, PointwiseFunction function, Value left, Value right) => step.Pointwise(
        name, function, step.Broadcast(left, left.Shape.IsScalar ? right.Shape : left.Shape),
        step.Broadcast(right, right.Shape.IsScalar ? left.Shape : right.Shape));
}

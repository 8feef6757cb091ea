using System;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// pow(x, p) by a number p. A small whole p is a product, a half a square root; others are exp(p log(x)), and for p above zero 0 at 0, with
/// the derivative 0.
/// </summary>
internal static class Powers
{
    /// <summary>Larger ones are more exact, and shorter, by a logarithm.</summary>
    private const int MostFactors = 16;

    public static Value Lower(StepBuilder step, string? name, Value x, double power)
    {
        double magnitude = Math.Abs(power), whole = Math.Floor(magnitude);
        bool hasRoot = magnitude - whole == 0.5;
        if (whole > MostFactors || magnitude != whole && !hasRoot) return ByLogarithm(step, name, x, power);
        if (power == 0) return step.Add(name, new Operation.Broadcast(x.Shape), step.Constant(1));
        string? last = power < 0 ? null : name;
        Value value = !hasRoot ? Product(step, last, x, (int)whole)
            : whole == 0 ? step.Pointwise(last, PointwiseFunction.Sqrt, x)
            : step.Pointwise(
                last, PointwiseFunction.Multiply, Product(step, null, x, (int)whole), step.Pointwise(null, PointwiseFunction.Sqrt, x));
        return power > 0 ? value
            : step.Pointwise(name, PointwiseFunction.Divide, step.Broadcast(step.Constant(1), x.Shape), value);
    }

    /// <summary>x^n by squares: x^6 = (x x^2)^2.</summary>
    private static Value Product(StepBuilder step, string? name, Value x, int power)
    {
        if (power == 1) return x;
        Value half = Product(step, null, x, power / 2);
        if (power % 2 == 0) return step.Pointwise(name, PointwiseFunction.Multiply, half, half);
        return step.Pointwise(name, PointwiseFunction.Multiply, step.Pointwise(null, PointwiseFunction.Multiply, half, half), x);
    }

    private static Value ByLogarithm(StepBuilder step, string? name, Value x, double power)
    {
        Value logarithm = step.Pointwise(null, PointwiseFunction.Log, x);
        Value exponent = step.Pointwise(
            null, PointwiseFunction.Multiply, step.Broadcast(step.Constant(power), x.Shape), logarithm);
        if (power < 0) return step.Pointwise(name, PointwiseFunction.Exp, exponent);
        Value zero = step.Broadcast(step.Constant(0), x.Shape);
        return step.Add(
            name, new Operation.Select(Comparison.Equal), x, zero, zero, step.Pointwise(null, PointwiseFunction.Exp, exponent));
    }
}

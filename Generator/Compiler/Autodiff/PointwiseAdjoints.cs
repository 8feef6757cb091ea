using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// The derivative of every pointwise function, one rule per operand. Derivatives read the result where that is as cheap: it is often kept
/// anyway, and then the argument need not be. Kinks follow the language: 0 for relu, abs and sign at 0, a tie of min and max
/// goes to the first; where-clauses are put so that a NaN in the value lets the adjoint through instead of hiding it behind a zero.
/// </summary>
internal static class PointwiseAdjoints
{
    private static readonly Dictionary<PointwiseFunction, AdjointRule[]> Rules = new()
    {
        [PointwiseFunction.Add] = [s => s.Dy, s => s.Dy],
        [PointwiseFunction.Subtract] = [s => s.Dy, s => s.Negate(s.Dy)],
        [PointwiseFunction.Multiply] = [s => s.Multiply(s.Dy, s.B), s => s.Multiply(s.Dy, s.A)],
        // y = a / b: da = dy / b, db = -dy a / b^2 = -(dy / b) y
        [PointwiseFunction.Divide] = [s => s.Divide(s.Dy, s.B), s => s.Negate(s.Multiply(s.Divide(s.Dy, s.B), s.Y))],
        [PointwiseFunction.Negate] = [s => s.Negate(s.Dy)],
        [PointwiseFunction.Minimum] = [s => Unless(s, s.B, Comparison.Less, s.A), s => Where(s, s.B, Comparison.Less, s.A)],
        [PointwiseFunction.Maximum] = [s => Unless(s, s.B, Comparison.Greater, s.A), s => Where(s, s.B, Comparison.Greater, s.A)],
        [PointwiseFunction.Tanh] = [s => s.Multiply(s.Dy, s.Subtract(s.Number(1), s.Multiply(s.Y, s.Y)))],
        [PointwiseFunction.Sigmoid] = [s => s.Multiply(s.Multiply(s.Dy, s.Y), s.Subtract(s.Number(1), s.Y))],
        [PointwiseFunction.Relu] = [s => Unless(s, s.Y, Comparison.LessOrEqual, s.Number(0))],
        [PointwiseFunction.LeakyRelu] =
            [s => s.Where(s.Y, Comparison.LessOrEqual, s.Number(0), s.Multiply(s.Number(ScalarMath.LeakySlope), s.Dy), s.Dy)],
        // Below zero y = e^x - 1, so that the derivative e^x is y + 1.
        [PointwiseFunction.Elu] =
            [s => s.Where(s.Y, Comparison.LessOrEqual, s.Number(0), s.Multiply(s.Dy, s.Add(s.Y, s.Number(1))), s.Dy)],
        [PointwiseFunction.Exp] = [s => s.Multiply(s.Dy, s.Y)],
        [PointwiseFunction.Log] = [s => s.Divide(s.Dy, s.A)],
        [PointwiseFunction.Sqrt] = [s => s.Divide(s.Multiply(s.Number(0.5), s.Dy), s.Y)],
        [PointwiseFunction.Abs] = [s => s.Multiply(s.Dy, s.Apply(PointwiseFunction.Sign, s.A))],
        [PointwiseFunction.Sign] = [_ => null],
        [PointwiseFunction.Softplus] = [s => s.Multiply(s.Dy, s.Apply(PointwiseFunction.Sigmoid, s.A))],
        // y = x / (1 + |x|): 1 / (1 + |x|) = 1 - |y|, and its square is the derivative.
        [PointwiseFunction.Softsign] = [Softsign],
        [PointwiseFunction.HardSigmoid] = [HardSigmoid],
        // d log sigmoid(x) = 1 - sigmoid(x) = sigmoid(-x), without cancellation.
        [PointwiseFunction.LogSigmoid] = [s => s.Multiply(s.Dy, s.Apply(PointwiseFunction.Sigmoid, s.Negate(s.A)))],
        [PointwiseFunction.StopGradient] = [_ => null],
        [PointwiseFunction.Sin] = [s => s.Multiply(s.Dy, s.Apply(PointwiseFunction.Cos, s.A))],
        [PointwiseFunction.Cos] = [s => s.Negate(s.Multiply(s.Dy, s.Apply(PointwiseFunction.Sin, s.A)))],
        // 2 / sqrt(pi) e^(-x^2)
        [PointwiseFunction.Erf] = [s => s.Multiply(s.Dy, s.Multiply(
            s.Number(2 / Math.Sqrt(Math.PI)), s.Apply(PointwiseFunction.Exp, s.Negate(s.Multiply(s.A, s.A)))))],
        [PointwiseFunction.Floor] = [_ => null],
    };

    /// <summary>
    /// One rule for both operands where these are the same value. The factor 2 stays with dy: in a sum of squares it is of a number.
    /// </summary>
    private static readonly Dictionary<PointwiseFunction, AdjointRule> OfOneValue = new()
    {
        [PointwiseFunction.Multiply] = s => s.Multiply(s.Multiply(s.Number(2), s.Dy), s.A),
    };

    /// <summary>Functions whose rules multiply dy by nothing but numbers: a dy of zero stays zero.</summary>
    private static readonly HashSet<PointwiseFunction> WithoutFactor =
    [
        PointwiseFunction.Add, PointwiseFunction.Subtract, PointwiseFunction.Negate, PointwiseFunction.Minimum, PointwiseFunction.Maximum,
        PointwiseFunction.Relu, PointwiseFunction.LeakyRelu, PointwiseFunction.HardSigmoid,
    ];

    public static IReadOnlyDictionary<PointwiseFunction, AdjointRule[]> All => Rules;

    public static bool HasFactor(PointwiseFunction function) => !WithoutFactor.Contains(function);

    /// <summary>Whether one contribution stands for all operands.</summary>
    public static bool IsOfOneValue(Equation equation) => equation.Operation is Operation.Pointwise pointwise
        && OfOneValue.ContainsKey(pointwise.Function) && equation.Operands.All(operand => operand == equation.Operands[0]);

    public static Value? Contribution(AdjointScope scope)
    {
        PointwiseFunction function = ((Operation.Pointwise)scope.Equation.Operation).Function;
        return (IsOfOneValue(scope.Equation) ? OfOneValue[function] : Rules[function][scope.Operand])(scope);
    }

    /// <summary>dy where the comparison holds, else 0.</summary>
    private static Value Where(AdjointScope s, Value a, Comparison comparison, Value b) => s.Where(a, comparison, b, s.Dy, s.Number(0));

    /// <summary>0 where the comparison holds, else dy: also where it fails because of a NaN.</summary>
    private static Value Unless(AdjointScope s, Value a, Comparison comparison, Value b) => s.Where(a, comparison, b, s.Number(0), s.Dy);

    private static Value Softsign(AdjointScope s)
    {
        Value root = s.Subtract(s.Number(1), s.Apply(PointwiseFunction.Abs, s.Y));
        return s.Multiply(s.Dy, s.Multiply(root, root));
    }

    /// <summary>The slope strictly between the two kinks, else 0.</summary>
    private static Value HardSigmoid(AdjointScope s)
    {
        Value slope = s.Multiply(s.Number(ScalarMath.HardSigmoidSlope), s.Dy);
        Value belowOne = s.Where(s.Y, Comparison.GreaterOrEqual, s.Number(1), s.Number(0), slope);
        return s.Where(s.Y, Comparison.LessOrEqual, s.Number(0), s.Number(0), belowOne);
    }
}

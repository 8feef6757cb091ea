using System;
using System.Collections.Generic;

namespace RnnGen.Compiler.Ir;

/// <summary>What the compiler knows of one pointwise function; its derivative stands in the table of Autodiff.</summary>
/// <param name="Arity">1 or 2.</param>
/// <param name="Spelling">As the cell language writes it: an infix symbol or a function's name.</param>
/// <param name="Precedence">Of the infix or prefix spelling; <see cref="Ir.Precedence.Primary"/> for a call.</param>
/// <param name="Cost">Of one element in a vector kernel, in units of one addition.</param>
/// <param name="IsExact">IEEE 754 fixes every bit of the result, so that folding constants is the same on every host.</param>
/// <param name="IsCommutative">Swapping the operands changes no bit (of a number).</param>
/// <param name="Evaluate">In double precision; the second argument of a unary function is ignored.</param>
public sealed record PointwiseRow(
    PointwiseFunction Function,
    int Arity,
    string Spelling,
    Precedence Precedence,
    int Cost,
    bool IsExact,
    bool IsCommutative,
    Func<double, double, double> Evaluate)
{
    /// <summary>Finite operands may give an infinity or NaN, or a derivative that is one.</summary>
    public bool HasPole { get; init; }
}

/// <summary>One row per <see cref="PointwiseFunction"/>. Costs follow the measured vector activations relative to a multiply-add.</summary>
public static class PointwiseTable
{
    private static readonly Dictionary<PointwiseFunction, PointwiseRow> Rows = CreateRows();

    public static IReadOnlyCollection<PointwiseRow> All => Rows.Values;

    public static PointwiseRow Of(PointwiseFunction function) => Rows[function];

    private static Dictionary<PointwiseFunction, PointwiseRow> CreateRows()
    {
        PointwiseRow[] rows =
        [
            Infix(PointwiseFunction.Add, "+", Precedence.Sum, 1, true, (a, b) => a + b),
            Infix(PointwiseFunction.Subtract, "-", Precedence.Sum, 1, false, (a, b) => a - b),
            Infix(PointwiseFunction.Multiply, "*", Precedence.Product, 1, true, (a, b) => a * b),
            Infix(PointwiseFunction.Divide, "/", Precedence.Product, 5, false, (a, b) => a / b) with { HasPole = true },
            new(PointwiseFunction.Negate, 1, "-", Precedence.Unary, 1, true, false, (a, _) => -a),
            new(PointwiseFunction.Minimum, 2, "min", Precedence.Primary, 1, true, false, ScalarMath.Minimum),
            new(PointwiseFunction.Maximum, 2, "max", Precedence.Primary, 1, true, false, ScalarMath.Maximum),
            Rounded(PointwiseFunction.Tanh, "tanh", 12, Math.Tanh),
            Rounded(PointwiseFunction.Sigmoid, "sigmoid", 10, ScalarMath.Sigmoid),
            Exact(PointwiseFunction.Relu, "relu", 1, ScalarMath.Relu),
            Exact(PointwiseFunction.LeakyRelu, "leakyrelu", 2, ScalarMath.LeakyRelu),
            Rounded(PointwiseFunction.Elu, "elu", 9, ScalarMath.Elu),
            Rounded(PointwiseFunction.Exp, "exp", 8, Math.Exp) with { HasPole = true },
            Rounded(PointwiseFunction.Log, "log", 10, Math.Log) with { HasPole = true },
            Exact(PointwiseFunction.Sqrt, "sqrt", 6, Math.Sqrt) with { HasPole = true },
            Exact(PointwiseFunction.Abs, "abs", 1, Math.Abs),
            Exact(PointwiseFunction.Sign, "sign", 2, ScalarMath.Sign),
            Rounded(PointwiseFunction.Softplus, "softplus", 20, ScalarMath.Softplus),
            Exact(PointwiseFunction.Softsign, "softsign", 7, ScalarMath.Softsign),
            Exact(PointwiseFunction.HardSigmoid, "hardsigmoid", 3, ScalarMath.HardSigmoid),
            Rounded(PointwiseFunction.LogSigmoid, "logsigmoid", 20, ScalarMath.LogSigmoid),
            Rounded(PointwiseFunction.Sin, "sin", 16, Math.Sin),
            Rounded(PointwiseFunction.Cos, "cos", 16, Math.Cos),
            Rounded(PointwiseFunction.Erf, "erf", 24, ScalarMath.Erf),
            Exact(PointwiseFunction.Floor, "floor", 1, Math.Floor),
            // The value itself, which no derivative goes through.
            Exact(PointwiseFunction.StopGradient, "stopgradient", 1, a => a),
        ];
        var table = new Dictionary<PointwiseFunction, PointwiseRow>();
        foreach (PointwiseRow row in rows) table.Add(row.Function, row);
        return table;
    }

    private static PointwiseRow Infix(
        PointwiseFunction function, string symbol, Precedence precedence, int cost, bool commutes, Func<double, double, double> evaluate) =>
        new(function, 2, symbol, precedence, cost, true, commutes, evaluate);

    private static PointwiseRow Exact(PointwiseFunction function, string name, int cost, Func<double, double> evaluate) =>
        new(function, 1, name, Precedence.Primary, cost, true, false, (a, _) => evaluate(a));

    private static PointwiseRow Rounded(PointwiseFunction function, string name, int cost, Func<double, double> evaluate) =>
        new(function, 1, name, Precedence.Primary, cost, false, false, (a, _) => evaluate(a));
}

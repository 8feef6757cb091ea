using System;

namespace RnnGen.Formats;

/// <summary>Activations as expressions of the cell language.</summary>
internal static class ActivationText
{
    /// <summary>Whether the expression reads its argument more than once, or beside an operator, so that it needs a name first.</summary>
    public static bool NeedsName(ActivationFunction function) => function.Kind switch
    {
        ActivationKind.LeakyRelu => function.Alpha != 0.01,
        ActivationKind.Elu => function.Alpha != 1,
        ActivationKind.HardSigmoid => function != ActivationFunction.HardSigmoid && function != ActivationFunction.HardSigmoidOfSixths,
        ActivationKind.ThresholdedRelu or ActivationKind.Selu or ActivationKind.ScaledTanh or ActivationKind.Affine
            or ActivationKind.LogSoftmax => true,
        _ => false,
    };

    /// <summary>The expression: a call or a name, unless <see cref="IsSum"/> says otherwise.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="z">A name where <see cref="NeedsName"/> says so, else any expression.</param>
    public static string Of(ActivationFunction function, string z)
    {
        if (function.Kind == ActivationKind.Clamp) return Clamp(function, z);
        string a = NumberText.Operand(function.Alpha), b = NumberText.Operand(function.Beta);
        return function.Kind switch
        {
            ActivationKind.Identity => z,
            ActivationKind.Tanh => $"tanh({z})",
            ActivationKind.Sigmoid => $"sigmoid({z})",
            ActivationKind.Relu => $"relu({z})",
            ActivationKind.LeakyRelu when !NeedsName(function) => $"leakyrelu({z})",
            ActivationKind.LeakyRelu => $"where({z} < 0, {a} * {z}, {z})",
            ActivationKind.ThresholdedRelu => $"where({z} > {a}, {z}, 0)",
            ActivationKind.Elu when !NeedsName(function) => $"elu({z})",
            ActivationKind.Elu => $"where({z} < 0, {a} * elu({z}), {z})",
            ActivationKind.Selu => $"{b} * where({z} < 0, {a} * elu({z}), {z})",
            ActivationKind.ScaledTanh => $"{a} * tanh({b} * {z})",
            ActivationKind.HardSigmoid when function == ActivationFunction.HardSigmoid => $"hardsigmoid({z})",
            ActivationKind.HardSigmoid when function == ActivationFunction.HardSigmoidOfSixths => $"hardsigmoid6({z})",
            ActivationKind.HardSigmoid => $"clamp({a} * {z} + {b}, 0, 1)",
            ActivationKind.Softsign => $"softsign({z})",
            ActivationKind.Softplus => $"softplus({z})",
            ActivationKind.Affine => $"{a} * {z} + {b}",
            ActivationKind.Exponential => $"exp({z})",
            ActivationKind.Silu => $"silu({z})",
            ActivationKind.HardSwish => $"hardswish({z})",
            ActivationKind.LogSigmoid => $"logsigmoid({z})",
            ActivationKind.Mish => $"mish({z})",
            ActivationKind.GeluTanh => $"gelutanh({z})",
            ActivationKind.Softmax => $"softmax({z})",
            ActivationKind.LogSoftmax => $"{z} - max({z}) - log(sum(exp({z} - max({z}))))",
            _ => throw new InvalidOperationException($"There is no expression for {function.Kind}."),
        };
    }

    /// <summary>A bound may be missing, which is infinite.</summary>
    private static string Clamp(ActivationFunction function, string z) => function switch
    {
        { Alpha: double.NegativeInfinity } => $"min({z}, {NumberText.Of(function.Beta)})",
        { Beta: double.PositiveInfinity } => $"max({z}, {NumberText.Of(function.Alpha)})",
        _ => $"clamp({z}, {NumberText.Of(function.Alpha)}, {NumberText.Of(function.Beta)})",
    };

    /// <summary>Whether the expression is a sum or a product, which needs parentheses or a name beside an operator.</summary>
    public static bool IsSum(ActivationFunction function) => function.Kind is ActivationKind.Selu or ActivationKind.ScaledTanh
        or ActivationKind.Affine or ActivationKind.LogSoftmax;
}

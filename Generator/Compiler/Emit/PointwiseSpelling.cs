using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit;

/// <summary>How a vector kernel spells each function: one row a function.</summary>
internal static class PointwiseSpelling
{
    public static readonly IReadOnlyDictionary<PointwiseFunction, string> Table = new Dictionary<PointwiseFunction, string>
    {
        [PointwiseFunction.Add] = "{0} + {1}",
        [PointwiseFunction.Subtract] = "{0} - {1}",
        [PointwiseFunction.Multiply] = "{0} * {1}",
        [PointwiseFunction.Divide] = "{0} / {1}",
        [PointwiseFunction.Negate] = "-{0}",
        [PointwiseFunction.Minimum] = "V.Minimum({0}, {1})",
        [PointwiseFunction.Maximum] = "V.Maximum({0}, {1})",
        [PointwiseFunction.Tanh] = "V.Tanh({0})",
        [PointwiseFunction.Sigmoid] = "V.Sigmoid({0})",
        [PointwiseFunction.Relu] = "V.Relu({0})",
        [PointwiseFunction.LeakyRelu] = "V.LeakyRelu({0})",
        [PointwiseFunction.Elu] = "V.Elu({0})",
        [PointwiseFunction.Exp] = "V.Exp({0})",
        [PointwiseFunction.Log] = "V.Log({0})",
        [PointwiseFunction.Sqrt] = "V.Sqrt({0})",
        [PointwiseFunction.Abs] = "V.Abs({0})",
        [PointwiseFunction.Sign] = "V.Sign({0})",
        [PointwiseFunction.Softplus] = "V.Softplus({0})",
        [PointwiseFunction.Softsign] = "V.Softsign({0})",
        [PointwiseFunction.HardSigmoid] = "V.HardSigmoid({0})",
        [PointwiseFunction.LogSigmoid] = "V.LogSigmoid({0})",
    };

    /// <summary>The functions of which there is a faster form.</summary>
    public static readonly IReadOnlyDictionary<PointwiseFunction, string> Fast = new Dictionary<PointwiseFunction, string>
    {
        [PointwiseFunction.Tanh] = "V.FastTanh({0})",
        [PointwiseFunction.Sigmoid] = "V.FastSigmoid({0})",
    };

    /// <param name="isFast">The faster form where there is one.</param>
    public static string Text(PointwiseFunction function, bool isFast, params string[] operands)
    {
        string? fast = null;
        if (isFast) Fast.TryGetValue(function, out fast);
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, fast ?? Table[function], operands);
    }
}

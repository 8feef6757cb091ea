using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>How a vector kernel spells each function: the operator, or the method that it calls; one row a function.</summary>
internal static class PointwiseSpelling
{
    public static readonly IReadOnlyDictionary<PointwiseFunction, string> Table = new Dictionary<PointwiseFunction, string>
    {
        [PointwiseFunction.Add] = "+",
        [PointwiseFunction.Subtract] = "-",
        [PointwiseFunction.Multiply] = "*",
        [PointwiseFunction.Divide] = "/",
        [PointwiseFunction.Negate] = "-",
        [PointwiseFunction.Minimum] = "V.Minimum",
        [PointwiseFunction.Maximum] = "V.Maximum",
        [PointwiseFunction.Tanh] = "V.Tanh",
        [PointwiseFunction.Sigmoid] = "V.Sigmoid",
        [PointwiseFunction.Relu] = "V.Relu",
        [PointwiseFunction.LeakyRelu] = "V.LeakyRelu",
        [PointwiseFunction.Elu] = "V.Elu",
        [PointwiseFunction.Exp] = "V.Exp",
        [PointwiseFunction.Log] = "V.Log",
        [PointwiseFunction.Sqrt] = "V.Sqrt",
        [PointwiseFunction.Abs] = "V.Abs",
        [PointwiseFunction.Sign] = "V.Sign",
        [PointwiseFunction.Softplus] = "V.Softplus",
        [PointwiseFunction.Softsign] = "V.Softsign",
        [PointwiseFunction.HardSigmoid] = "V.HardSigmoid",
        [PointwiseFunction.LogSigmoid] = "V.LogSigmoid",
        [PointwiseFunction.Sin] = "V.Sin",
        [PointwiseFunction.Cos] = "V.Cos",
        [PointwiseFunction.Erf] = "V.Erf",
        [PointwiseFunction.Floor] = "V.Floor",
        [PointwiseFunction.StopGradient] = "", // the operand as it is
    };

    /// <summary>The functions of which there are faster forms.</summary>
    public static readonly IReadOnlyDictionary<(PointwiseFunction, FunctionForm), string> Faster =
        new Dictionary<(PointwiseFunction, FunctionForm), string>
        {
            [(PointwiseFunction.Tanh, FunctionForm.Fast)] = "V.FastTanh",
            [(PointwiseFunction.Sigmoid, FunctionForm.Fast)] = "V.FastSigmoid",
            [(PointwiseFunction.Tanh, FunctionForm.Approximate)] = "V.ApproximateTanh",
            [(PointwiseFunction.Sigmoid, FunctionForm.Approximate)] = "V.ApproximateSigmoid",
            [(PointwiseFunction.Exp, FunctionForm.Approximate)] = "V.ApproximateExp",
            [(PointwiseFunction.Softplus, FunctionForm.Approximate)] = "V.ApproximateSoftplus",
        };

    /// <param name="form">The faster form, where there is one.</param>
    public static Code Text(PointwiseFunction function, FunctionForm form, params Code[] operands)
    {
        string spelling = Faster.TryGetValue((function, form), out string? faster) ? faster : Table[function];
        if (spelling.Length == 0) return operands[0];
        if (char.IsLetter(spelling[0])) return Code.List(spelling, operands);
        return operands.Length == 1 ? Code.Join(spelling, operands[0]) : Code.Operators(operands, spelling);
    }
}

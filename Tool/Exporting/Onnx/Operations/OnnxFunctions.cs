using System.Collections.Generic;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using static RnnGen.Tool.Exporting.Onnx.Operations.FunctionExpression;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>How a function that acts element by element is written.</summary>
/// <param name="Standard">In operators of the standard.</param>
/// <param name="InDouble">The same of doubles, where ONNX Runtime has the operator for float only; null where it has both.</param>
/// <param name="Activation">Its name as an activation of LSTM, GRU and RNN, where it is one with the standard's own numbers.</param>
internal sealed record OnnxFunction(FunctionExpression Standard, FunctionExpression? InDouble = null, string? Activation = null)
{
    /// <summary>ONNX Runtime has it for float only, and nothing stands for it in doubles.</summary>
    public bool IsOfFloatOnly { get; init; }

    public FunctionExpression Of(ElementType element) => element == ElementType.Double && InDouble is { } other ? other : Standard;
}

/// <summary>One row a function; what has none is refused.</summary>
internal static class OnnxFunctions
{
    private static readonly Dictionary<PointwiseFunction, OnnxFunction> s_rows = new()
    {
        [PointwiseFunction.Add] = new(Of("Add", X, Y)),
        [PointwiseFunction.Subtract] = new(Of("Sub", X, Y)),
        [PointwiseFunction.Multiply] = new(Of("Mul", X, Y)),
        [PointwiseFunction.Divide] = new(Of("Div", X, Y)),
        [PointwiseFunction.Negate] = new(Of("Neg", X)),
        [PointwiseFunction.Minimum] = new(Of("Min", X, Y)),
        [PointwiseFunction.Maximum] = new(Of("Max", X, Y)),
        [PointwiseFunction.Tanh] = new(Of("Tanh", X), Activation: "Tanh"),
        [PointwiseFunction.Sigmoid] = new(Of("Sigmoid", X), Activation: "Sigmoid"),
        [PointwiseFunction.Relu] = new(Of("Relu", X), Activation: "Relu"),
        [PointwiseFunction.LeakyRelu] = new(
            Of("LeakyRelu", X).With(NodeAttributes.Of("alpha", ScalarMath.LeakySlope)),
            Of("Where", Of("LessOrEqual", X, 0), Of("Mul", ScalarMath.LeakySlope, X), X), "LeakyRelu"),
        [PointwiseFunction.Elu] = new(Of("Elu", X), Of("Where", Of("LessOrEqual", X, 0), Of("Sub", Of("Exp", X), 1), X), "Elu"),
        [PointwiseFunction.Exp] = new(Of("Exp", X)),
        [PointwiseFunction.Log] = new(Of("Log", X)),
        [PointwiseFunction.Sqrt] = new(Of("Sqrt", X)),
        [PointwiseFunction.Abs] = new(Of("Abs", X)),
        [PointwiseFunction.Sign] = new(Of("Sign", X)),
        [PointwiseFunction.Softplus] = new(Of("Softplus", X), Softplus(X, Of("Abs", X)), "Softplus"),
        [PointwiseFunction.Softsign] = new(Of("Softsign", X), Of("Div", X, Of("Add", 1, Of("Abs", X))), "Softsign"),
        [PointwiseFunction.HardSigmoid] = new(
            Of("HardSigmoid", X).With(
                NodeAttributes.Of("alpha", ScalarMath.HardSigmoidSlope), NodeAttributes.Of("beta", ScalarMath.HardSigmoidOffset)),
            Of("Min", Of("Max", Of("Add", Of("Mul", ScalarMath.HardSigmoidSlope, X), ScalarMath.HardSigmoidOffset), 0), 1), "HardSigmoid"),
        [PointwiseFunction.LogSigmoid] = new(
            Of("Neg", Of("Softplus", Of("Neg", X))), Of("Neg", Softplus(Of("Neg", X), Of("Abs", X)))),
        [PointwiseFunction.StopGradient] = new(X),
        [PointwiseFunction.Sin] = new(Of("Sin", X)),
        [PointwiseFunction.Cos] = new(Of("Cos", X)),
        [PointwiseFunction.Erf] = new(Of("Erf", X)) { IsOfFloatOnly = true },
        [PointwiseFunction.Floor] = new(Of("Floor", X)),
    };

    public static IReadOnlyDictionary<PointwiseFunction, OnnxFunction> All => s_rows;

    /// <summary>max(x, 0) + log(1 + e^-|x|).</summary>
    private static FunctionExpression Softplus(FunctionExpression x, FunctionExpression size) =>
        Of("Add", Of("Max", x, 0), Of("Log", Of("Add", 1, Of("Exp", Of("Neg", size)))));
}

using System;
using System.Collections.Generic;
using RnnGen.Numerics;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>The operators that act element by element, on numbers.</summary>
internal static class GraphNumbers
{
    public static readonly IReadOnlyDictionary<string, Func<GraphCall, double, double>> Unary =
        new Dictionary<string, Func<GraphCall, double, double>>
        {
            ["Identity"] = (_, x) => x,
            ["Cast"] = (_, x) => x, // between numbers and truths; exported files have no other
            ["Neg"] = (_, x) => -x,
            ["Not"] = (_, x) => x == 0 ? 1 : 0,
            ["Abs"] = (_, x) => Math.Abs(x),
            ["Sign"] = (_, x) => x > 0 ? 1 : x < 0 ? -1 : 0,
            ["Sqrt"] = (_, x) => Math.Sqrt(x),
            ["Exp"] = (_, x) => Math.Exp(x),
            ["Log"] = (_, x) => Math.Log(x),
            ["Tanh"] = (_, x) => Math.Tanh(x),
            ["Sigmoid"] = (_, x) => Sigmoid(x),
            ["Relu"] = (_, x) => x <= 0 ? 0 : x,
            ["LeakyRelu"] = (call, x) => x < 0 ? call.Number("alpha", 0.01f) * x : x,
            ["Elu"] = (call, x) => x < 0 ? call.Number("alpha", 1) * (Math.Exp(x) - 1) : x,
            ["Sin"] = (_, x) => Math.Sin(x),
            ["Cos"] = (_, x) => Math.Cos(x),
            ["Floor"] = (_, x) => Math.Floor(x),
            ["Erf"] = (_, x) => Double1.Sum(Double1.Erf(Double1.Create(x))),
            ["Softplus"] = (_, x) => Softplus(x),
            ["Softsign"] = (_, x) => x / (1 + Math.Abs(x)),
            ["HardSigmoid"] = (call, x) => Math.Clamp(call.Number("alpha", 0.2f) * x + call.Number("beta", 0.5f), 0, 1),
        };

    public static readonly IReadOnlyDictionary<string, Func<double, double, double>> Binary
        = new Dictionary<string, Func<double, double, double>>
        {
            ["Add"] = (a, b) => a + b,
            ["Sub"] = (a, b) => a - b,
            ["Mul"] = (a, b) => a * b,
            ["Div"] = (a, b) => a / b,
            ["Min"] = (a, b) => a <= b || double.IsNaN(a) ? a : b,
            ["Max"] = Maximum,
            ["Less"] = (a, b) => a < b ? 1 : 0,
            ["Greater"] = (a, b) => a > b ? 1 : 0,
            ["LessOrEqual"] = (a, b) => a <= b ? 1 : 0,
            ["GreaterOrEqual"] = (a, b) => a >= b ? 1 : 0,
            ["Equal"] = (a, b) => a == b ? 1 : 0,
        };

    public static double Maximum(double a, double b) => a >= b || double.IsNaN(a) ? a : b;

    public static double Sigmoid(double x)
    {
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1 + e);
    }

    private static double Softplus(double x)
    {
        double e = Math.Exp(-Math.Abs(x)), u = 1 + e;
        return Math.Max(x, 0) + (u == 1 ? e : Math.Log(u) * e / (u - 1));
    }
}

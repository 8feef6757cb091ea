using System;
using System.Collections.Generic;

namespace RnnGen.Formats.Onnx;

/// <summary>Activations of recurrent operators and of nodes, with the defaults of the standard.</summary>
internal static class OnnxActivations
{
    /// <summary>By the name in lower case: what it is, and its alpha and beta where none are written; NaN where it has none.</summary>
    private static readonly Dictionary<string, (ActivationKind Kind, double Alpha, double Beta)> s_recurrent = new()
    {
        ["relu"] = (ActivationKind.Relu, double.NaN, double.NaN),
        ["tanh"] = (ActivationKind.Tanh, double.NaN, double.NaN),
        ["sigmoid"] = (ActivationKind.Sigmoid, double.NaN, double.NaN),
        ["affine"] = (ActivationKind.Affine, 1, 0),
        ["leakyrelu"] = (ActivationKind.LeakyRelu, 0.01, double.NaN),
        ["thresholdedrelu"] = (ActivationKind.ThresholdedRelu, 1, double.NaN),
        ["scaledtanh"] = (ActivationKind.ScaledTanh, 1, 1),
        ["hardsigmoid"] = (ActivationKind.HardSigmoid, 0.2, 0.5),
        ["elu"] = (ActivationKind.Elu, 1, double.NaN),
        ["softsign"] = (ActivationKind.Softsign, double.NaN, double.NaN),
        ["softplus"] = (ActivationKind.Softplus, double.NaN, double.NaN),
    };

    /// <summary>
    /// The activations of a recurrent operator. The lists activation_alpha and activation_beta are used up in order, by those functions
    /// that have such a number.
    /// </summary>
    /// <param name="call">The operator.</param>
    /// <param name="count">How many there have to be, over all directions.</param>
    /// <param name="defaults">What they are where none is named, for one direction.</param>
    public static ActivationFunction[] OfRecurrent(OnnxCall call, int count, params ActivationFunction[] defaults)
    {
        string[]? names = call.Texts("activations");
        var functions = new ActivationFunction[count];
        if (names is null or [])
        {
            for (int i = 0; i < count; i++) functions[i] = defaults[i % defaults.Length];
            return functions;
        }
        if (names.Length != count) throw call.Damaged($"{names.Length} activations; expected {count}.");
        double[] alphas = call.Floats("activation_alpha"), betas = call.Floats("activation_beta");
        int alpha = 0, beta = 0;
        for (int i = 0; i < count; i++)
        {
            if (!s_recurrent.TryGetValue(names[i].ToLowerInvariant(), out (ActivationKind Kind, double Alpha, double Beta) row))
                throw call.Unsupported($"the activation '{OnnxCall.Cut(names[i])}', which the standard does not list.");
            functions[i] = new ActivationFunction(row.Kind, Next(row.Alpha, alphas, ref alpha), Next(row.Beta, betas, ref beta));
        }
        return functions;

        static double Next(double otherwise, double[] list, ref int at) =>
            double.IsNaN(otherwise) ? 0 : at < list.Length ? list[at++] : otherwise;
    }

    /// <summary>The function of a node that acts element by element or over the features; null where the operator is none.</summary>
    public static ActivationFunction? OfNode(OnnxCall call)
    {
        double alpha(double otherwise) => call.Number("alpha", otherwise);
        return call.Operation switch
        {
            "Tanh" => ActivationFunction.Tanh,
            "Sigmoid" => ActivationFunction.Sigmoid,
            "Relu" => ActivationFunction.Relu,
            "LeakyRelu" => new ActivationFunction(ActivationKind.LeakyRelu, alpha(0.01)),
            "ThresholdedRelu" => new ActivationFunction(ActivationKind.ThresholdedRelu, alpha(1)),
            "Elu" => new ActivationFunction(ActivationKind.Elu, alpha(1)),
            "Selu" => new ActivationFunction(ActivationKind.Selu, alpha(1.6732632), call.Number("gamma", 1.050701)),
            "HardSigmoid" => new ActivationFunction(ActivationKind.HardSigmoid, alpha(0.2), call.Number("beta", 0.5)),
            "Softsign" => new ActivationFunction(ActivationKind.Softsign),
            "Softplus" => new ActivationFunction(ActivationKind.Softplus),
            "Exp" => new ActivationFunction(ActivationKind.Exponential),
            "HardSwish" => new ActivationFunction(ActivationKind.HardSwish),
            "Mish" => new ActivationFunction(ActivationKind.Mish),
            "Gelu" => call.Text("approximate") == "tanh"
                ? new ActivationFunction(ActivationKind.GeluTanh)
                : throw call.Unsupported("Gelu by the error function, which the cell language has not; export it with approximate='tanh'."),
            "Softmax" => new ActivationFunction(ActivationKind.Softmax),
            "LogSoftmax" => new ActivationFunction(ActivationKind.LogSoftmax),
            "Clip" => Clip(call),
            _ => null,
        };
    }

    /// <summary>The bounds are operands, attributes in older versions; one that is left out is none.</summary>
    private static ActivationFunction Clip(OnnxCall call)
    {
        double low = Bound(1, "min", double.NegativeInfinity), high = Bound(2, "max", double.PositiveInfinity);
        return new ActivationFunction(ActivationKind.Clamp, low, high) switch
        {
            { Alpha: double.NegativeInfinity, Beta: double.PositiveInfinity } => ActivationFunction.Identity,
            { Alpha: 0, Beta: double.PositiveInfinity } => ActivationFunction.Relu,
            var clamp => clamp,
        };

        double Bound(int index, string name, double otherwise)
        {
            if (call.Operand(index) is null) return call.Number(name, otherwise);
            ImportedTensor bound = call.Constant(index);
            return bound.Values.Length == 1 ? bound.Values[0] : throw call.Damaged($"the bound {name} has {bound.Values.Length} elements.");
        }
    }
}

using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>The layers around recurrent ones: products with constant matrices, sums, activations.</summary>
internal static class OnnxLayers
{
    private static readonly HashSet<string> s_arithmetic = ["MatMul", "Gemm", "Add", "Sub", "Mul", "Div", "Neg"];

    /// <summary>Whether a node is one of these.</summary>
    public static bool Has(OnnxCall call) => s_arithmetic.Contains(call.Operation) || OnnxActivations.OfNode(call) is not null;

    public static OnnxValue[] Apply(OnnxCall call) => call.Operation switch
    {
        "MatMul" => [MatMul(call)],
        "Gemm" => [Gemm(call)],
        "Add" or "Sub" or "Mul" or "Div" => [Arithmetic(call)],
        "Neg" => [Activated(call, call.Signal(0), new ActivationFunction(ActivationKind.Affine, -1))],
        _ => [Activated(call, call.Signal(0), OnnxActivations.OfNode(call) ?? throw OnnxOperators.Unknown(call))],
    };

    private static OnnxValue.Signal MatMul(OnnxCall call)
    {
        ImportedTensor matrix = call.Constant(1);
        while (matrix.Rank > 2 && matrix.Shape[0] == 1) matrix = matrix.Reshape([.. matrix.Shape.Skip(1)]);
        if (matrix.Rank != 2) throw call.Unsupported($"a product with {matrix.ShapeText}; a matrix is carried over.");
        // Rows of features stand left of the matrix: it is the transpose of a layer's W.
        return Product(call, call.Signal(0), matrix.Transpose(), null);
    }

    /// <summary>alpha A B + beta C, where A are rows of features.</summary>
    private static OnnxValue.Signal Gemm(OnnxCall call)
    {
        ImportedTensor matrix = call.Constant(1);
        if (call.Integer("transA", 0) != 0) throw call.Unsupported("transA = 1: features in columns.");
        if (matrix.Rank != 2) throw call.Damaged($"B is {matrix.ShapeText}; expected a matrix.");
        ImportedTensor weights = (call.Integer("transB", 0) != 0 ? matrix : matrix.Transpose()).Times(call.Number("alpha", 1));
        ImportedTensor? bias = call.Operand(2) is null ? null : BiasOf(call, call.Constant(2), weights.Rows).Times(call.Number("beta", 1));
        return Product(call, call.Signal(0), weights, bias);
    }

    private static OnnxValue.Signal Product(OnnxCall call, OnnxValue.Signal signal, ImportedTensor weights, ImportedTensor? bias)
    {
        Chain chain = OnlyChain(call, signal);
        signal.Axes[^1].Bind(AxisRole.Feature, call.Where);
        if (chain.Size is { } size && size != weights.Columns)
            throw call.Damaged($"a product of {size} features with {weights.Columns} columns.");
        Chain next = chain.Then(new ImportedLayer.Dense(call.LayerName, weights, bias), weights.Rows);
        return new OnnxValue.Signal([.. signal.Axes.SkipLast(1), new Axis(AxisRole.Feature, weights.Rows)], [next]);
    }

    private static OnnxValue.Signal Activated(OnnxCall call, OnnxValue.Signal signal, ActivationFunction function)
    {
        Chain chain = OnlyChain(call, signal);
        if (function.Kind is ActivationKind.Softmax or ActivationKind.LogSoftmax)
        {
            // The axis was 1 by default before version 13; it has to be that of the features.
            int rank = signal.Axes.Count;
            if (call.Axis(call.Integer("axis", rank == 2 ? 1 : -1), rank) != rank - 1)
                throw call.Unsupported("an axis that is not that of the features.");
            signal.Axes[^1].Bind(AxisRole.Feature, call.Where);
        }
        return signal.With(chain.Then(new ImportedLayer.Activation(call.LayerName, function), chain.Size));
    }

    private static OnnxValue.Signal Arithmetic(OnnxCall call)
    {
        if (call.Operand(0) is OnnxValue.Signal a && call.Operand(1) is OnnxValue.Signal b) return OfTwo(call, a, b);
        bool isLeft = call.Operand(0) is OnnxValue.Signal;
        OnnxValue.Signal signal = call.Signal(isLeft ? 0 : 1);
        ImportedTensor constant = call.Constant(isLeft ? 1 : 0);
        if (constant.Values.Length != 1) return Biased(call, signal, constant, isLeft);
        double c = constant.Values[0];
        (double scale, double shift) = (call.Operation, isLeft) switch
        {
            ("Add", _) => (1, c),
            ("Sub", true) => (1, -c),
            ("Sub", false) => (-1, c),
            ("Mul", _) => (c, 0.0),
            ("Div", true) => (1 / c, 0.0),
            _ => throw call.Unsupported("a number divided by a sequence."),
        };
        // A layer with one output has a bias of one element.
        if (call.Operation == "Add" && signal.Chains is [{ Layer: ImportedLayer.Dense { Weights.Rows: 1 } }])
            return Biased(call, signal, constant, isLeft);
        return Activated(call, signal, new ActivationFunction(ActivationKind.Affine, scale, shift));
    }

    /// <summary>A vector that is added to what a dense layer makes is its bias.</summary>
    private static OnnxValue.Signal Biased(OnnxCall call, OnnxValue.Signal signal, ImportedTensor constant, bool isLeft)
    {
        Chain chain = OnlyChain(call, signal);
        if (chain.Layer is not ImportedLayer.Dense dense || !(call.Operation == "Add" || (call.Operation == "Sub" && isLeft)))
            throw call.Unsupported($"arithmetic with {constant.ShapeText}; a bias behind a product, or one number, is carried over.");
        ImportedTensor bias = BiasOf(call, constant, dense.Weights.Rows);
        if (call.Operation == "Sub") bias = bias.Negate();
        return signal.With(chain.Before!.Then(dense with { Bias = dense.Bias?.Plus(bias) ?? bias }, chain.Size));
    }

    /// <summary>x sigmoid(x), the network's input added to what the layers made of it, or two directions of a layer.</summary>
    private static OnnxValue.Signal OfTwo(OnnxCall call, OnnxValue.Signal a, OnnxValue.Signal b)
    {
        (Chain left, Chain right) = (OnlyChain(call, a), OnlyChain(call, b));
        if (!a.Axes.SequenceEqual(b.Axes) && !a.Axes.SkipLast(1).SequenceEqual(b.Axes.SkipLast(1)))
            throw call.Unsupported("arithmetic with two sequences whose axes differ.");
        if (call.Operation == "Mul" && IsSigmoidOf(right, left)) return Silu(a, left);
        if (call.Operation == "Mul" && IsSigmoidOf(left, right)) return Silu(b, right);
        if (call.Operation == "Add" && (left.IsInput || right.IsInput) && left.Input == right.Input)
        {
            (OnnxValue.Signal made, OnnxValue.Signal input) = left.IsInput ? (b, a) : (a, b);
            long? size = made.Chains[0].Size, width = input.Chains[0].Size ?? WidthOf(made.Chains[0]);
            if (size is not null && size == width)
                return made.With(made.Chains[0].Then(new ImportedLayer.AddInput(call.LayerName), size));
        }
        if (call.Operation is "Add" or "Mul"
            && OnnxJoins.Merged(left, right, call.Operation == "Add" ? DirectionMerge.Sum : DirectionMerge.Multiply) is { } merged)
            return a.With(merged);
        throw call.Unsupported(
            "arithmetic with two sequences; of two directions, with the network's input and as x * sigmoid(x) it is carried over.");

        OnnxValue.Signal Silu(OnnxValue.Signal signal, Chain chain) =>
            signal.With(chain.Then(new ImportedLayer.Activation(call.LayerName, new ActivationFunction(ActivationKind.Silu)), chain.Size));
    }

    private static bool IsSigmoidOf(Chain sigmoid, Chain chain) =>
        sigmoid.Before == chain && sigmoid.Layer is ImportedLayer.Activation { Function.Kind: ActivationKind.Sigmoid };

    /// <summary>The elements of the network's input.</summary>
    private static long? WidthOf(Chain chain) => chain.Layers().Select(layer => layer.InputSize).FirstOrDefault(size => size is not null);

    private static ImportedTensor BiasOf(OnnxCall call, ImportedTensor constant, int length)
    {
        if (constant.Values.Length == length && (constant.Rank == 0 || constant.Shape[^1] == length)) return constant.Reshape(length);
        return constant.Values.Length == 1
            ? new ImportedTensor(constant.Name, constant.Dtype, [length], [.. Enumerable.Repeat(constant.Values[0], length)])
            : throw call.Damaged($"a bias of {constant.ShapeText} for {length} features.");
    }

    private static Chain OnlyChain(OnnxCall call, OnnxValue.Signal signal) => signal.Chains.Count == 1 && signal.Axes.Count > 0
        ? signal.Chains[0]
        : throw call.Unsupported("both directions of a layer before they are joined.");
}

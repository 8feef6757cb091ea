namespace RnnGen.Formats;

/// <summary>What an activation computes, element by element unless it says otherwise; a and b are alpha and beta.</summary>
public enum ActivationKind
{
    /// <summary>x</summary>
    Identity,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>1 / (1 + e^-x)</summary>
    Sigmoid,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>x, for x &lt; 0: a x</summary>
    LeakyRelu,

    /// <summary>x where x > a, else 0</summary>
    ThresholdedRelu,

    /// <summary>x, for x &lt; 0: a (e^x - 1)</summary>
    Elu,

    /// <summary>b (x, for x &lt; 0: a (e^x - 1)), the scale outside the choice</summary>
    Selu,

    /// <summary>a tanh(b x)</summary>
    ScaledTanh,

    /// <summary>a x + b, kept in [0, 1]</summary>
    HardSigmoid,

    /// <summary>x / (1 + |x|)</summary>
    Softsign,

    /// <summary>log(1 + e^x)</summary>
    Softplus,

    /// <summary>a x + b</summary>
    Affine,

    /// <summary>e^x</summary>
    Exponential,

    /// <summary>x sigmoid(x)</summary>
    Silu,

    /// <summary>x (x / 6 + 0.5), the second factor kept in [0, 1]</summary>
    HardSwish,

    /// <summary>x kept in [a, b]; a bound may be infinite</summary>
    Clamp,

    /// <summary>log(sigmoid(x))</summary>
    LogSigmoid,

    /// <summary>x tanh(log(1 + e^x))</summary>
    Mish,

    /// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, the approximation by tanh</summary>
    GeluTanh,

    /// <summary>e^x / sum(e^x) over all elements of the vector</summary>
    Softmax,

    /// <summary>log(softmax(x))</summary>
    LogSoftmax,
}

/// <summary>An activation with its numbers.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Alpha">a; 0 where the kind has none.</param>
/// <param name="Beta">b; 0 where the kind has none.</param>
public sealed record ActivationFunction(ActivationKind Kind, double Alpha = 0, double Beta = 0)
{
    /// <summary>x.</summary>
    public static ActivationFunction Identity { get; } = new(ActivationKind.Identity);

    /// <summary>tanh(x).</summary>
    public static ActivationFunction Tanh { get; } = new(ActivationKind.Tanh);

    /// <summary>The logistic function.</summary>
    public static ActivationFunction Sigmoid { get; } = new(ActivationKind.Sigmoid);

    /// <summary>max(x, 0).</summary>
    public static ActivationFunction Relu { get; } = new(ActivationKind.Relu);

    /// <summary>The hard sigmoid of ONNX and Keras 2: 0.2 x + 0.5, kept in [0, 1].</summary>
    public static ActivationFunction HardSigmoid { get; } = new(ActivationKind.HardSigmoid, 0.2, 0.5);

    /// <summary>The hard sigmoid of Keras 3 and PyTorch: x / 6 + 0.5, kept in [0, 1].</summary>
    public static ActivationFunction HardSigmoidOfSixths { get; } = new(ActivationKind.HardSigmoid, 1.0 / 6, 0.5);
}

using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>
/// What a file of weights alone does not say. Files that describe their network (ONNX, Keras, RTNeural, NAM) need none of it.
/// </summary>
public sealed record ReadOptions
{
    /// <summary>
    /// The modules of a PyTorch state_dict in the order in which they are applied, such as <c>["lstm", "fc"]</c>: those of them that are
    /// the network. Null: all, in the one order that their sizes allow.
    /// </summary>
    public IReadOnlyList<string>? Modules { get; init; }

    /// <summary>The activation of <c>nn.RNN</c> and <c>nn.RNNCell</c>, which a state_dict does not hold; tanh is PyTorch's
    /// default.</summary>
    public ActivationFunction Nonlinearity { get; init; } = ActivationFunction.Tanh;

    /// <summary>
    /// The activation between two <c>nn.Linear</c> that follow each other, which a state_dict does not hold; null where it is not known:
    /// then such a network is refused.
    /// </summary>
    public ActivationFunction? BetweenLinear { get; init; }
}

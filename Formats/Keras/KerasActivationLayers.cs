using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>Layers of Keras that are an activation.</summary>
internal static class KerasActivationLayers
{
    /// <summary>What the layer computes.</summary>
    /// <exception cref="ModelFormatException">It is no activation, or one that is not known here.</exception>
    public static ActivationFunction Read(KerasLayer layer, bool? isThird) => layer.ClassName switch
    {
        "Activation" => KerasActivations.Read(layer.Config, "activation", "linear", isThird, layer.Where),
        "ReLU" => Relu(layer),
        // Named alpha in Keras 2; its default is 0.3 in both.
        "LeakyReLU" => new ActivationFunction(ActivationKind.LeakyRelu, Number(layer, "negative_slope") ?? Number(layer, "alpha") ?? 0.3),
        "ELU" => new ActivationFunction(ActivationKind.Elu, Number(layer, "alpha") ?? 1),
        "Softmax" when layer.Config.Find("axis") is not { } axis || (axis.ValueKind == JsonValueKind.Number && axis.GetRawText() == "-1") =>
            new ActivationFunction(ActivationKind.Softmax),
        _ => throw ModelFormatException.Unsupported(
            layer.Where,
            "layers of this class are not carried over. Known are LSTM, GRU, SimpleRNN, Bidirectional, Dense, TimeDistributed, " +
            "Activation, ReLU, LeakyReLU, ELU, Softmax, and what does nothing outside of training."),
    };

    private static ActivationFunction Relu(KerasLayer layer)
    {
        double slope = Number(layer, "negative_slope") ?? 0, threshold = Number(layer, "threshold") ?? 0;
        if (threshold != 0) throw ModelFormatException.Unsupported(layer.Where, $"its threshold is {threshold:G9}; 0 is known.");
        if (Number(layer, "max_value") is not { } most)
            return slope == 0 ? ActivationFunction.Relu : new ActivationFunction(ActivationKind.LeakyRelu, slope);
        return slope == 0
            ? new ActivationFunction(ActivationKind.Clamp, 0, most)
            : throw ModelFormatException.Unsupported(layer.Where, "it has both a slope and a largest value.");
    }

    // Keras 2 writes some numbers as {"class_name": "__numpy__", …} or as a list: those are refused by what reads them.
    private static double? Number(KerasLayer layer, string name) => layer.Config.FindNumber(name, layer.Where);
}

using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>
/// The activations of Keras. Two names changed with Keras 3: <c>hard_sigmoid</c> was 0.2 x + 0.5 and is relu6(x + 3) / 6, and
/// <c>leaky_relu</c> is new as a name. Sources: keras/src/backend.py of Keras 2.15, keras/src/activations/activations.py of Keras 3.
/// </summary>
internal static class KerasActivations
{
    /// <summary>alpha and scale of selu (Klambauer et al. 2017).</summary>
    private const double SeluAlpha = 1.6732632423543772, SeluScale = 1.0507009873554805;

    /// <summary>The activation that a configuration names; linear where it names none.</summary>
    /// <param name="config">The layer's configuration.</param>
    /// <param name="property">Such as <c>recurrent_activation</c>.</param>
    /// <param name="absent">What stands where the property is missing.</param>
    /// <param name="isThird">Whether Keras 3 or later wrote the model; null where that is not known.</param>
    /// <param name="where">The layer, for messages.</param>
    public static ActivationFunction Read(JsonElement config, string property, string absent, bool? isThird, string where)
    {
        JsonElement? value =
            config.ValueKind == JsonValueKind.Object && config.TryGetProperty(property, out JsonElement found) ? found : null;
        return value switch
        {
            null => Of(absent, isThird, where),
            { ValueKind: JsonValueKind.Null } => ActivationFunction.Identity,
            { ValueKind: JsonValueKind.String } => Of(config.FindText(property)!, isThird, where),
            { ValueKind: JsonValueKind.Object } named when (named.FindText("config") ?? named.FindText("class_name")) is { } name =>
                Of(name, isThird, where),
            { } other => throw JsonFile.Unexpected(other, "the name of an activation", $"{where}, {property}"),
        };
    }

    /// <summary>The activation of that name.</summary>
    /// <exception cref="ModelFormatException">It is none that is known here.</exception>
    public static ActivationFunction Of(string name, bool? isThird, string where) => name switch
    {
        "linear" or "" => ActivationFunction.Identity,
        "tanh" => ActivationFunction.Tanh,
        "sigmoid" => ActivationFunction.Sigmoid,
        "relu" => ActivationFunction.Relu,
        "relu6" => new ActivationFunction(ActivationKind.Clamp, 0, 6),
        "hard_sigmoid" => isThird switch
        {
            true => ActivationFunction.HardSigmoidOfSixths,
            false => ActivationFunction.HardSigmoid,
            null => throw ModelFormatException.Unsupported(
                where,
                "hard_sigmoid is another function in Keras 2 and in Keras 3, and the file does not say which one wrote it: add " +
                "keras_version."),
        },
        "hard_tanh" => new ActivationFunction(ActivationKind.Clamp, -1, 1),
        "leaky_relu" => new ActivationFunction(ActivationKind.LeakyRelu, 0.2),
        "elu" => new ActivationFunction(ActivationKind.Elu, 1),
        "selu" => new ActivationFunction(ActivationKind.Selu, SeluAlpha, SeluScale),
        "softsign" => new ActivationFunction(ActivationKind.Softsign),
        "softplus" => new ActivationFunction(ActivationKind.Softplus),
        "exponential" => new ActivationFunction(ActivationKind.Exponential),
        "swish" or "silu" => new ActivationFunction(ActivationKind.Silu),
        "mish" => new ActivationFunction(ActivationKind.Mish),
        "log_sigmoid" => new ActivationFunction(ActivationKind.LogSigmoid),
        "softmax" => new ActivationFunction(ActivationKind.Softmax),
        _ => throw ModelFormatException.Unsupported(
            where,
            $"its activation {Quoting.Quote(name)} is none that is known here. Write the cell yourself and load its tensors by name."),
    };
}

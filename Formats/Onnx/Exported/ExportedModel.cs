using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RnnGen.Formats.Onnx.Exported;

/// <summary>What a file says of the definition that it was exported from, among the properties of the model.</summary>
internal static class ExportedModel
{
    public const string DefinitionKey = "rnngen.definition", ParametersKey = "rnngen.parameters", ArgumentsKey = "rnngen.arguments";

    /// <summary>Reads a property that is JSON.</summary>
    /// <exception cref="ModelFormatException">It is missing, or something else.</exception>
    public static T Read<T>(OnnxModel model, string key, JsonTypeInfo<T> type)
    {
        string text = model.Properties.FirstOrDefault(property => property.Key == key)?.Value
            ?? throw ModelFormatException.Damaged("ONNX", $"the property '{key}' is missing beside '{DefinitionKey}'.");
        try
        {
            return JsonSerializer.Deserialize(text, type)
                ?? throw ModelFormatException.Damaged($"property '{key}'", "it is empty.");
        }
        catch (JsonException wrong)
        {
            throw ModelFormatException.Damaged($"property '{key}'", "it is not as it was exported: " + wrong.Message, wrong);
        }
    }
}

using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>A layer as Keras' configuration describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClassName">Its class, such as <c>LSTM</c>.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record KerasLayer(string Name, string ClassName, JsonElement Config)
{
    /// <summary>For messages: LSTM 'lstm_1'.</summary>
    public string Where => $"{ClassName} {Quoting.Quote(Name)}";

    /// <summary>A layer of <c>{"class_name": …, "config": {"name": …}}</c>.</summary>
    public static KerasLayer Read(JsonElement element, string where)
    {
        string type = element.FindText("class_name") ?? throw ModelFormatException.Damaged(where, "a layer has no class_name.");
        JsonElement config = element.Find("config") ?? throw ModelFormatException.Damaged(
            where, $"a layer of the class {Quoting.Quote(type)} has no config.");
        return new KerasLayer(config.FindText("name") ?? element.FindText("name") ?? type.ToLowerInvariant(), type, config);
    }

    /// <summary>The elements at each step of the input that it was made for: the last extent of its batch shape; null where it has
    /// none.</summary>
    public int? InputSize()
    {
        JsonElement? shape = Config.Find("batch_input_shape") ?? Config.Find("batch_shape");
        if (shape is not { ValueKind: JsonValueKind.Array } extents || extents.GetArrayLength() < 2) return null;
        return extents[extents.GetArrayLength() - 1] is { ValueKind: JsonValueKind.Number } last && last.TryGetInt32(out int size)
            ? size
            : null;
    }
}

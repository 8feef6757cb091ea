using System;
using System.Collections.Generic;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>A JSON text, whose objects name each property once.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions s_options = new()
    {
        MaxDepth = ReadingBudget.MaximumDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Whether the bytes may be a JSON object.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    /// <summary>The object that a text is.</summary>
    /// <exception cref="ModelFormatException">It is none.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> bytes, string where)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        try
        {
            JsonElement root = JsonDocument.Parse(bytes, s_options).RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? root
                : throw ModelFormatException.Damaged(where, $"its JSON is {root.ValueKind}; expected an object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw ModelFormatException.Damaged(
                where, $"it is no JSON: {Quoting.Cut(e.Message)} (NaN and Infinity, which Python writes, are none either).", e);
        }
    }

    /// <summary>The properties of an object by name.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Unexpected(element, "an object", where);
        foreach (JsonProperty property in element.EnumerateObject())
            yield return (TextOf(() => property.Name, where), property.Value);
    }

    /// <summary>A property; null where it is absent or null.</summary>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The elements of a list.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement element, string where) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray()]
        : throw Unexpected(element, "a list", where);

    /// <summary>A string property; null where it is absent.</summary>
    public static string? FindText(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.String } value
        ? TextOf(() => value.GetString()!, name)
        : null;

    /// <summary>An integer property; null where it is absent.</summary>
    /// <exception cref="ModelFormatException">It is there, and no integer.</exception>
    public static int? FindInteger(this JsonElement element, string name, string where) => element.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Unexpected(value, "an integer", $"{where}, {name}");

    /// <summary>A number property; null where it is absent.</summary>
    /// <exception cref="ModelFormatException">It is there, and no number.</exception>
    public static double? FindNumber(this JsonElement element, string name, string where) => element.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
        : throw Unexpected(value, "a number", $"{where}, {name}");

    /// <summary>A property that is true or false.</summary>
    /// <exception cref="ModelFormatException">It is there, and neither.</exception>
    public static bool Flag(this JsonElement element, string name, bool absent, string where) => element.Find(name) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Unexpected(value, "true or false", $"{where}, {name}"),
    };

    /// <summary>That something has another kind of value than its place asks for.</summary>
    public static ModelFormatException Unexpected(JsonElement found, string expected, string where) =>
        ModelFormatException.Damaged(where, $"found {found.ValueKind}; expected {expected}.");

    // Strings with half of a surrogate pair are read as they are asked for, and refused then.
    private static string TextOf(Func<string> read, string where)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw ModelFormatException.Damaged(where, "its text is no Unicode.", e);
        }
    }
}

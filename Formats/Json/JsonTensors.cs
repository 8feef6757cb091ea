using System;
using System.Collections.Generic;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>Tensors as nested lists of numbers, as Python's tolist() makes them.</summary>
internal static class JsonTensors
{
    /// <summary>Whether a value is a list that begins with a number, or with such a list.</summary>
    public static bool Recognizes(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0) element = element[0];
        return element.ValueKind is JsonValueKind.Number or JsonValueKind.Array;
    }

    /// <summary>A tensor; every list of a level has to be as long as the first.</summary>
    /// <exception cref="ModelFormatException">The lists are ragged, or hold what is no number.</exception>
    public static ImportedTensor Read(JsonElement element, string name)
    {
        var shape = new List<int>();
        for (JsonElement level = element; level.ValueKind == JsonValueKind.Array; level = level[0])
        {
            shape.Add(level.GetArrayLength());
            if (shape[^1] == 0) break;
        }

        var values = new List<double>();
        Fill(element, shape, 0, values, name);
        return new ImportedTensor(name, "F64", shape, [.. values]);
    }

    private static void Fill(JsonElement element, List<int> shape, int axis, List<double> values, string name)
    {
        if (axis == shape.Count)
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out double value) || !double.IsFinite(value))
                throw JsonFile.Unexpected(element, "a finite number", $"tensor {Quoting.Quote(name)}");
            values.Add(value);
            return;
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != shape[axis])
            throw ModelFormatException.Damaged($"tensor {Quoting.Quote(name)}", "its lists are not all of the same length.");
        foreach (JsonElement item in element.EnumerateArray()) Fill(item, shape, axis + 1, values, name);
    }
}

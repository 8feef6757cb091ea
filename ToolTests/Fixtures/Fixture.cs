using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using RnnGen.Formats;

namespace RnnGen.ToolTests.Fixtures;

/// <summary>
/// A file that another program wrote: either with an input and what that program computes of it, or one that has to be refused. The
/// script beside each JSON made it.
/// </summary>
internal sealed record Fixture(string Name, string FileName, byte[] File, double[] Input, double[] Output, string[] Says)
{
    public static IReadOnlyDictionary<string, Fixture> Torch { get; } = Load("PyTorch");

    public static IReadOnlyDictionary<string, Fixture> Keras { get; } = Load("Keras");

    public bool IsRefused => Says.Length > 0;

    public int Steps(ImportedModel model) => Input.Length / model.InputSize;

    private static Dictionary<string, Fixture> Load(string resource)
    {
        using Stream stream = typeof(Fixture).Assembly.GetManifestResourceStream($"{resource}.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Of(p.Name, p.Value));
    }

    private static Fixture Of(string name, JsonElement json) => new(
        name,
        "net" + json.GetProperty("extension").GetString(),
        Convert.FromBase64String(string.Concat(json.GetProperty("file").EnumerateArray().Select(line => line.GetString()))),
        Numbers(json, "x"),
        Numbers(json, "y"),
        json.TryGetProperty("says", out JsonElement says) ? [.. says.EnumerateArray().Select(text => text.GetString()!)] : []);

    private static double[] Numbers(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(number => number.GetDouble())] : [];
}

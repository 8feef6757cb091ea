using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Tests.References;

/// <summary>One of the eight reference runs: arguments, parameters and what must come out.</summary>
internal sealed class ReferenceRun
{
    private ReferenceRun(JsonElement root)
    {
        Name = root.GetProperty("function").GetString()!;
        Inputs = Arrays(root.GetProperty("inputs"), _ => false);
        Parameters = Arrays(root.GetProperty("parameters"), _ => false);
        Expected = Arrays(root.GetProperty("expected"), name => name[0] == 'd' && Parameters.ContainsKey(name[1..]));
        Printed = [.. root.GetProperty("printed").EnumerateObject().Select(entry => PrintedValue.Read(entry.Name, entry.Value))];
    }

    public string Name { get; }

    public IReadOnlyDictionary<string, ReferenceArray> Inputs { get; }

    public IReadOnlyDictionary<string, ReferenceArray> Parameters { get; }

    public IReadOnlyDictionary<string, ReferenceArray> Expected { get; }

    /// <summary>What the reference document prints of the expected arrays.</summary>
    public IReadOnlyList<PrintedValue> Printed { get; }

    public bool IsBackward => Name.EndsWith("backward", StringComparison.Ordinal);

    public int Batch => Inputs.Values.First().Batch;

    public int TimeSteps => Inputs.Values.Max(input => input.TimeSteps);

    public static ReferenceRun Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"GeneratedTests/Fixtures/{name}.json")));
        return new ReferenceRun(document.RootElement);
    }

    private static Dictionary<string, ReferenceArray> Arrays(JsonElement element, Func<string, bool> isGradient) =>
        element.EnumerateObject().ToDictionary(
            array => array.Name, array => ReferenceArray.Read(array.Value, isGradient(array.Name)), StringComparer.Ordinal);
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// What inputs and outputs of a graph are called: as the definition has them, and h0 and hT for the state h before the first step and after
/// the last, as on a tape.
/// </summary>
internal sealed class GraphNames(CellSignature signature)
{
    public const string Lengths = "lengths";

    /// <summary>
    /// The outputs: those of the definition, or its first state where it has none.
    /// </summary>
    public IReadOnlyList<GraphOutput> Outputs { get; } = signature.Outputs.Count > 0
        ? [.. signature.Outputs.Select((slot, i) => new GraphOutput(slot, i))]
        : [.. signature.States.Take(1).Select(slot => new GraphOutput(slot, null))];

    public void Reserve(GraphScope graph, OnnxSettings settings)
    {
        if (settings.HasLengths && signature.Inputs.Concat(signature.Outputs).Any(slot => slot.Name == Lengths))
            throw new ExportException($"--lengths adds an input '{Lengths}', and the definition has a tensor of that name: rename it.");
        if (settings.HasLengths) graph.Reserve(Lengths);
        foreach (string name in signature.Inputs.Select(slot => slot.Name).Concat(Outputs.Select(output => output.Slot.Name))
            .Concat(signature.States.Select(slot => TapeNames.Final(slot.Name)))
            .Concat(settings.TakesStates ? signature.States.Select(slot => TapeNames.Initial(slot.Name)) : []))
            graph.Reserve(name);
    }

    /// <summary>Before: Identity makes y of v. After: what made v makes y. What others read as v is y, too.</summary>
    public static void RemoveIdentities(OnnxGraph graph)
    {
        HashSet<string> made = [.. graph.Nodes.SelectMany(node => node.Outputs)];
        HashSet<string> fixedNames = [.. graph.Outputs.Select(output => output.Name)];
        var renamed = new Dictionary<string, string>();
        foreach (OnnxNode node in graph.Nodes.Where(node => node.Operation == "Identity" && fixedNames.Contains(node.Outputs[0])).ToList())
        {
            string from = node.Inputs[0];
            if (!made.Contains(from) || fixedNames.Contains(from) || !renamed.TryAdd(from, node.Outputs[0])) continue;
            graph.Nodes.Remove(node);
        }
        if (renamed.Count > 0) Rename(graph, renamed);
    }

    private static void Rename(OnnxGraph graph, Dictionary<string, string> names)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            if (node.Outputs.Contains(node.Name) && names.TryGetValue(node.Name, out string? called)) node.Name = called;
            Rename(node.Inputs, names);
            Rename(node.Outputs, names);
            foreach (OnnxAttribute attribute in node.Attributes.Where(attribute => attribute.G is not null)) Rename(attribute.G, names);
        }
    }

    private static void Rename(IList<string> list, Dictionary<string, string> names)
    {
        for (int i = 0; i < list.Count; i++)
            if (names.TryGetValue(list[i], out string? name)) list[i] = name;
    }
}

/// <summary>An output of a graph.</summary>
/// <param name="Slot">Its name and shape.</param>
/// <param name="Index">Of the definition's output; null for the first state.</param>
internal sealed record GraphOutput(SlotSignature Slot, int? Index)
{
    public Value Of(StepFunction step) => Index is { } index ? step.Outputs[index] : step.Next[0];
}

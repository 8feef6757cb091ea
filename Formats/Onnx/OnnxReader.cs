using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// Goes over the nodes that the graph's output needs, in their order, and finds for each tensor what it is: a constant, a shape, or what
/// layers make of the input. What it does not understand of these it refuses by the node's name.
/// </summary>
internal sealed class OnnxReader
{
    private readonly OnnxGraph _graph;
    private readonly ReadingBudget _budget;
    private readonly OnnxNotes _notes = new();
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _makers = new(StringComparer.Ordinal);

    public OnnxReader(OnnxGraph graph, ReadingBudget budget)
    {
        (_graph, _budget) = (graph, budget);
        foreach (OnnxTensor tensor in graph.Initializers) _initializers[tensor.Name] = tensor;
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (string output in graph.Nodes[i].Outputs)
            {
                if (output.Length > 0 && !_makers.TryAdd(output, i))
                    throw ModelFormatException.Damaged("ONNX", $"two nodes make '{OnnxCall.Cut(output)}'.");
            }
        }
    }

    public ImportedModel Read(string name)
    {
        foreach (OnnxArgument input in _graph.Inputs.Where(input => !_initializers.ContainsKey(input.Name)))
            _values[input.Name] = InputOf(input);
        if (_graph.Outputs.Count == 0) throw ModelFormatException.Damaged("ONNX", "the graph has no output.");
        (OnnxArgument output, OnnxValue.Signal signal) = FindOutput();
        foreach (OnnxArgument other in _graph.Outputs.Where(other => other != output))
            _notes.LeaveBehind($"the graph's output '{OnnxCall.Cut(other.Name)}'");
        Chain chain = OnnxJoins.Joined(signal, $"output '{OnnxCall.Cut(output.Name)}'");
        foreach (string other in _values.Where(pair => pair.Value is OnnxValue.Signal { IsInput: true }).Select(pair => pair.Key))
        {
            if (_graph.Inputs.Any(input => input.Name == other) && other != chain.Input)
                _notes.LeaveBehind($"the graph's input '{OnnxCall.Cut(other)}'");
        }
        List<ImportedLayer> layers = chain.Layers();
        return new ImportedModel
        {
            Name = _graph.Name is "" or "main_graph" or "torch_jit" or "torch-jit-export" or "tf2onnx" or "graph" ? name : _graph.Name,
            Format = "ONNX",
            InputSize = layers.Select(layer => layer.InputSize).FirstOrDefault(size => size is not null)
                ?? throw ModelFormatException.Unsupported("", "The model has no recurrent layer."),
            Layers = layers,
            NotCarriedOver = _notes.LeftBehind,
        };
    }

    private static OnnxValue.Signal InputOf(OnnxArgument input)
    {
        Axis[] axes =
        [
            .. (input.Type?.Tensor?.Shape?.Dimensions ?? [])
                .Select(dimension => new Axis(AxisRole.Unknown, dimension.Value > 0 ? dimension.Value : null)),
        ];
        return new OnnxValue.Signal(axes, [new Chain(input.Name, null, null, axes is [.., var last] ? last.Size : null)]);
    }

    /// <summary>The first output that is no state of a recurrent operator; of several states alone the first.</summary>
    private (OnnxArgument, OnnxValue.Signal) FindOutput()
    {
        (OnnxArgument, OnnxValue.Signal)? state = null;
        foreach (OnnxArgument output in _graph.Outputs)
        {
            OnnxValue value = Evaluate(output.Name);
            if (value is OnnxValue.CellState) continue;
            OnnxValue.Signal signal = value as OnnxValue.Signal ?? throw ModelFormatException.Unsupported(
                $"output '{OnnxCall.Cut(output.Name)}'", $"it is {OnnxCall.Describe(value)}; expected a sequence.");
            bool isState = signal.Chains is [{ Layer: ImportedLayer.Recurrent { Returns: SequenceOutput.Final } }, ..];
            if (!isState || signal.IndexOf(AxisRole.Direction) < 0) return (output, signal);
            state ??= (output, signal);
        }
        return state ?? throw ModelFormatException.Unsupported("ONNX", "all outputs of the graph are cell states.");
    }

    /// <summary>The value of a tensor: evaluates the nodes before it, which the file has in an order that can be computed.</summary>
    private OnnxValue Evaluate(string name)
    {
        foreach (int index in NeededFor(name)) Evaluate(_graph.Nodes[index]);
        return ValueOf(name, "the graph's output") ?? throw ModelFormatException.Damaged("ONNX", "an output without a name.");
    }

    private SortedSet<int> NeededFor(string name)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<string>([name]);
        while (open.Count > 0)
        {
            string next = open.Pop();
            if (_values.ContainsKey(next) || !_makers.TryGetValue(next, out int maker) || !needed.Add(maker)) continue;
            foreach (string input in _graph.Nodes[maker].Inputs) open.Push(input);
        }
        return needed;
    }

    private void Evaluate(OnnxNode node)
    {
        var call = new OnnxCall(node, [], _budget);
        call = new OnnxCall(node, [.. node.Inputs.Select(input => ValueOf(input, call.Where))], _budget);
        if (node.Domain is not ("" or "ai.onnx"))
            throw call.Unsupported($"an operator of the domain '{OnnxCall.Cut(node.Domain)}', which is not part of the standard.");
        OnnxValue[] results = OnnxOperators.Apply(call, _notes);
        for (int i = 0; i < Math.Min(results.Length, node.Outputs.Count); i++)
            if (node.Outputs[i].Length > 0) _values[node.Outputs[i]] = results[i];
    }

    private OnnxValue? ValueOf(string name, string where)
    {
        if (name.Length == 0) return null;
        if (_values.TryGetValue(name, out OnnxValue? value)) return value;
        if (_initializers.TryGetValue(name, out OnnxTensor? tensor))
            return _values[name] = new OnnxValue.Constant(OnnxTensors.Read(tensor, name, _budget));
        throw ModelFormatException.Damaged(where, _makers.ContainsKey(name)
            ? $"it uses '{OnnxCall.Cut(name)}' before a node makes it, or as one that it does not make."
            : $"nothing makes '{OnnxCall.Cut(name)}'.");
    }
}

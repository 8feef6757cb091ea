using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using RnnGen.Formats.Onnx;

namespace RnnGen.ToolTests.Hostile;

/// <summary>
/// Exchanges operators, operands, attributes and tensors of ONNX graphs for those of others, in a way that a seed decides: sound protocol
/// buffers of graphs without sense.
/// </summary>
internal sealed class GraphMutator
{
    private readonly OnnxModel[] _models;
    private readonly OnnxNode[] _nodes;
    private readonly OnnxTensor[] _tensors;

    public GraphMutator(IEnumerable<byte[]> files)
    {
        _models = [.. files.Select(OnnxModel.Parser.ParseFrom)];
        _nodes = [.. _models.SelectMany(model => model.Graph.Nodes)];
        _tensors = [.. _models.SelectMany(model => model.Graph.Initializers)];
    }

    /// <param name="seed">Also chooses the model.</param>
    /// <param name="count">How many exchanges.</param>
    public byte[] Mutate(int seed, int count)
    {
        var random = new Random(seed);
        OnnxModel model = _models[seed % _models.Length].Clone();
        // Bodies of loops, too.
        OnnxGraph[] graphs =
        [
            model.Graph, .. model.Graph.Nodes.SelectMany(node => node.Attributes).Select(one => one.G).OfType<OnnxGraph>(),
        ];
        for (; count > 0; count--) Damage(graphs[random.Next(graphs.Length)], random);
        return model.ToByteArray();
    }

    private void Damage(OnnxGraph graph, Random random)
    {
        OnnxNode node = graph.Nodes[random.Next(graph.Nodes.Count)];
        OnnxNode other = _nodes[random.Next(_nodes.Length)];
        List<string> names = [.. graph.Nodes.SelectMany(n => n.Inputs.Concat(n.Outputs)), "", "input"];
        switch (random.Next(9))
        {
            case 0:
                node.Operation = other.Operation;
                break;
            case 1 when node.Inputs.Count > 0:
                node.Inputs[random.Next(node.Inputs.Count)] = names[random.Next(names.Count)];
                break;
            case 2:
                node.Inputs.Add(names[random.Next(names.Count)]);
                break;
            case 3:
                node.Attributes.Clear();
                node.Attributes.Add(other.Attributes);
                break;
            case 4 when node.Attributes.Count > 0:
                OnnxAttribute attribute = node.Attributes[random.Next(node.Attributes.Count)];
                (attribute.I, attribute.F) = (random.Next(-3, 4), random.Next(-3, 4));
                if (attribute.Ints.Count > 0) attribute.Ints[random.Next(attribute.Ints.Count)] = random.Next(-3, 4);
                break;
            case 5 when graph.Initializers.Count > 0:
                OnnxTensor tensor = graph.Initializers[random.Next(graph.Initializers.Count)];
                OnnxTensor from = _tensors[random.Next(_tensors.Length)];
                (tensor.RawData, tensor.ElementType) = (from.RawData, from.ElementType);
                tensor.Extents.Clear();
                tensor.Extents.Add(from.Extents);
                break;
            case 6 when graph.Initializers.Count > 0:
                OnnxTensor turned = graph.Initializers[random.Next(graph.Initializers.Count)];
                if (turned.Extents.Count > 0) turned.Extents[random.Next(turned.Extents.Count)] = random.Next(-1, 9);
                break;
            case 7:
                graph.Nodes.Insert(random.Next(graph.Nodes.Count), other.Clone());
                break;
            default:
                graph.Nodes.RemoveAt(random.Next(Math.Max(1, graph.Nodes.Count - 1)));
                if (graph.Nodes.Count == 0) graph.Nodes.Add(other.Clone());
                break;
        }
    }
}

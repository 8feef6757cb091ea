using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>A node with the tensors that it is given.</summary>
internal sealed class GraphCall(GraphMachine machine, OnnxNode node, GraphScope scope)
{
    public GraphMachine Machine => machine;

    public string Operation => node.Operation;

    public string Where =>
        $"node '{OnnxCall.Cut(node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault() ?? "")}' ({OnnxCall.Cut(Operation)})";

    public int Count => node.Inputs.Count;

    /// <summary>Everything that the node sees, for a graph inside.</summary>
    public Dictionary<string, GraphArray> Around => scope.All();

    public GraphArray this[int index] => Find(index) ?? throw new GraphRunException($"operand {index} is not there");

    /// <summary>Null where an optional operand is left out.</summary>
    public GraphArray? Find(int index)
    {
        if (index >= node.Inputs.Count || node.Inputs[index].Length == 0) return null;
        return scope.Find(node.Inputs[index]) ?? throw new GraphRunException($"nothing makes '{OnnxCall.Cut(node.Inputs[index])}'");
    }

    public OnnxAttribute? Attribute(string name) => node.Attributes.FirstOrDefault(found => found.Name == name);

    public int Integer(string name, int otherwise) => (int)(Attribute(name)?.I ?? otherwise);

    public double Number(string name, double otherwise) => Attribute(name)?.F ?? otherwise;

    public int[]? Integers(string name) => Attribute(name)?.Ints.Select(value => (int)value).ToArray();

    /// <summary>An axis as an index from 0.</summary>
    public static int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw new GraphRunException($"axis {axis} of {rank}");

    /// <summary>Asks for memory and work, and gives memory.</summary>
    public double[] Allocate(IEnumerable<int> shape)
    {
        long count = GraphArray.Count(shape);
        if (count > machine.MostElements) throw new GraphRunException("a tensor larger than a file of this length accounts for");
        machine.Spend(count);
        return new double[count];
    }
}

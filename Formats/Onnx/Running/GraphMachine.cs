using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>
/// Runs a graph in double precision, operator by operator as the standard says: for what exported files have, and no faster than that
/// needs. It is the witness of who exports and of who imports what was exported.
/// </summary>
internal sealed class GraphMachine
{
    private readonly Dictionary<string, GraphArray> _constants = new(StringComparer.Ordinal);
    private readonly OnnxGraph _graph;
    private long _workLeft;

    /// <param name="graph">The graph.</param>
    /// <param name="budget">Of reading its tensors.</param>
    /// <param name="work">The most multiplications, additions and moves.</param>
    /// <param name="elements">The most elements of a tensor.</param>
    public GraphMachine(OnnxGraph graph, ReadingBudget budget, long work, long elements)
    {
        (_graph, _workLeft, MostElements) = (graph, work, elements);
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            ImportedTensor read = OnnxTensors.Read(tensor, tensor.Name, budget);
            _constants[tensor.Name] = new GraphArray([.. read.Shape], read.Values.ToArray());
        }
    }

    public long MostElements { get; }

    /// <summary>Runs the graph once.</summary>
    /// <param name="inputs">By name; those with an initializer may be left out.</param>
    /// <returns>The graph's outputs, in order.</returns>
    /// <exception cref="ModelFormatException">A node cannot be run.</exception>
    public GraphArray[] Run(IReadOnlyDictionary<string, GraphArray> inputs)
    {
        var values = new Dictionary<string, GraphArray>(_constants, StringComparer.Ordinal);
        foreach ((string name, GraphArray value) in inputs) values[name] = value;
        return Run(_graph, values);
    }

    /// <summary>Runs the nodes of a graph, or of the body of a loop, and gives its outputs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">What is there already; nothing is added.</param>
    public GraphArray[] Run(OnnxGraph graph, IReadOnlyDictionary<string, GraphArray> values)
    {
        var scope = new GraphScope(values);
        foreach (OnnxNode node in graph.Nodes)
        {
            GraphArray[] results = Apply(new GraphCall(this, node, scope));
            for (int i = 0; i < Math.Min(results.Length, node.Outputs.Count); i++)
                if (node.Outputs[i].Length > 0) scope.Add(node.Outputs[i], results[i]);
        }
        return [.. graph.Outputs.Select(output => scope.Find(output.Name)
            ?? throw ModelFormatException.Damaged("ONNX", $"nothing makes the output '{OnnxCall.Cut(output.Name)}'."))];
    }

    /// <summary>Counts work before it is done.</summary>
    public void Spend(long work)
    {
        _workLeft -= Math.Max(work, 1);
        if (_workLeft < 0) throw new GraphRunException("more work than a file of this length accounts for");
    }

    private static GraphArray[] Apply(GraphCall call)
    {
        try
        {
            call.Machine.Spend(1);
            return GraphOperators.Apply(call);
        }
        catch (GraphRunException wrong)
        {
            throw ModelFormatException.Damaged(call.Where, $"it cannot be run: {wrong.Message}.", wrong);
        }
        // Operands of another form than any export has: too few axes, no elements, numbers beyond all extents.
        catch (Exception wrong) when (wrong is IndexOutOfRangeException or ArgumentException or ArithmeticException
            or InvalidOperationException)
        {
            throw ModelFormatException.Damaged(call.Where, "it cannot be run: its operands are not as they were exported.", wrong);
        }
    }
}

/// <summary>The tensors that the nodes of one graph see: its own, and those around it.</summary>
internal sealed class GraphScope(IReadOnlyDictionary<string, GraphArray> around)
{
    private readonly Dictionary<string, GraphArray> _own = new(StringComparer.Ordinal);

    public GraphArray? Find(string name) =>
        _own.TryGetValue(name, out GraphArray? value) || around.TryGetValue(name, out value) ? value : null;

    public void Add(string name, GraphArray value) => _own[name] = value;

    /// <summary>All of it, for a graph inside.</summary>
    public Dictionary<string, GraphArray> All()
    {
        var all = new Dictionary<string, GraphArray>(around, StringComparer.Ordinal);
        foreach ((string name, GraphArray value) in _own) all[name] = value;
        return all;
    }
}

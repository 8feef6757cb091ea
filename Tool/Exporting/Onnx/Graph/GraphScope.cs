using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;

namespace RnnGen.Tool.Exporting.Onnx.Graph;

/// <summary>
/// A graph while it is written: the whole one, or the body of a loop, which sees what stands around it. Names are used once in all of them;
/// constants stand in the whole one.
/// </summary>
internal sealed class GraphScope
{
    private readonly GraphScope _whole;
    private readonly UniqueNames _names;
    private readonly Lazy<string> _extents;
    private readonly Dictionary<string, string> _constants = [];
    private readonly Dictionary<string, string> _transposed = [];

    /// <param name="element">Of all tensors.</param>
    /// <param name="lead">Axes before those of a value that hangs on inputs or states.</param>
    /// <param name="input">The tensor that has these axes.</param>
    public GraphScope(ElementType element, int lead, string input)
    {
        (_whole, _names, Element, Lead) = (this, new UniqueNames(), element, lead);
        _extents = new Lazy<string>(() => Extents("steps_and_batch", 0, lead));
        string Extents(string name, long start, long end) =>
            Node("Shape", name, [input], NodeAttributes.Of("start", start), NodeAttributes.Of("end", end));
        Batch = new Lazy<string>(() => lead == 1 ? _extents.Value : Extents("batch", 1, 2));
        Steps = new Lazy<string>(() => Extents("steps", 0, 1));
    }

    private GraphScope(GraphScope whole)
    {
        (_whole, _names, Element, Lead, Batch, Steps, _extents) =
            (whole, whole._names, whole.Element, 1, whole.Batch, whole.Steps, whole.Batch);
    }

    public ElementType Element { get; }

    public OnnxGraph Graph { get; } = new();

    public int Lead { get; }

    /// <summary>How many sequences there are, as a tensor of one element.</summary>
    public Lazy<string> Batch { get; }

    /// <summary>How many steps there are, as a tensor of one element.</summary>
    public Lazy<string> Steps { get; }

    /// <summary>The extents of the axes before those of a value.</summary>
    public string LeadExtents => _extents.Value;

    /// <summary>The body of a loop over time, which sees a batch.</summary>
    public GraphScope Body() => new(_whole);

    public GraphScope Whole => _whole;

    /// <summary>The name where it is free, else one like it.</summary>
    public string Name(string preferred) => _names.Take(preferred);

    /// <summary>Takes a name as it is.</summary>
    /// <exception cref="ExportException">It is taken.</exception>
    public string Reserve(string name) => _names.Reserve(name)
        ? name
        : throw new ExportException($"Two tensors of the graph would be called '{name}': rename that of the definition.");

    /// <summary>A node with one result.</summary>
    /// <param name="name">Of the result, free or not.</param>
    public string Node(string operation, string name, IEnumerable<string> inputs, params IEnumerable<OnnxAttribute> attributes)
    {
        string result = Name(name);
        Add(operation, result, inputs, [result], attributes);
        return result;
    }

    /// <summary>A node whose results have names that were taken.</summary>
    public OnnxNode Add(
        string operation, string name, IEnumerable<string> inputs, IEnumerable<string> outputs,
        params IEnumerable<OnnxAttribute> attributes)
    {
        var node = new OnnxNode { Operation = operation, Name = name };
        node.Inputs.Add(inputs);
        node.Outputs.Add(outputs);
        node.Attributes.Add(attributes);
        Graph.Nodes.Add(node);
        return node;
    }

    /// <summary>A list of whole numbers.</summary>
    public string Integers(params IReadOnlyList<long> values) => _whole.Constant(
        "n_" + string.Join('_', values.Select(value => value.ToString(CultureInfo.InvariantCulture).Replace('-', 'm'))),
        name => GraphTensors.Integers(name, values));

    /// <summary>One whole number.</summary>
    public string Integer(long value) => _whole.Constant(
        "scalar_" + value.ToString(CultureInfo.InvariantCulture), name => GraphTensors.Integers(name, [value], isScalar: true));

    /// <summary>One number of the element type, of no axes.</summary>
    public string Number(double value) => _whole.Constant(
        "number_" + value.ToString("R", CultureInfo.InvariantCulture).Replace('-', 'm'),
        name => GraphTensors.Of(name, Element, [], [value]));

    /// <summary>A matrix of the whole graph with rows and columns exchanged: a runtime does it once.</summary>
    public string Transposed(string matrix)
    {
        if (_whole._transposed.TryGetValue(matrix, out string? known)) return known;
        return _whole._transposed[matrix] = _whole.Node("Transpose", matrix + "_T", [matrix], NodeAttributes.Of("perm", [1L, 0L]));
    }

    private string Constant(string key, Func<string, OnnxTensor> make)
    {
        if (_constants.TryGetValue(key, out string? known)) return known;
        string name = Name(key);
        Graph.Initializers.Add(make(name));
        return _constants[key] = name;
    }
}

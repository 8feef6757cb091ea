using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>A node whose operands have values: its attributes and operands with the types that an operator asks for.</summary>
internal sealed class OnnxCall
{
    private readonly OnnxNode _node;
    private readonly IReadOnlyList<OnnxValue?> _operands;

    public OnnxCall(OnnxNode node, IReadOnlyList<OnnxValue?> operands, ReadingBudget budget)
    {
        (_node, _operands, Budget) = (node, operands, budget);
        Where = $"node '{Cut(node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault() ?? "")}' ({Cut(node.Operation)})";
    }

    public ReadingBudget Budget { get; }

    public string Operation => _node.Operation;

    public string Where { get; }

    public int Count => _operands.Count;

    public int OutputCount => _node.Outputs.Count;

    public IReadOnlyList<OnnxValue?> Operands => _operands;

    /// <summary>
    /// What people call the layer: exporters write paths, <c>/encoder/lstm/LSTM_1</c>, whose end repeats the operator; that is left out,
    /// and its number stays.
    /// </summary>
    public string LayerName
    {
        get
        {
            string[] parts = _node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0) return _node.Operation is "MatMul" or "Gemm" ? "dense" : _node.Operation.ToLowerInvariant();
            if (parts.Length == 1 || !parts[^1].StartsWith(_node.Operation, StringComparison.Ordinal)) return string.Join('_', parts);
            return string.Join('_', parts[..^1]) + parts[^1][_node.Operation.Length..];
        }
    }

    public OnnxValue? Operand(int index) => index < _operands.Count ? _operands[index] : null;

    public ModelFormatException Unsupported(string message) => ModelFormatException.Unsupported(Where, message);

    public ModelFormatException Damaged(string message) => ModelFormatException.Damaged(Where, message);

    public OnnxValue.Signal Signal(int index) => Operand(index) as OnnxValue.Signal
        ?? throw Unsupported($"operand {index} has to be a sequence; found {Describe(Operand(index))}.");

    public ImportedTensor Constant(int index) => (Operand(index) as OnnxValue.Constant)?.Tensor
        ?? throw Unsupported($"operand {index} has to stand in the file as a constant; found {Describe(Operand(index))}.");

    /// <summary>An operand of whole numbers, or an attribute in older versions of the operator; null where both are left out.</summary>
    public long[]? Integers(int index, string attribute) =>
        Operand(index) is null ? Find(attribute)?.Ints.ToArray() : Numbers(Constant(index));

    public long Integer(string attribute, long otherwise) => Find(attribute)?.I ?? otherwise;

    public double Number(string attribute, double otherwise) => Find(attribute) is { } found ? Exact(found.F) : otherwise;

    public double[] Floats(string attribute) => [.. (Find(attribute)?.Floats ?? []).Select(Exact)];

    public string? Text(string attribute) => Find(attribute)?.S.ToStringUtf8();

    public string[]? Texts(string attribute) => Find(attribute)?.Strings.Select(text => text.ToStringUtf8()).ToArray();

    public OnnxAttribute? Find(string attribute) => _node.Attributes.FirstOrDefault(found => found.Name == attribute);

    /// <summary>An axis as an index from 0.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Damaged($"axis {axis} of a tensor with {rank} axes.");

    public static string Describe(OnnxValue? value) => value switch
    {
        null => "nothing",
        OnnxValue.Constant constant => $"the constant '{Cut(constant.Tensor.Name)}' {constant.Tensor.ShapeText}",
        OnnxValue.Filled => "a constant of open shape",
        OnnxValue.Extents => "a shape",
        OnnxValue.Signal { IsInput: true } signal => $"the graph's input '{Cut(signal.Chains[0].Input)}'",
        OnnxValue.Signal => "a sequence",
        OnnxValue.InputPart part => $"a part of the graph's input '{Cut(part.Input)}'",
        _ => "a cell state",
    };

    public static string Cut(string text) => text.Length <= 100 ? text : text[..100] + "…";

    public static long[] Numbers(ImportedTensor tensor) => [.. tensor.Values.ToArray().Select(value => (long)value)];

    // 0.1f is meant where 0.1 was written: the shortest text of the float is the number that people wrote.
    private static double Exact(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

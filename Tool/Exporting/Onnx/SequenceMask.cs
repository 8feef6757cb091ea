using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// Sequences of unequal length: an input says how many steps each has, and a truth of each step and sequence whether it is one of them.
/// Behind
/// its end a sequence keeps its states, and its outputs are zero.
/// </summary>
internal sealed class SequenceMask
{
    private readonly GraphScope _whole;

    public SequenceMask(GraphScope whole)
    {
        _whole = whole;
        Formats.Onnx.OnnxArgument argument = GraphTensors.Argument(GraphNames.Lengths, GraphTensors.Int32, "B");
        argument.Documentation = "How many steps each sequence has, from 1 to T.";
        whole.Graph.Inputs.Add(argument);
        var writer = new OperationWriter(whole, "is_step", "step < length");
        string count = writer.Inner("Squeeze", whole.Steps.Value, whole.Integers(0));
        string steps = writer.Inner("Unsqueeze", writer.Inner("Range", whole.Integer(0), count, whole.Integer(1)), whole.Integers(1));
        string lengths = writer.Inner("Cast", [GraphNames.Lengths], NodeAttributes.Of("to", GraphTensors.Int64));
        Name = writer.Last("Less", [steps, writer.Inner("Unsqueeze", lengths, whole.Integers(0))]);
    }

    /// <summary>[T, B].</summary>
    public string Name { get; }

    /// <summary>A sequence with zeros behind the ends.</summary>
    public string Ended(Term term, string name) => Choose(_whole, Name, term, term.Name, _whole.Number(0), name + "_ended");

    /// <summary>Of two tensors with the shape of a term, the first where a mask of the axes before its own holds.</summary>
    public static string Choose(GraphScope scope, string mask, Term term, string yes, string no, string name)
    {
        long[] axes = Term.Axes(term.Shape);
        string condition = axes.Length == 0 ? mask : scope.Node("Unsqueeze", name + "_mask", [mask, scope.Integers(axes)]);
        return scope.Node("Where", name, [condition, yes, no]);
    }
}

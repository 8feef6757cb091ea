using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;
using RnnGen.Tool.Exporting.Onnx.Recurrent;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// LSTM, GRU and RNN: weights in the order of the standard, W [1, G H, I], R [1, G H, H], B [1, 2 G H] with those of W before those of R, P
/// [1, 3 H].
/// </summary>
internal sealed class RecurrentWriter(OnnxCell cell, GraphArguments arguments, ParameterBook book, SequenceMask? mask)
{
    /// <returns>The states after the last step, [B, H].</returns>
    public IEnumerable<(int State, string Tensor)> Write(RecurrentNode node)
    {
        GraphScope graph = arguments.Whole;
        Value next = cell.Step.Next[node.Hidden];
        string group = Paths.CellOf(cell.Signature.States[node.Hidden].Name);
        string name = group.Length > 0 ? group : node.Operation.ToLowerInvariant();
        string[] states = node.States.All(arguments.BeginsWithZero)
            ? ["", ""]
            : [.. node.States.Select(state => graph.Node(
                "Unsqueeze", arguments.Initial(state).Name + "_1", [arguments.Initial(state).Name, graph.Integers(0)]))];
        string[] weights = Weights(node, name);
        string x = Input(node, name);
        string[] results = [.. new[] { "_Y", "_Y_h", "_Y_c" }.Take(1 + node.States.Count()).Select(ending => graph.Name(name + ending))];
        List<string> operands = [x, .. weights[..3], mask is null ? "" : GraphNames.Lengths, .. states.Take(node.States.Count())];
        if (weights.Length > 3) operands.Add(weights[3]);
        graph.Add(node.Operation, graph.Name(name), Trimmed(operands), results, Attributes(node)).Documentation = Text(node);
        string sequence = graph.Node("Squeeze", next.Name, [results[0], graph.Integers(1)]);
        arguments.Set(next, new Term(sequence, next.Shape, 2));
        return [.. node.States.Select((state, i) => (state, graph.Node(
            "Squeeze", cell.Step.Next[state].Name + "_final", [results[1 + i], graph.Integers(0)])))];
    }

    /// <summary>Everything that the gates read besides the state, side by side.</summary>
    private string Input(RecurrentNode node, string name)
    {
        string[] parts =
        [
            .. node.Inputs.Select(input => new OperationWriter(arguments.Whole, name + "_x", name).WithLead(arguments.Of(input), 2).Name),
        ];
        return parts.Length == 1 ? parts[0] : arguments.Whole.Node("Concat", name + "_x", parts, NodeAttributes.Of("axis", -1));
    }

    private IEnumerable<OnnxAttribute> Attributes(RecurrentNode node)
    {
        yield return NodeAttributes.Of("hidden_size", cell.Step.Next[node.Hidden].Shape.Length);
        if (cell.Step.DirectionOf(node.Hidden) == Direction.Reversed) yield return NodeAttributes.Of("direction", "reverse");
        if (!IsUsual(node)) yield return NodeAttributes.Of("activations", node.Activations);
        if (node.Operation == "GRU") yield return NodeAttributes.Of("linear_before_reset", node.ResetsAfter ? 1L : 0L);
        if (node.IsCoupled) yield return NodeAttributes.Of("input_forget", 1L);
    }

    private static bool IsUsual(RecurrentNode node) => node.Activations is ["Sigmoid", "Tanh", "Tanh"] or ["Sigmoid", "Tanh"] or ["Tanh"];

    /// <summary>W, R, B, and P where a gate sees the cell state.</summary>
    private string[] Weights(RecurrentNode node, string name)
    {
        int hidden = cell.Step.Next[node.Hidden].Shape.Length, gates = node.Gates.Count;
        int width = node.Inputs.Sum(input => input.Shape.Length);
        double[] w = new double[gates * hidden * width], r = new double[gates * hidden * hidden], b = new double[2 * gates * hidden];
        double[] p = new double[3 * hidden];
        string[] names = [.. new[] { ".W", ".R", ".B", ".P" }.Select(ending => arguments.Whole.Name(name + ending))];
        for (int g = 0; g < gates; g++)
        {
            RecurrentGate gate = node.Gates[g];
            int column = 0;
            foreach (Value input in node.Inputs)
            {
                if (gate.Inputs.TryGetValue(input, out ParameterView? weights)) Place(weights, 0, w, width, g * hidden, column);
                column += input.Shape.Length;
            }
            Place(gate.Recurrent, 1, r, hidden, g * hidden, 0);
            Place(gate.Bias, 2, b, b.Length, 0, g * hidden);
            Place(gate.RecurrentBias, 2, b, b.Length, 0, (gates + g) * hidden);
            Place(gate.Peephole, 3, p, p.Length, 0, g * hidden);

            void Place(ParameterView? view, int tensor, double[] into, int columns, int row, int at)
            {
                if (view is not null) book.Place(view, gate.IsNegated, names[tensor], into, columns, row, at);
            }
        }
        bool hasBias = node.Gates.Any(gate => gate.Bias is not null || gate.RecurrentBias is not null);
        Add(names[0], w, 1, gates * hidden, width);
        Add(names[1], r, 1, gates * hidden, hidden);
        if (hasBias) Add(names[2], b, 1, b.Length);
        else names[2] = "";
        if (node.Gates.All(gate => gate.Peephole is null)) return names[..3];
        Add(names[3], p, 1, p.Length);
        return names;
    }

    private void Add(string name, double[] values, params long[] extents) =>
        arguments.Whole.Graph.Initializers.Add(GraphTensors.Of(name, arguments.Whole.Element, extents, values));

    private string Text(RecurrentNode node) => string.Join('\n', node.Equations.Order()
        .Select(equation => cell.Step.Equations[equation].Origin.Text).Where(text => text.Length > 0).Distinct());

    /// <summary>Operands at the end that are left out do not stand there.</summary>
    private static IEnumerable<string> Trimmed(IReadOnlyList<string> operands) =>
        operands.Take(1 + Enumerable.Range(0, operands.Count).Last(i => operands[i].Length > 0));
}

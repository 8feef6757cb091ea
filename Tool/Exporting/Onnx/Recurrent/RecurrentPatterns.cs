using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>
/// Finds the recurrences that LSTM, GRU and RNN are, by their equations, whatever they and their parameters are called. Equations stand in
/// canonical order, so that only the order of operands is tried.
/// </summary>
internal static class RecurrentPatterns
{
    public static IReadOnlyList<RecurrentNode> Find(StepGraph graph)
    {
        var found = new List<RecurrentNode>();
        for (int hidden = 0; hidden < graph.Step.Previous.Count; hidden++)
        {
            if (!graph.Step.Previous[hidden].Shape.IsVector || found.Any(node => node.States.Contains(hidden))) continue;
            if (Of(graph, hidden) is { } node && !node.States.Any(state => found.Any(other => other.States.Contains(state))))
                found.Add(node);
        }
        return found;
    }

    private static RecurrentNode? Of(StepGraph graph, int hidden)
    {
        for (int cell = 0; cell < graph.Step.Previous.Count; cell++)
            if (cell != hidden && LstmPattern.Of(graph, hidden, cell) is { } lstm) return lstm;
        return GruPattern.Of(graph, hidden) ?? Simple(graph, hidden);
    }

    /// <summary>h = f(W x + U h' + b).</summary>
    private static RecurrentNode? Simple(StepGraph graph, int hidden)
    {
        var match = new PatternMatch(graph, hidden, null);
        if (match.Activation(graph.Step.Next[hidden]) is not { } activation) return null;
        return match.Gate(activation.Argument) is { Recurrent: not null } gate
            ? match.Settle(new RecurrentNode("RNN", hidden, null, [gate], [activation.Name]))
            : null;
    }
}

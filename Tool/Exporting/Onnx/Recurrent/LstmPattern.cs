using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>
/// c = f c' + i g, h = o k(c), with gates i, f, o of one function and peepholes; f = 1 - i, or i = 1 - f, where they are coupled.
/// </summary>
internal static class LstmPattern
{
    public static RecurrentNode? Of(StepGraph graph, int hidden, int cell)
    {
        StepFunction step = graph.Step;
        var shape = new PatternMatch(graph, hidden, cell);
        foreach ((Value kept, Value added) in shape.Pairs(step.Next[cell], PointwiseFunction.Add))
        {
            foreach ((Value forget, Value _) in shape.Pairs(kept, PointwiseFunction.Multiply).Where(pair => pair.Item2 == shape.Cell))
                foreach ((Value input, Value candidate) in shape.Pairs(added, PointwiseFunction.Multiply))
                    if (new Parts(graph, hidden, cell, kept, added, forget, input, candidate).Match() is { } node) return node;
        }
        return null;
    }

    /// <summary>The values of a step that would be those of an LSTM.</summary>
    private sealed record Parts(
        StepGraph Graph, int Hidden, int Cell, Value Kept, Value Added, Value Forget, Value Input, Value Candidate)
    {
        public RecurrentNode? Match()
        {
            var match = new PatternMatch(Graph, Hidden, Cell);
            Value next = Graph.Step.Next[Cell];
            foreach (Value looked in new[] { next, Kept, Added })
            {
                match.Pairs(looked, PointwiseFunction.Add);
                match.Pairs(looked, PointwiseFunction.Multiply);
            }
            foreach ((Value gate, Value activated) in match.Pairs(Graph.Step.Next[Hidden], PointwiseFunction.Multiply))
                if (match.Activation(activated) is { } k && k.Argument == next && Of(match, gate, k.Name) is { } node) return node;
            return null;
        }

        private RecurrentNode? Of(PatternMatch match, Value output, string last)
        {
            // Which gate is there, and whether the other one is one less it.
            bool isNegated = match.Complement(Input) == Forget, isCoupled = isNegated || match.Complement(Forget) == Input;
            if (match.Activation(isNegated ? Forget : Input) is not { } i || match.Activation(output) is not { } o) return null;
            if (match.Activation(Candidate) is not { } g || o.Name != i.Name || isNegated && i.Name != "Sigmoid") return null;
            RecurrentGate? inputGate = match.Gate(i.Argument, match.Cell), outputGate = match.Gate(o.Argument, Graph.Step.Next[Cell]);
            RecurrentGate? candidate = match.Gate(g.Argument), forget = new RecurrentGate();
            if (!isCoupled) forget = match.Activation(Forget) is { } f && f.Name == i.Name ? match.Gate(f.Argument, match.Cell) : null;
            if (inputGate is null || outputGate is null || candidate is null || forget is null) return null;
            inputGate.IsNegated = isNegated;
            return match.Settle(new RecurrentNode("LSTM", Hidden, Cell, [inputGate, outputGate, forget, candidate], [i.Name, g.Name, last])
            {
                IsCoupled = isCoupled,
            });
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>
/// h = (1 - z) n + z h' with gates z = f(…), r = f(…) and the candidate n = g(W x + b + U (r h')) or g(W x + b + r (U h' + u)).
/// Where the definition has z n + (1 - z) h', its z is one less that of the operator.
/// </summary>
internal static class GruPattern
{
    public static RecurrentNode? Of(StepGraph graph, int hidden)
    {
        var shape = new PatternMatch(graph, hidden, null);
        foreach ((Value left, Value right) in shape.Pairs(graph.Step.Next[hidden], PointwiseFunction.Add))
        {
            foreach ((Value kept, Value before) in shape.Pairs(left, PointwiseFunction.Multiply).Where(pair => pair.Item2 == shape.Hidden))
            {
                foreach ((Value share, Value candidate) in shape.Pairs(right, PointwiseFunction.Multiply))
                {
                    bool isNegated = shape.Complement(kept) is { } own && own == share;
                    if (!isNegated && shape.Complement(share) != kept) continue;
                    if (Of(graph, hidden, isNegated ? share : kept, candidate, isNegated) is { } node) return node;
                }
            }
        }
        return null;
    }

    /// <param name="update">z of the definition.</param>
    private static RecurrentNode? Of(StepGraph graph, int hidden, Value update, Value candidate, bool isNegated)
    {
        var match = new PatternMatch(graph, hidden, null);
        if (!Through(match, graph.Step.Next[hidden])) return null;
        if (match.Activation(update) is not { } z || match.Activation(candidate) is not { } n) return null;
        if (isNegated && z.Name != "Sigmoid") return null;
        if (match.Gate(z.Argument) is not { } updateGate) return null;
        updateGate.IsNegated = isNegated;
        Value? reset = null;
        bool resetsAfter = false;
        RecurrentGate? candidateGate = match.Gate(n.Argument, takes: (gate, term) =>
        {
            if (reset is not null || gate.Recurrent is not null) return false;
            reset = ResetBefore(match, gate, term);
            if (reset is not null) return true;
            reset = ResetAfter(match, gate, term);
            return resetsAfter = reset is not null;
        });
        // What reads h' itself is no candidate of a GRU.
        if (candidateGate?.Recurrent is null || reset is null || match.Activation(reset) is not { } r || r.Name != z.Name) return null;
        if (match.Gate(r.Argument) is not { } resetGate) return null;
        return match.Settle(new RecurrentNode("GRU", hidden, null, [updateGate, resetGate, candidateGate], [z.Name, n.Name])
        {
            ResetsAfter = resetsAfter,
        });
    }

    /// <summary>Of U (r h'), r.</summary>
    private static Value? ResetBefore(PatternMatch match, RecurrentGate gate, Value term)
    {
        if (match.Product(term) is not { } product || match.FactorOfHidden(product.Vector) is not { } reset) return null;
        gate.Recurrent = product.Weights;
        return reset;
    }

    /// <summary>Of r (U h' + u), r.</summary>
    private static Value? ResetAfter(PatternMatch match, RecurrentGate gate, Value term)
    {
        foreach ((Value reset, Value sum) in match.Pairs(term, PointwiseFunction.Multiply))
        {
            var inner = match.Terms(sum).ToList();
            var products = inner.Select(match.Product).Where(product => product?.Vector == match.Hidden).ToList();
            var biases = inner.Select(match.Vector).Where(view => view is not null).ToList();
            if (products.Count != 1 || biases.Count > 1 || products.Count + biases.Count != inner.Count) continue;
            if (gate.RecurrentBias is not null) return null;
            (gate.Recurrent, gate.RecurrentBias) = (products[0]!.Value.Weights, biases.SingleOrDefault());
            return reset;
        }
        return null;
    }

    /// <summary>Looks through the outer equations: h = a b + c d.</summary>
    private static bool Through(PatternMatch match, Value next)
    {
        foreach ((Value left, Value right) in match.Pairs(next, PointwiseFunction.Add).Take(1))
        {
            foreach ((Value factor, Value _) in new[] { left, right }.SelectMany(term => match.Pairs(term, PointwiseFunction.Multiply)))
                match.Complement(factor);
            return true;
        }
        return false;
    }
}

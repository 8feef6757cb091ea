using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Analysis;

/// <summary>
/// States that may decay for ever: they feed themselves by a product. With nothing else to feed them each step makes them smaller, until
/// they are denormal numbers, which rounding may keep there (<c>h = 0.88 * h'</c> stays at 6e-45). A state that only delays a value, counts
/// or takes a maximum is none of these.
/// </summary>
internal static class DecayingStates
{
    /// <summary>Their indices: the states on cycles of the recurrence that have a product on them.</summary>
    public static EquatableArray<int> Find(StepFunction step)
    {
        var graph = new RecurrenceGraph(SequenceFunction.Of(step, [], last: true));
        var found = new SortedSet<int>();
        foreach (IReadOnlyList<int> cycle in graph.Cycles.Where(nodes => nodes.Any(node => Scales(graph.EquationOf(node)))))
            foreach (int state in Enumerable.Range(0, graph.Carries).Where(state => cycle.Contains(graph.Arrival(state)))) found.Add(state);
        return found.ToEquatableArray();
    }

    private static bool Scales(Equation? equation) => equation?.Operation is Operation.MatMul or Operation.Outer
        or Operation.Pointwise { Function: PointwiseFunction.Multiply or PointwiseFunction.Divide or PointwiseFunction.LeakyRelu };
}

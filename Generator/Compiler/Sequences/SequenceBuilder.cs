using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// From a function of one step to loops in order. Each recurrence (a cycle of the graph) is a loop over time; what is on no cycle is
/// computed for all rows at once where that pays. Forward and backward, one row and batch differ in the function and in the rules alone.
/// </summary>
public static class SequenceBuilder
{
    /// <param name="values">Gives the values that splitting a sum needs.</param>
    public static SequenceProgram Build(SequenceFunction function, SequenceRules rules, ValueSupply values)
    {
        var graph = new RecurrenceGraph(function);
        List<List<int>> loops = LoopMerging.Find(graph, rules);
        var levels = new LoopLevels(graph, loops, rules);
        SequenceFunction apart = SumSplitting.Apply(graph, levels, values);
        if (!ReferenceEquals(apart, function))
        {
            graph = new RecurrenceGraph(apart);
            levels = new LoopLevels(graph, loops, rules);
        }
        var program = new SequenceProgram(apart, new LoopAssembly(graph, new Placement(graph, levels)).Loops());
        SequenceVerifier.Verify(program);
        return program;
    }
}

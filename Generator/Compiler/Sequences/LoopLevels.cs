using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Where each node may be computed: after the last loop that leads to it, before the first loop that it leads to. Loops count from one;
/// what is between two nodes of one loop is in it.
/// </summary>
internal sealed class LoopLevels
{
    /// <summary>Leads to no loop.</summary>
    public const int None = int.MaxValue;

    private readonly RecurrenceGraph _graph;
    private readonly SequenceRules _rules;
    private readonly int[] _member, _first, _last;
    private readonly bool[] _pays;

    public LoopLevels(RecurrenceGraph graph, IReadOnlyList<IReadOnlyList<int>> loops, SequenceRules rules)
    {
        (_graph, _rules, Loops) = (graph, rules, loops.Count);
        _member = new int[graph.Count];
        _first = new int[graph.Count];
        _last = new int[graph.Count];
        for (int k = 0; k < loops.Count; k++)
        {
            var carries = new HashSet<int>(loops[k].Select(graph.Arrival));
            foreach (IReadOnlyList<int> cycle in graph.Cycles.Where(c => c.Any(carries.Contains)))
                foreach (int node in cycle) _member[node] = k + 1;
        }
        if (rules.OneLoop) for (int node = 0; node < graph.Count; node++) _member[node] = 1;
        Measure();
        Anchor();
        Measure();
        _pays = [.. Enumerable.Range(0, Loops + 1).Select(IsWorthHoisting)];
    }

    public int Loops { get; }

    public bool IsOneLoop => _rules.OneLoop;

    /// <summary>The last loop that leads to a node; 0 if none does.</summary>
    public int First(int node) => _first[node];

    /// <summary>The first loop that a node leads to.</summary>
    public int Last(int node) => _last[node];

    /// <summary>Whether a node is in the loop that it leads to.</summary>
    public bool IsInLoop(int node) => _last[node] != None && _first[node] >= _last[node];

    /// <summary>Whether products that feed a loop, and that nothing of it leads to, are enough to be made before it.</summary>
    public bool Pays(int loop) => _pays[loop];

    /// <summary>Whether a node feeds a loop from outside.</summary>
    public bool Feeds(int node, int loop) => _last[node] == loop && _first[node] < loop;

    private bool IsWorthHoisting(int loop) => Enumerable.Range(0, _graph.Function.Equations.Count)
        .Where(node => Feeds(node, loop)).Sum(node => OperationCosts.Products(_graph.EquationOf(node)!)) >= _rules.HoistedProducts;

    private void Measure()
    {
        foreach (int node in _graph.InOrder)
            _first[node] = _graph.Sources(node).Select(source => _first[source]).Append(_member[node]).Max();
        foreach (int node in _graph.InOrder.Reverse())
            _last[node] = _member[node] > 0 ? _member[node] : _graph.Readers(node).Select(n => _last[n]).DefaultIfEmpty(None).Min();
    }

    /// <summary>
    /// What no cycle needs but leaves for the next step, and is element by element of a loop's values or of arguments, stays in that loop,
    /// in the registers of what it is made of: <c>h = o * tanh(c)</c> where nothing reads <c>h'</c>.
    /// </summary>
    private void Anchor()
    {
        if (Loops == 0) return;
        var isLight = new bool[_graph.Count];
        foreach (int node in _graph.InOrder)
        {
            bool isCheap = _graph.EquationOf(node) is not { } equation || !OperationCosts.IsHeavy(equation);
            isLight[node] = _member[node] > 0
                || isCheap && _graph.Sources(node).All(source => _first[source] < _first[node] || isLight[source]);
        }
        for (int c = 0; c < _graph.Carries; c++)
        {
            int leaving = _graph.Departure(c);
            if (_member[leaving] == 0 && _last[leaving] == None && isLight[leaving]) _member[leaving] = Math.Max(_first[leaving], 1);
        }
    }
}

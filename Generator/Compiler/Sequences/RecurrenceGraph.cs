using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Who feeds whom: within a step from operand to result, and through each carry from what a step leaves to what arrives at the next one.
/// The nodes are the equations, then for each carry its arrival, then for each its departure.
/// </summary>
internal sealed class RecurrenceGraph
{
    private readonly Dictionary<int, int> _makers = [];
    private readonly List<int>[] _sources, _readers;

    public RecurrenceGraph(SequenceFunction function)
    {
        Function = function;
        for (int i = 0; i < function.Equations.Count; i++) _makers[function.Equations[i].Result.Id] = i;
        for (int c = 0; c < Carries; c++) _makers[function.Carries.All[c].Arriving.Id] = Arrival(c);
        _sources = Enumerable.Range(0, Count).Select(_ => new List<int>()).ToArray();
        _readers = Enumerable.Range(0, Count).Select(_ => new List<int>()).ToArray();
        for (int i = 0; i < function.Equations.Count; i++)
            foreach (Value operand in function.Equations[i].Operands) Connect(NodeOf(operand), i);
        for (int c = 0; c < Carries; c++)
        {
            if (function.Carries.All[c].Leaving is { } leaving) Connect(NodeOf(leaving), Departure(c));
            Connect(Departure(c), Arrival(c));
            if (function.Carries.StayInLoop) Connect(Arrival(c), Departure(c));
        }
        Components = StrongComponents.Find(Count, _sources, _readers);
        Products = function.Equations.Sum(OperationCosts.Products);
    }

    public SequenceFunction Function { get; }

    /// <summary>The multiply-adds of all equations.</summary>
    public long Products { get; }

    public int Count => Function.Equations.Count + 2 * Carries;

    public int Carries => Function.Carries.All.Count;

    /// <summary>The strongly connected components; each reads earlier ones only.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Components { get; }

    /// <summary>All nodes, each after what it reads, but for the cycles.</summary>
    public IEnumerable<int> InOrder => Components.SelectMany(nodes => nodes);

    /// <summary>The components that are cycles.</summary>
    public IEnumerable<IReadOnlyList<int>> Cycles => Components.Where(nodes => nodes.Count > 1);

    public int Arrival(int carry) => Function.Equations.Count + carry;

    public int Departure(int carry) => Function.Equations.Count + Carries + carry;

    public bool IsArrival(int node) => node >= Function.Equations.Count && node < Function.Equations.Count + Carries;

    public Equation? EquationOf(int node) => node < Function.Equations.Count ? Function.Equations[node] : null;

    public IReadOnlyList<int> Sources(int node) => _sources[node];

    public IReadOnlyList<int> Readers(int node) => _readers[node];

    /// <summary>What makes a value; null for arguments.</summary>
    public int? NodeOf(Value? value) => value is not null && _makers.TryGetValue(value.Id, out int node) ? node : null;

    /// <summary>The nodes that lead to some, themselves included.</summary>
    public HashSet<int> Leading(IEnumerable<int> nodes) => Reach(nodes, _sources);

    /// <summary>The nodes that some lead to, themselves included.</summary>
    public HashSet<int> Following(IEnumerable<int> nodes) => Reach(nodes, _readers);

    private static HashSet<int> Reach(IEnumerable<int> nodes, List<int>[] next)
    {
        var found = new HashSet<int>();
        var open = new Stack<int>(nodes);
        while (open.Count > 0)
        {
            int node = open.Pop();
            if (!found.Add(node)) continue;
            foreach (int other in next[node]) open.Push(other);
        }
        return found;
    }

    private void Connect(int? from, int to)
    {
        if (from is not { } source || _sources[to].Contains(source)) return;
        _sources[to].Add(source);
        _readers[source].Add(to);
    }
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Takes a sum in a loop apart where some of its terms need nothing of the loop, so that these are added up before it.
/// Before: <c>z = (W @ x + U @ h') + b</c>. After: <c>t = W @ x + b</c>, <c>z = U @ h' + t</c>.
/// </summary>
internal sealed class SumSplitting
{
    private readonly RecurrenceGraph _graph;
    private readonly LoopLevels _levels;
    private readonly DataFlow _flow;
    private readonly SumTree _sums;
    private readonly HashSet<int> _absorbed = [];
    private readonly Dictionary<int, List<Equation>> _replacement = [];
    private readonly ValueSupply _values;

    private SumSplitting(RecurrenceGraph graph, LoopLevels levels, ValueSupply values)
    {
        (_graph, _levels, _values) = (graph, levels, values);
        SequenceFunction function = graph.Function;
        _flow = new DataFlow(function.Equations);
        var pinned = function.Carries.All.Select(c => c.Leaving).OfType<Value>().Concat(function.Results.Select(r => r.Value))
            .Concat(function.Kept).Concat(function.Sums.SelectMany(s => s.Values));
        _sums = new SumTree(_flow, [.. pinned.Select(v => v.Id)]);
    }

    /// <summary>The same function; the same instance where no sum is taken apart.</summary>
    /// <param name="values">Gives the values in between.</param>
    public static SequenceFunction Apply(RecurrenceGraph graph, LoopLevels levels, ValueSupply values)
    {
        var splitting = new SumSplitting(graph, levels, values);
        foreach (Equation equation in graph.Function.Equations.Reverse())
            if (!splitting._absorbed.Contains(equation.Result.Id) && SumTree.IsSum(equation)) splitting.Split(equation);
        return splitting._replacement.Count == 0 ? graph.Function : graph.Function with
        {
            Equations = graph.Function.Equations.Where(e => !splitting._absorbed.Contains(e.Result.Id))
                .SelectMany(e => splitting._replacement.TryGetValue(e.Result.Id, out var instead) ? instead : [e]).ToEquatableArray(),
        };
    }

    private void Split(Equation root)
    {
        int node = _graph.NodeOf(root.Result)!.Value, loop = _levels.Last(node);
        if (!_levels.IsInLoop(node) || !_levels.Pays(loop)) return;
        (List<Value> leaves, List<Equation> inner) = _sums.Flatten(root);
        var free = leaves.Where(v => IsFree(v, loop)).ToList();
        if (free.Count < 2 || free.Count == leaves.Count || !free.Any(IsHeavy)) return;
        foreach (Equation equation in inner.Where(e => e.Result.Id != root.Result.Id)) _absorbed.Add(equation.Result.Id);
        var instead = new List<Equation>();
        Value sum = Sum(free, root, instead, null);
        Sum([.. leaves.Where(v => !IsFree(v, loop)), sum], root, instead, root.Result);
        _replacement[root.Result.Id] = instead;
    }

    private bool IsFree(Value value, int loop) => _graph.NodeOf(value) is not { } node || _levels.First(node) < loop;

    private bool IsHeavy(Value value) => _flow.Definition(value) is { } definition && OperationCosts.IsHeavy(definition);

    /// <summary>Adds values up from the left, the last time into <paramref name="result"/> if one is given.</summary>
    private Value Sum(List<Value> values, Equation root, List<Equation> to, Value? result)
    {
        Value sum = values[0];
        for (int i = 1; i < values.Count; i++)
        {
            Value next = i == values.Count - 1 && result is not null
                ? result
                : _values.Temporary(root.Result.Name + "_before", root.Result.Shape, root.Result.Name);
            to.Add(new Equation(next, root.Operation, EquatableArray.Of(sum, values[i]), root.Origin));
            sum = next;
        }
        return sum;
    }
}

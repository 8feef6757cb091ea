using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// What one sequence may compute for many steps at once, before its loop over time: products of values that no state leads to.
/// Before: <c>z = (W @ x + U @ h') + b</c>. After: <c>t = W @ x + b</c> before the loop, <c>z = U @ h' + t</c> in it.
/// </summary>
internal sealed class Hoisting
{
    private readonly StepFunction _step;
    private readonly ParameterViews _views;
    private readonly DataFlow _flow;
    private readonly SumTree _sums;
    private readonly HashSet<int> _carried, _inLoop, _pinned;
    private readonly HashSet<int> _absorbed = [];
    private readonly Dictionary<int, List<Equation>> _replacement = [];
    private int _nextId;

    private Hoisting(StepFunction step, int nextId)
    {
        (_step, _nextId) = (step, nextId);
        _views = new ParameterViews(step.Parameters, step.Equations);
        _flow = new DataFlow(step.Equations);
        _carried = _flow.Descendants(step.Previous);
        _inLoop = _flow.Ancestors(step.Next);
        _pinned = new HashSet<int>(step.Next.Concat(step.Outputs).Select(v => v.Id));
        _sums = new SumTree(_flow, _pinned);
        Equations = [.. step.Equations];
    }

    /// <summary>The step's equations, sums taken apart.</summary>
    public List<Equation> Equations { get; private set; }

    /// <summary>Ids of the values to be computed before the loop; empty where that does not pay.</summary>
    public HashSet<int> Before { get; } = [];

    /// <summary>
    /// Whether a sequence of one row has something to do at once: products before the loop, or outputs' products after it.
    /// </summary>
    public bool Pays => Before.Count > 0 || Products(e => !_inLoop.Contains(e.Result.Id)) >= KernelTable.HoistedProducts;

    /// <summary>Whether no state leads to a value.</summary>
    public bool IsFree(Value value) => !_carried.Contains(value.Id);

    /// <param name="pinned">Values that must be computed as they stand.</param>
    public static Hoisting Find(StepFunction step, IEnumerable<Value> pinned, ref int nextId)
    {
        var hoisting = new Hoisting(step, nextId);
        hoisting._pinned.UnionWith(pinned.Select(v => v.Id));
        long products = hoisting.Products(e => hoisting._inLoop.Contains(e.Result.Id) && hoisting.IsHeavy(e));
        if (products < KernelTable.HoistedProducts) return hoisting;
        hoisting.Rewrite();
        hoisting.Choose();
        nextId = hoisting._nextId;
        return hoisting;
    }

    /// <summary>Nothing leaves the loop but outputs.</summary>
    public static Hoisting None(StepFunction step) => new(step, 0);

    /// <summary>Multiply-adds of the products with parameters among some equations.</summary>
    private long Products(System.Func<Equation, bool> among) => _step.Equations.Where(e => e.Operation is Operation.MatMul && among(e))
        .Sum(e => (long)e.Operands.Max(o => o.Shape.Length));

    /// <summary>A product of a parameter's rectangle with a vector that no state leads to.</summary>
    private bool IsHeavy(Equation equation) => equation.Operation is Operation.MatMul && IsFree(equation.Result)
        && equation.Operands.Count(o => o.Shape.IsMatrix && _views.TryGet(o, out _)) == 1 && equation.Operands.Any(o => o.Shape.IsVector);

    private void Rewrite()
    {
        foreach (Equation equation in _step.Equations.Reverse())
        {
            Value result = equation.Result;
            if (!_inLoop.Contains(result.Id) || _absorbed.Contains(result.Id)) continue;
            if (SumTree.IsSum(equation) && !IsFree(result)) Split(equation);
        }
        Equations = _step.Equations.Where(e => !_absorbed.Contains(e.Result.Id))
            .SelectMany(e => _replacement.TryGetValue(e.Result.Id, out var parts) ? parts : [e]).ToList();
    }

    private void Split(Equation root)
    {
        (List<Value> leaves, List<Equation> inner) = _sums.Flatten(root);
        var free = leaves.Where(IsFree).ToList();
        if (free.Count == leaves.Count || !free.Any(v => _flow.Definition(v) is { } d && IsHeavy(d))) return;
        foreach (Equation equation in inner.Where(e => e.Result.Id != root.Result.Id)) _absorbed.Add(equation.Result.Id);
        var parts = new List<Equation>();
        Value sum = Sum(free, root, parts, null);
        Sum([.. leaves.Where(v => !IsFree(v)), sum], root, parts, root.Result);
        _replacement[root.Result.Id] = parts;
    }

    /// <summary>Adds values up from the left, the last time into <paramref name="result"/> if one is given.</summary>
    private Value Sum(List<Value> values, Equation root, List<Equation> parts, Value? result)
    {
        Value sum = values[0];
        for (int i = 1; i < values.Count; i++)
        {
            Value next = i == values.Count - 1 && result is not null
                ? result
                : new Value(_nextId++, root.Result.Name + "_before", root.Result.Shape);
            parts.Add(new Equation(next, root.Operation, EquatableArray.Of(sum, values[i]), root.Source));
            sum = next;
        }
        return sum;
    }

    /// <summary>
    /// Products, what they are made of, and what is made of them without a state; views and constants are at hand everywhere.
    /// </summary>
    private void Choose()
    {
        var flow = new DataFlow(Equations);
        var carried = flow.Descendants(_step.Previous);
        var loop = flow.Ancestors(_step.Next);
        var heavy = Equations.Where(e => loop.Contains(e.Result.Id) && !carried.Contains(e.Result.Id) && IsHeavy(e)).Select(e => e.Result);
        var made = flow.Descendants(heavy);
        var chosen = flow.Ancestors(Equations.Select(e => e.Result)
            .Where(v => made.Contains(v.Id) && !carried.Contains(v.Id) && loop.Contains(v.Id)));
        foreach (Equation equation in Equations)
            if (chosen.Contains(equation.Result.Id) && !ForwardPlanner.IsLeaf(equation)) Before.Add(equation.Result.Id);
    }
}

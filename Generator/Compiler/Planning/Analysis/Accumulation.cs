using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Analysis;

/// <summary>
/// Finds sums of products: <c>z = W @ x + U @ h' + b + s</c> becomes one accumulator (W·x + U·h' + b) and what is left (z = acc + s).
/// The order of summation inside an accumulator is the kernel's own.
/// </summary>
internal sealed class Accumulation
{
    private readonly ParameterViews _views;
    private readonly DataFlow _flow;
    private readonly SumTree _sums;
    private readonly System.Func<Value, bool> _isAtHand;
    private readonly HashSet<int> _absorbed = [];

    /// <summary>Results of equations inside sums that have no product in them.</summary>
    private readonly HashSet<int> _plain = [];

    private readonly ValueSupply _values;

    private Accumulation(ParameterViews views, DataFlow flow, HashSet<int> pinned, System.Func<Value, bool> isAtHand, ValueSupply values) =>
        (_views, _flow, _sums, _isAtHand, _values) = (views, flow, new SumTree(flow, pinned), isAtHand, values);

    /// <param name="pinned">Values that somebody outside needs as they are.</param>
    /// <param name="isAtHand">Values that lie in padded rows, so that a sum may start from them as it may from a bias.</param>
    public static List<Item> Find(
        IReadOnlyList<Equation> equations, ParameterViews views, HashSet<int> pinned, System.Func<Value, bool> isAtHand,
        ValueSupply values) => new Accumulation(views, new DataFlow(equations), pinned, isAtHand, values).Rewrite(equations);

    /// <summary>In order: an equation, or a sum of products in the place of the equations that made it.</summary>
    internal abstract record Item
    {
        internal sealed record Apply(Equation Equation) : Item;

        /// <param name="Whole">The value of the whole sum: of these products, and of what is added to them.</param>
        internal sealed record Sum(Value Value, Value Whole, List<(Submatrix Weights, Value Source)> Terms, Value? Bias) : Item;
    }

    private List<Item> Rewrite(IReadOnlyList<Equation> equations)
    {
        // Roots first, from the last equation up, so that the largest sum takes the smaller ones in it.
        var replacement = new Dictionary<int, List<Item>>();
        foreach (Equation equation in equations.Reverse())
            if (!_absorbed.Contains(equation.Result.Id) && !_plain.Contains(equation.Result.Id) && SumTree.IsSum(equation))
                Collect(equation, replacement);
        var items = new List<Item>();
        foreach (Equation equation in equations)
        {
            if (_absorbed.Contains(equation.Result.Id)) continue;
            if (replacement.TryGetValue(equation.Result.Id, out var instead)) items.AddRange(instead);
            else if (Term(equation) is { } term) items.Add(new Item.Sum(equation.Result, equation.Result, [term], null));
            else items.Add(new Item.Apply(equation));
        }
        return items;
    }

    private void Collect(Equation root, Dictionary<int, List<Item>> replacement)
    {
        (List<Value> leaves, List<Equation> inner) = _sums.Flatten(root);
        var products = leaves.Where(v => _sums.IsOwn(v) && _flow.Definition(v) is { } d && Term(d) is not null).ToList();
        if (products.Count == 0)
        {
            _plain.UnionWith(inner.Select(equation => equation.Result.Id));
            return;
        }
        var isProduct = new HashSet<int>(products.Select(product => product.Id));
        var others = leaves.Where(v => !isProduct.Contains(v.Id)).ToList();
        Value? bias = others.FirstOrDefault(v => _isAtHand(v) || _views.TryGet(v, out var view) && view.IsContiguous);
        if (bias is not null) others.Remove(bias);
        foreach (Equation equation in inner.Where(e => e.Result.Id != root.Result.Id)) _absorbed.Add(equation.Result.Id);
        foreach (Value product in products) _absorbed.Add(product.Id);

        string name = root.Result.Name;
        Value sum = others.Count == 0 ? root.Result : _values.Temporary(name + "_products", root.Result.Shape, name);
        var terms = products.Select(p => Term(_flow.Definition(p)!)!.Value).ToList();
        var instead = new List<Item> { new Item.Sum(sum, root.Result, terms, bias) };
        for (int i = 0; i < others.Count; i++)
        {
            Value result = i == others.Count - 1 ? root.Result : _values.Temporary($"{name}_{i + 1}", root.Result.Shape, name);
            instead.Add(new Item.Apply(new Equation(result, root.Operation, EquatableArray.Of(sum, others[i]), root.Origin)));
            sum = result;
        }
        replacement[root.Result.Id] = instead;
    }

    /// <summary>A product of a parameter's submatrix with a vector, seen as [units, k].</summary>
    private (Submatrix Weights, Value Source)? Term(Equation equation)
    {
        if (equation.Operation is not Operation.MatMul) return null;
        Value left = equation.Operands[0], right = equation.Operands[1];
        if (left.Shape.IsMatrix && right.Shape.IsVector && _views.TryGet(left, out var w))
            return (new Submatrix(w.Parameter, w.Offset, w.RowStride, w.ColumnStride, w.Rows, w.Columns), right);
        if (left.Shape.IsVector && right.Shape.IsMatrix && _views.TryGet(right, out w))
            return (new Submatrix(w.Parameter, w.Offset, w.ColumnStride, w.RowStride, w.Columns, w.Rows), left);
        return null;
    }
}

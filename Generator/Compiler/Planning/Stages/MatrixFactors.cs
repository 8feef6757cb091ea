using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// Collect the factors of products over a matrix by what they vary along, so that as little as possible is done for each element.
/// Before: <c>S = i * (v[r] * k[c]) + f * S'</c>, five operations an element. After: <c>(i * v[r]) * k[c] + f * S'</c>, where the first
/// product is made once a row and the last goes into a multiply-add. What all products of a sum have in common is multiplied with behind
/// it: of <c>sum over c of (i * dS[r, c]) * k[c]</c> the factor <c>i</c>.
/// </summary>
internal sealed class MatrixFactors
{
    private readonly MatrixBody _body;
    private readonly ValueSupply _values;
    private readonly bool _byColumns;
    private readonly Dictionary<int, Equation> _products = [];
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Along> _kinds;
    private readonly Dictionary<(int, int), Value> _made = [];
    private readonly List<Equation> _equations = [];

    private MatrixFactors(MatrixBody body, IReadOnlyList<Total> totals, bool byColumns, ValueSupply values)
    {
        (_body, _byColumns, _values, _kinds) = (body, byColumns, values, body.Kinds());
        foreach (Equation equation in body.Equations)
        {
            bool isProduct = equation.Operation is Operation.Pointwise { Function: PointwiseFunction.Multiply };
            if (isProduct) _products[equation.Result.Id] = equation;
            foreach (Value operand in equation.Operands) Use(operand, 1);
        }
        // What leaves has to be there by itself.
        foreach (Store store in body.Stores) Use(store.Value, 2);
        foreach (GradientSum sum in body.Gradients) Use(sum.Value, 2);
        foreach (Total total in totals) Use(total.Matrix, 1);
    }

    /// <summary>A sum that is to be gathered.</summary>
    /// <param name="Vector">What the elements are multiplied with, if anything.</param>
    public sealed record Total(Value Result, Reduction Reduction, Along Of, Value Matrix, Value? Vector, Location Location);

    /// <param name="byColumns">The order in which the stage goes over the elements.</param>
    public static MatrixBody Collect(MatrixBody body, IReadOnlyList<Total> totals, bool byColumns, ValueSupply values)
    {
        var factors = new MatrixFactors(body, totals, byColumns, values);
        foreach (Equation equation in body.Equations) factors.Add(equation);
        List<MatrixSum> sums = [.. totals.Select(factors.Sum)];
        return factors.Pruned(sums);
    }

    private void Use(Value value, int times) => _uses[value.Id] = (_uses.TryGetValue(value.Id, out int uses) ? uses : 0) + times;

    private Along Kind(Value value) => _kinds[value.Id];

    private void Add(Equation equation)
    {
        if (!_products.ContainsKey(equation.Result.Id))
        {
            _equations.Add(equation);
            return;
        }
        List<Value> factors = [.. equation.Operands.SelectMany(operand => Factors(operand, value => _uses[value.Id] == 1))];
        List<Value> collected = factors.Count > 2 ? Collect(factors) : [.. equation.Operands];
        while (collected.Count > 2) collected = [Product(collected[0], collected[1]), .. collected.Skip(2)];
        if (collected.Count == 2) _equations.Add(equation with { Operands = collected.ToEquatableArray() });
        else throw new System.InvalidOperationException($"{equation.Result} is a product of one factor.");
        _made[Key(collected[0], collected[1])] = equation.Result;
    }

    /// <summary>The factors that a value is a product of, as far as that is followed.</summary>
    private IEnumerable<Value> Factors(Value value, System.Func<Value, bool> follow) =>
        _products.TryGetValue(value.Id, out Equation? product) && follow(value)
            ? product.Operands.SelectMany(operand => Factors(operand, follow))
            : [value];

    /// <summary>At most one factor for each kind but matrices: scalars go into a vector where there is one. Matrices come first.</summary>
    private List<Value> Collect(IReadOnlyList<Value> factors)
    {
        List<Value> Of(Along kind) => [.. factors.Where(f => Kind(f) == kind)];
        List<Value> scalars = Of(Along.Nothing), rows = Of(Along.Rows), columns = Of(Along.Columns), matrices = Of(Along.Both);
        if (rows.Count > 0) rows = [.. scalars, .. rows];
        else if (columns.Count > 0) columns = [.. scalars, .. columns];
        else if (matrices.Count > 0 && scalars.Count > 0) columns = scalars;
        else rows = scalars;
        var collected = new List<Value>(matrices);
        if (columns.Count > 0) collected.Add(Product(columns));
        if (rows.Count > 0) collected.Add(Product(rows));
        // A product of nothing but scalars, or of one vector, is two factors still.
        if (collected.Count == 1 && factors.Count > 1)
        {
            List<Value> all = matrices.Count > 1 ? matrices : columns.Count > 1 ? columns : rows;
            collected = [Product([.. all.Take(all.Count - 1)]), all[all.Count - 1]];
        }
        return collected;
    }

    private Value Product(List<Value> factors) => factors.Aggregate(Product);

    private Value Product(Value left, Value right)
    {
        if (_made.TryGetValue(Key(left, right), out Value? known)) return known;
        Value product = _values.Temporary(left.Name + "_" + right.Name, left.Shape.IsMatrix ? left.Shape : right.Shape, right.Name);
        _equations.Add(new Equation(
            product, new Operation.Pointwise(PointwiseFunction.Multiply), EquatableArray.Of(left, right), Origin.None));
        _kinds[product.Id] = Kind(left) | Kind(right);
        return _made[Key(left, right)] = product;
    }

    private static (int, int) Key(Value left, Value right) => left.Id < right.Id ? (left.Id, right.Id) : (right.Id, left.Id);

    private MatrixSum Sum(Total total)
    {
        if (total.Reduction != Reduction.Sum) return Made([total.Matrix], null);
        List<Value> factors = [.. Factors(total.Matrix, IsWorthFollowing)];
        if (total.Vector is { } vector) factors.Add(vector);
        Along constant = total.Of != Along.Nothing ? total.Of : _byColumns ? Along.Columns : Along.Rows;
        // By rows the sums of columns are in memory: their scalars go into what is made once a row.
        bool keepsScalars = total.Of == Along.Columns && !_byColumns && factors.Any(f => Kind(f) == Along.Rows);
        ILookup<bool, Value> byUse = factors.ToLookup(f => (Kind(f) & ~constant) == 0 && !(keepsScalars && Kind(f) == Along.Nothing));
        List<Value> inCommon = [.. byUse[true]], inner = [.. byUse[false]];
        if (inner.Count == 0) (inner, inCommon) = (inCommon, []);
        if (inner.Count > 2) inner = Collect(inner);
        while (inner.Count > 2) inner = [Product(inner[0], inner[1]), .. inner.Skip(2)];
        return Made(inner, inCommon.Count == 0 ? null : Product(inCommon));

        MatrixSum Made(List<Value> of, Value? scale) =>
            new(total.Result, total.Reduction, total.Of, of.ToEquatableArray(), scale, total.Location);
    }

    /// <summary>A product of two matrices is made once where somebody else reads it too.</summary>
    private bool IsWorthFollowing(Value value) => _uses[value.Id] == 1
        || _products[value.Id].Operands.Any(operand => Kind(operand) != Along.Both);

    /// <summary>Without equations and operands that nothing reads.</summary>
    private MatrixBody Pruned(List<MatrixSum> sums)
    {
        var read = new HashSet<int>(_body.Stores.Select(s => s.Value.Id).Concat(_body.Gradients.Select(g => g.Value.Id))
            .Concat(sums.SelectMany(s => s.Factors).Concat(sums.Select(s => s.Scale).OfType<Value>()).Select(v => v.Id)));
        var equations = new List<Equation>();
        foreach (Equation equation in Enumerable.Reverse(_equations))
        {
            if (!read.Contains(equation.Result.Id)) continue;
            equations.Insert(0, equation);
            read.UnionWith(equation.Operands.Select(o => o.Id));
        }
        return _body with
        {
            Operands = _body.Operands.Where(o => read.Contains(o.Value.Id)).ToEquatableArray(),
            Equations = equations.ToEquatableArray(),
            Sums = sums.ToEquatableArray(),
        };
    }
}

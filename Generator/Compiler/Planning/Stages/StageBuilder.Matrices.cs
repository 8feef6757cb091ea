using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>Passes over matrices.</summary>
internal sealed partial class StageBuilder
{
    /// <summary>
    /// Where rows and columns do not matter, a matrix is as good as a vector of all its elements. Matrices that have no operand in common,
    /// as those of heads, have a pass each: one after the other they have more rows in registers, and read fewer places at once.
    /// </summary>
    private IEnumerable<Stage> Matrices(Shape shape, MapDraft draft)
    {
        if (draft.IsEmpty) return [];
        if (IsFlat(draft)) return Map(shape.Length, draft) is { } map ? [map] : [];
        // A row of a parameter is a matrix of one row: many of them are one pass.
        return shape.Rows == 1
            ? [Matrix(shape, draft)] : new DraftComponents(draft, IsInMemory).Split().Select(component => Matrix(shape, component));
    }

    /// <summary>Whether an operand of an element is a matrix, rather than vectors and scalars that are repeated along one.</summary>
    private bool IsInMemory(Value value) => value.Shape.IsMatrix
        && (!_leaves.TryGetValue(value.Id, out Equation? leaf) || leaf.Operation is Operation.Slice);

    private Stage.Matrix Matrix(Shape shape, MapDraft draft)
    {
        var matrix = new MatrixDraft(this, shape, draft);
        bool byColumns = draft.Totals.Any(t => t.Node.Of == Along.Columns) && draft.Totals.All(t => t.Node.Of != Along.Rows);
        MatrixBody body = matrix.Body(byColumns);
        return new Stage.Matrix("", shape, matrix.Told.ToEquatableArray(), byColumns, body);
    }

    /// <summary>Whether a pass over all elements in a row does: it repeats no vector, and sums up only what is in memory.</summary>
    private bool IsFlat(MapDraft draft)
    {
        IEnumerable<Value> read = draft.Nodes.SelectMany(node => node.Operands).Concat(draft.Stores.Select(s => s.Value))
            .Concat(draft.Gradients.Select(g => g.Value)).Concat(draft.Totals.Select(t => t.Node.Matrix));
        var here = new HashSet<int>(draft.Nodes.Select(node => node.Value.Id));
        if (read.Any(value => _leaves.TryGetValue(value.Id, out Equation? leaf)
            ? leaf.Operation.IsSpread()
            : !here.Contains(value.Id) && IsMadeAgain(value))) return false;
        return draft.Totals.Count == 0
            || draft.Nodes.Count + draft.Stores.Count == 0 && draft.Totals.All(t => t.Node is { Of: Along.Nothing, Vector: null });
    }

    /// <summary>The equations of a pass over matrices in order, with what they read from memory.</summary>
    private sealed class MatrixDraft
    {
        private readonly StageBuilder _builder;
        private readonly Shape _shape;
        private readonly MapDraft _draft;
        private readonly HashSet<int> _here;
        private readonly HashSet<int> _seen = [];
        private readonly Dictionary<(int Id, Along Along), Value> _repeated = [];
        private readonly List<MatrixOperand> _operands = [];
        private readonly List<Equation> _equations = [];
        private readonly List<MatrixFactors.Total> _totals = [];

        public MatrixDraft(StageBuilder builder, Shape shape, MapDraft draft)
        {
            (_builder, _shape, _draft) = (builder, shape, draft);
            _here = new HashSet<int>(draft.Nodes.Select(n => n.Value.Id));
            foreach (Node.Element node in draft.Nodes.OfType<Node.Element>())
            {
                foreach (Value operand in node.Operands) Bring(operand);
                Add(node.Equation);
            }
            foreach (var (value, _) in draft.Stores) Bring(value);
            foreach (var (value, _) in draft.Gradients) Bring(value);
            foreach (var (node, result) in draft.Totals) Bring(node, result);
        }

        /// <summary>As people read them: outer products are whole, and products with vectors are no sums.</summary>
        public List<Equation> Told { get; } = [];

        public MatrixBody Body(bool byColumns)
        {
            var stores = _draft.Stores.Select(s => new Store(s.Value, s.Location, _builder.IsOnlyToSave(s.Location))).ToEquatableArray();
            var gradients = _draft.Gradients.Select(g => g.Sum).ToEquatableArray();
            var body = new MatrixBody(_operands.ToEquatableArray(), _equations.ToEquatableArray(), [], stores, gradients);
            return MatrixFactors.Collect(body, _totals, byColumns, _builder._memory.Values);
        }

        private void Add(Equation equation)
        {
            _equations.Add(equation);
            Told.Add(equation);
        }

        private void Bring(Node.Total node, Location result)
        {
            Bring(node.Matrix);
            Reduction reduction = node.Equation.Operation is Operation.Reduce reduce ? reduce.Reduction : Reduction.Sum;
            Value? vector = node.Vector is null ? null : Repeat(node.Vector, node.Of == Along.Rows ? Along.Columns : Along.Rows);
            _totals.Add(new MatrixFactors.Total(node.Value, reduction, node.Of, node.Matrix, vector, result));
            Told.Add(node.Equation);
        }

        private void Bring(Value value)
        {
            if (_here.Contains(value.Id) || !_seen.Add(value.Id)) return;
            if (_builder.IsMadeAgain(value))
            {
                Equation again = ((Node.Element)_builder._nodes[value.Id]).Equation;
                foreach (Value operand in again.Operands) Bring(operand);
                Add(again);
                return;
            }
            if (!_builder._leaves.TryGetValue(value.Id, out Equation? leaf) || leaf.Operation is Operation.Slice)
            {
                _operands.Add(new MatrixOperand(value, _builder.Locate(value), Along.Both));
                return;
            }
            if (leaf.Operation is Operation.Outer)
            {
                EquatableArray<Value> vectors =
                    EquatableArray.Of(Repeat(leaf.Operands[0], Along.Rows), Repeat(leaf.Operands[1], Along.Columns));
                _equations.Add(new Equation(value, new Operation.Pointwise(PointwiseFunction.Multiply), vectors, leaf.Origin));
                Told.Add(leaf);
            }
            else if (leaf.Operation is Operation.Spread spread) Spread(leaf, spread.Axis == 0 ? Along.Columns : Along.Rows);
            else if (leaf.Operation is Operation.Constant) Add(leaf);
            else if (_builder.IsConstant(leaf.Operands[0]))
            {
                Bring(leaf.Operands[0]);
                Add(leaf);
            }
            else _operands.Add(new MatrixOperand(value, _builder.Locate(leaf.Operands[0]), Along.Nothing));
        }

        private void Spread(Equation spread, Along along)
        {
            Value vector = spread.Operands[0];
            Told.Add(spread);
            if (!_builder.IsRepeated(vector)) _operands.Add(new MatrixOperand(spread.Result, _builder.Locate(vector), along));
            else
            {
                Bring(vector);
                _equations.Add(spread with { Operation = new Operation.Broadcast(_shape) });
            }
        }

        /// <summary>A vector as a matrix whose rows, or columns, are all the same.</summary>
        private Value Repeat(Value vector, Along along)
        {
            if (_builder.IsRepeated(vector))
            {
                Bring(vector);
                return vector;
            }
            if (_repeated.TryGetValue((vector.Id, along), out Value? known)) return known;
            Value repeated = _builder._memory.Values.Temporary(vector.Name, _shape, vector.Name);
            _operands.Add(new MatrixOperand(repeated, _builder.Locate(vector), along));
            return _repeated[(vector.Id, along)] = repeated;
        }
    }
}

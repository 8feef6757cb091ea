using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>Which values meet memory, and where.</summary>
internal sealed partial class StageBuilder
{
    private readonly List<(int Units, EquatableArray<Value> Adjoints, Panel Panel)> _outers = [];
    private readonly List<(int Units, EquatableArray<OuterTerm> Terms)> _inPlace = [];

    private MapDraft Map(int level, int phase, int units) =>
        _maps.TryGetValue((level, phase, units), out MapDraft? draft) ? draft : _maps[(level, phase, units)] = new MapDraft();

    /// <summary>Where elements of a value are computed, or come from memory, at a level.</summary>
    private MapDraft Draft(int level, Shape shape)
    {
        if (!shape.IsMatrix) return Map(level, 0, shape.Length);
        var key = (level, shape.Rows, shape.Columns);
        return _matrices.TryGetValue(key, out MapDraft? draft) ? draft : _matrices[key] = new MapDraft();
    }

    private MapDraft Home(Node node) => Draft(node.Level, node.Value.Shape);

    private void PlaceResults()
    {
        foreach (var entry in _content.Places.Required)
        {
            foreach ((Value value, Location location) in entry.Value)
            {
                // Nobody may want an input's adjoint, or what is saved on demand: it is written, but who else needs the value reads it
                // elsewhere.
                bool lasts = location.Region != Region.InputAdjoint && !IsOnlyToSave(location);
                if (_nodes.TryGetValue(value.Id, out Node? node) && !_located.ContainsKey(value.Id)
                    && (lasts || !node.IsInRegisters)) Settle(node, location);
                else if (node is { IsInRegisters: true }) Home(node).Stores.Add((value, location));
                else Draft(ElementLevel(value), value.Shape).Stores.Add((value, location));
            }
        }
    }

    private bool IsOnlyToSave(Location location) => _content.AsksToSave && location.Region == Region.Saved;

    /// <summary>Gives a computed value its place in memory.</summary>
    private void Settle(Node node, Location location)
    {
        _located[node.Value.Id] = location;
        if (node.IsInRegisters) Home(node).Stores.Add((node.Value, location));
        if (node is Node.Join join) SettleParts(join, location);
    }

    private void SettleParts(Node.Join join, Location location)
    {
        int start = 0;
        foreach (Value part in join.Operands)
        {
            int length = part.Shape.Length;
            // What goes to memory anyway goes to its place among the others.
            if (location.Region is Region.Output or Region.Scratch && _nodes.TryGetValue(part.Id, out Node? node) && node is Node.Total
                && !_located.ContainsKey(part.Id)) Settle(node, location.Part(start, length));
            else Draft(ElementLevel(part), part.Shape).Stores.Add((part, location.Part(start, length)));
            start += length;
        }
    }

    /// <summary>Where a value can be read whole; settles it if it has been in registers only.</summary>
    private Location Locate(Value value)
    {
        if (_located.TryGetValue(value.Id, out Location? location)) return location;
        if (_views.TryGet(value, out var view) && view.IsContiguous)
            return _memory.Copy(view.Parameter).Part(view.Offset, value.Shape.Length);
        if (_nodes.TryGetValue(value.Id, out Node? node))
        {
            Settle(node, _memory.Scratch(value.Shape.Length));
            return _located[value.Id];
        }
        if (!_leaves.TryGetValue(value.Id, out Equation? leaf))
            throw new InvalidOperationException($"Planning of {_content.Name}: {value} is neither known nor computed.");
        if (leaf.Operation is Operation.Slice slice)
            return Locate(leaf.Operands[0]).Part(slice.Start * value.Shape.Columns, value.Shape.Length);
        if (leaf.Operation is Operation.Reduce) return Locate(leaf.Operands[0]);
        // A repeated scalar, an outer product or a constant that somebody reads as memory.
        location = _memory.Scratch(value.Shape.Length);
        _located[value.Id] = location;
        Draft(ElementLevel(value), value.Shape).Stores.Add((value, location));
        return location;
    }

    private void PlaceNodes()
    {
        var live = Live();
        List<Node> nodes = [.. _order.Where(n => live.Contains(n.Value.Id))];
        var products = new HashSet<(int Level, int Units)>(nodes.OfType<Node.Sum>().Select(sum => (sum.Level, sum.Value.Shape.Length)));
        foreach (Node node in nodes)
        {
            switch (node)
            {
                case Node.Element or Node.Sum:
                    Home(node).Nodes.Add(node);
                    break;
                case Node.Reduction reduction:
                    Value reduced = reduction.Equation.Operands[0];
                    reduction.IsOnTheWay = _nodes.TryGetValue(reduced.Id, out Node? maker) && maker is Node.Element
                        && maker.Level == node.Level && !products.Contains((node.Level, reduced.Shape.Length));
                    Map(node.Level, reduction.IsOnTheWay ? 0 : 1, reduced.Shape.Length).Reductions.Add((reduction, Locate(node.Value)));
                    break;
                case Node.Total total:
                    Draft(total.Level, total.Matrix.Shape).Totals.Add((total, Locate(total.Value)));
                    break;
                case Node.Join:
                    Locate(node.Value);
                    break;
                case Node.General general:
                    _generals.Add(general);
                    Locate(node.Value);
                    break;
                default:
                    throw new InvalidOperationException($"No place for {node.GetType().Name}.");
            }
        }
        foreach (Node node in nodes) LocateOperands(node);
    }

    /// <summary>Ids of the nodes that lead to a result or a gradient.</summary>
    private HashSet<int> Live()
    {
        var live = new HashSet<int>();
        var open = new Stack<Value>(_content.Places.Required.Values.SelectMany(v => v.Select(r => r.Value)));
        foreach (var term in _content.Gradients.Elementwise) open.Push(term.Value);
        foreach (var term in _content.Gradients.Outers) { open.Push(term.Left); open.Push(term.Right); }
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (!live.Add(value.Id)) continue;
            if (_nodes.TryGetValue(value.Id, out Node? node)) foreach (Value operand in node.Operands) open.Push(operand);
            else if (_leaves.TryGetValue(value.Id, out Equation? leaf)) foreach (Value operand in leaf.Operands) open.Push(operand);
        }
        return live;
    }

    private void LocateOperands(Node node)
    {
        if (node is Node.Join) return;
        foreach (Value operand in node.Operands)
        {
            bool inRegisters = node.Takes(operand)
                && (_nodes.TryGetValue(operand.Id, out Node? other)
                    ? other.IsInRegisters && other.Level == node.Level
                    : _leaves.TryGetValue(operand.Id, out Equation? leaf) && leaf.Operation is not Operation.Slice)
                || node is Node.Total && IsRepeated(operand);
            if (inRegisters) LocateRepeated(operand);
            else if (node.Takes(operand) && IsMadeAgain(operand)) LocateMadeAgain(operand);
            else Locate(operand);
        }
    }

    /// <summary>
    /// Whether a matrix costs less made again in another pass than in memory: by a few additions and multiplications of what is in memory
    /// before the sweep, and is not overwritten, and of vectors.
    /// </summary>
    private bool IsMadeAgain(Value value) => value.Shape.IsMatrix && !_located.ContainsKey(value.Id)
        && _nodes.TryGetValue(value.Id, out Node? node) && node is Node.Element { Equation: var equation }
        && CriticalPath.Cost(equation) < KernelTable.FunctionCost && equation.Operands.All(operand => IsMadeAgain(operand)
            || _leaves.TryGetValue(operand.Id, out Equation? leaf) && leaf.Operation is not Operation.Slice
            || _content.Places.Known.TryGetValue(operand.Id, out Location? known) && known.Region != Region.Previous);

    private void LocateMadeAgain(Value value)
    {
        foreach (Value operand in _nodes[value.Id].Operands)
        {
            if (_nodes.ContainsKey(operand.Id)) LocateMadeAgain(operand);
            else LocateRepeated(operand);
        }
    }

    /// <summary>A scalar, or a vector of an outer product, is read from memory where it is repeated.</summary>
    private void LocateRepeated(Value value)
    {
        if (_nodes.ContainsKey(value.Id) || !_leaves.TryGetValue(value.Id, out Equation? leaf)) return;
        if (leaf.Operation is Operation.Broadcast && !IsConstant(leaf.Operands[0])) Locate(leaf.Operands[0]);
        if (!leaf.Operation.IsSpread()) return;
        foreach (Value vector in leaf.Operands)
        {
            if (IsRepeated(vector)) LocateRepeated(vector);
            else Locate(vector);
        }
    }

    private bool IsConstant(Value value) => _leaves.TryGetValue(value.Id, out Equation? leaf)
        && (leaf.Operation is Operation.Constant || leaf.Operation is Operation.Broadcast && IsConstant(leaf.Operands[0]));

    private void PlaceGradients()
    {
        foreach (var term in _content.Gradients.Elementwise)
        {
            GradientSum sum = _memory.GradientSum(term.Value, term.Parameter, term.Offset);
            MapDraft draft = _nodes.TryGetValue(term.Value.Id, out Node? node) && node.IsInRegisters
                ? Home(node) : Draft(ElementLevel(term.Value), term.Value.Shape);
            draft.Gradients.Add((term.Value, sum));
        }
        foreach (var group in _content.Gradients.Outers.Where(AddsInPlace).GroupBy(t => t.Left.Shape.Length))
        {
            var terms = group.Select(t => new OuterTerm(Locate(t.Left), t.Left, Locate(t.Right), t.Right, t.Weights));
            _inPlace.Add((group.Key, terms.ToEquatableArray()));
        }
        foreach (var group in _content.Gradients.Outers.Where(t => !AddsInPlace(t)).GroupBy(t => t.Left.Shape.Length))
        {
            var adjoints = group.Select(t => t.Left).Distinct().ToList();
            for (int first = 0; first < adjoints.Count; first += KernelTable.PanelWidth)
            {
                var some = adjoints.Skip(first).Take(KernelTable.PanelWidth).ToList();
                foreach (Value adjoint in some) Locate(adjoint);
                var segments = new SegmentList();
                foreach (var term in group.Where(t => some.Contains(t.Left)))
                    segments.Add(Locate(term.Right), term.Right, term.Right.Shape.Length, some.IndexOf(term.Left), term.Weights);
                Panel panel = _memory.GradientPanel(group.Key, some.Count, segments.ToEquatableArray());
                _outers.Add((group.Key, some.ToEquatableArray(), panel));
            }
        }
    }

    private bool AddsInPlace(GradientTerm.OuterProduct term) =>
        term.Weights.Parameter < _content.Gradients.InPlace && term.Weights.SourceStride == 1 && _memory.IsWhole(term.Weights.Length);

    /// <summary>Collects the segments of a panel: accumulators that meet the same vector share one.</summary>
    private sealed class SegmentList
    {
        private readonly List<(Location Source, Value Vector, int Length, List<int> Accumulators, List<Submatrix> Weights)>
            _segments = [];

        public int Count => _segments.Count;

        public void Add(Location source, Value vector, int length, int accumulator, Submatrix weights)
        {
            int at = _segments.FindIndex(s => s.Source == source && !s.Accumulators.Contains(accumulator));
            if (at < 0)
            {
                at = _segments.Count;
                _segments.Add((source, vector, length, [], []));
            }
            _segments[at].Accumulators.Add(accumulator);
            _segments[at].Weights.Add(weights);
        }

        /// <summary>In the order of memory, so that vectors that lie one after the other are met one after the other.</summary>
        public EquatableArray<PanelSegment> ToEquatableArray() => _segments
            .OrderBy(s => s.Source.Region).ThenBy(s => s.Source.Index).ThenBy(s => s.Source.Offset)
            .Select(s => new PanelSegment(
                s.Source, EquatableArray.Of(s.Vector), s.Length, s.Accumulators.ToEquatableArray(), s.Weights.ToEquatableArray()))
            .ToEquatableArray();
    }
}

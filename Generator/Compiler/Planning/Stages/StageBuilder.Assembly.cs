using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// From drafts to stages, level by level: maps first, then reductions, then the general operations, weight gradients at the end.
/// </summary>
internal sealed partial class StageBuilder
{
    private EquatableArray<Stage> Assemble()
    {
        ReachMemory();
        foreach (MapDraft draft in _matrices.Values) draft.DropUnread();
        var stages = new List<Stage>();
        int last = _maps.Keys.Select(k => k.Level).Concat(_matrices.Keys.Select(k => k.Level)).Concat(_generals.Select(g => g.Level))
            .DefaultIfEmpty(0).Max();
        for (int level = 0; level <= last; level++)
        {
            foreach (var entry in _maps.Where(m => m.Key.Level == level).ToList())
                stages.AddRange(Maps(entry.Key.Units, entry.Value));
            foreach (var entry in _matrices.Where(m => m.Key.Level == level).ToList())
                stages.AddRange(Matrices(Shape.Matrix(entry.Key.Rows, entry.Key.Columns), entry.Value));
            stages.AddRange(_generals.Where(g => g.Level == level).Select(General));
        }
        foreach (var (units, adjoints, panel) in _outers)
        {
            stages.Add(new Stage.Outer(
                "", units, adjoints.Select(Locate).ToEquatableArray(), adjoints, panel));
        }
        foreach (var (units, blocks) in _inPlace)
            stages.Add(new Stage.ParameterOuter("", units, blocks));
        return stages.Select(Named).ToEquatableArray();
    }

    private Stage Named(Stage stage) =>
        stage with { Name = _memory.StageName(_content.Name + StageTitles.Of(stage, _content.IsBackward)) };

    /// <summary>A body that reads a value from memory makes an earlier stage store it: repeated until nothing new is stored.</summary>
    private void ReachMemory()
    {
        for (int before = -1, now = 0; now != before;)
        {
            before = now;
            foreach (MapDraft draft in _maps.Values.Concat(_matrices.Values.Where(IsFlat)).ToList()) _ = new BodyDraft(this, draft);
            foreach (var entry in _matrices.Where(m => !IsFlat(m.Value)).ToList())
                _ = new MatrixDraft(this, Shape.Matrix(entry.Key.Rows, entry.Key.Columns), entry.Value);
            now = _located.Count;
        }
    }

    private Stage.General General(Node.General node) => new(
        "", node.Equation, node.Equation.Operands.Select(Locate).ToEquatableArray(), Locate(node.Value));

    /// <summary>
    /// Sums over rows that meet no vector together, with nothing behind them but private memory, have a stage each: a tile of their weights
    /// side by side would have half of its sums at rest (forward of an LSTM with layer norms, 256 bits: 1.3 times faster apart).
    /// </summary>
    private IEnumerable<Stage.Map> Maps(int units, MapDraft draft)
    {
        if (draft.IsEmpty) yield break;
        List<Node.Sum> sums = [.. draft.Nodes.OfType<Node.Sum>()];
        bool isApart = _content.Panels == PanelForm.Batch && sums.Count == draft.Nodes.Count && sums.Count == draft.Stores.Count
            && draft.Gradients.Count + draft.Reductions.Count + draft.Totals.Count == 0
            && draft.Stores.All(s => s.Location.Region.IsPrivate() && sums.Any(sum => sum.Value.Id == s.Value.Id));
        if (!isApart)
        {
            yield return Map(units, draft);
            yield break;
        }
        while (sums.Count > 0)
        {
            var part = new MapDraft();
            for (int next = 0; next >= 0; next = sums.FindIndex(sum => part.Nodes.Any(other => Meet(sum, (Node.Sum)other))))
            {
                part.Nodes.Add(sums[next]);
                sums.RemoveAt(next);
            }
            part.Stores.AddRange(draft.Stores.Where(s => part.Nodes.Any(node => node.Value.Id == s.Value.Id)));
            yield return Map(units, part);
        }

        static bool Meet(Node.Sum left, Node.Sum right) =>
            left.Item.Terms.Any(term => right.Item.Terms.Any(other => other.Source.Id == term.Source.Id));
    }

    private Stage.Map Map(int units, MapDraft draft)
    {
        var body = new BodyDraft(this, draft);
        List<Node.Sum> sums = [.. CriticalPath.LongestFirst(draft.Nodes.OfType<Node.Sum>(), n => n.Value, body.Equations)];
        var accumulators = sums.Select(Accumulator).ToEquatableArray();
        if (GoesAcross(units, accumulators, body, draft)) return Across(units, accumulators, draft);
        int blocks = _memory.Blocks(accumulators, units, _content.Panels);
        int first = CriticalPath.WantedFirst(sums, n => n.Value, body.Equations);
        bool inTurns = _content is { Panels: PanelForm.OneRow, IsOverTime: true } && _memory.InTurns(units, first, sums.Count);
        var panels = Panels(units, blocks, accumulators, inTurns ? [first, sums.Count - first] : [sums.Count]);
        bool backAndForth = _content.Panels == PanelForm.OneRow && _memory.BackAndForth(units, blocks, panels);
        return new Stage.Map("", units, new MapProducts(accumulators, blocks, panels, backAndForth), new MapBody(
            body.Loads.ToEquatableArray(),
            CriticalPath.LongestFirst(body.Equations).ToEquatableArray(),
            draft.Reductions.Select(r => new RowReduction(r.Node.Equation, r.Result))
                .Concat(draft.Totals.Select(t => new RowReduction(t.Node.Equation, t.Result))).ToEquatableArray(),
            draft.Stores.Select(s => new Store(s.Value, s.Location, IsOnlyToSave(s.Location))).ToEquatableArray(),
            draft.Gradients.Select(g => g.Sum).ToEquatableArray()));
    }

    /// <summary>Few sums over long vectors, and nothing behind them but memory.</summary>
    private bool GoesAcross(int units, EquatableArray<Accumulator> accumulators, BodyDraft body, MapDraft draft) =>
        _content is { Panels: PanelForm.OneRow, IsOverTime: true, IsBackward: false } && _memory.HasLanes
        && accumulators.Count > 0 && units * accumulators.Count <= KernelTable.SumsAcross
        && body.Equations.Count + body.Loads.Count + draft.Reductions.Count + draft.Totals.Count + draft.Gradients.Count == 0
        && draft.Stores.All(s => s.Location.Region is Region.Output or Region.Scratch && !IsOnlyToSave(s.Location))
        && accumulators.All(a => a.Terms.All(t => t.Weights.SourceStride == 1 && t.Weights.Length >= KernelTable.ElementsAcross));

    private Stage.Map Across(int units, EquatableArray<Accumulator> accumulators, MapDraft draft)
    {
        var products = new MapProducts(accumulators, 1, [], BackAndForth: false)
        {
            Rows = accumulators.SelectMany(a => a.Terms).Select(t => _memory.Copy(t.Weights.Parameter)).ToEquatableArray(),
        };
        EquatableArray<Store> stores = draft.Stores.Select(s => new Store(s.Value, s.Location)).ToEquatableArray();
        return new Stage.Map("", units, products, new MapBody([], [], [], stores, []));
    }

    private Accumulator Accumulator(Node.Sum node) => new(
        node.Value,
        node.Item.Terms.Select(t => new ProductTerm(t.Weights, t.Source, Locate(t.Source), _content.IsFree(node.Item.Whole, t.Source)))
            .ToEquatableArray(),
        node.Item.Bias is { } bias ? new Load(bias, Locate(bias), IsBroadcast: false) : null);

    /// <summary>Accumulators in panels of at most eight, those that meet the same vectors side by side.</summary>
    /// <param name="turns">How many accumulators are gathered before the next ones are.</param>
    private EquatableArray<Panel> Panels(int units, int blocks, EquatableArray<Accumulator> accumulators, IEnumerable<int> turns)
    {
        var panels = new List<Panel>();
        int first = 0;
        foreach (int width in turns.SelectMany(PanelWidths))
        {
            var part = accumulators.Skip(first).Take(width).ToList();
            foreach (bool free in (bool[])[true, false])
            {
                var segments = new SegmentList();
                for (int i = 0; i < part.Count; i++)
                    foreach (ProductTerm term in part[i].Terms.Where(t => t.IsFree == free))
                        segments.Add(term.Source, term.Vector, term.Weights.Length, i, term.Weights);
                if (segments.Count > 0) panels.Add(_memory.Panel(units, first, part.Count, blocks, segments.ToEquatableArray()));
            }
            first += width;
        }
        return panels.ToEquatableArray();
    }

    private static IEnumerable<int> PanelWidths(int accumulators)
    {
        for (; accumulators > 0; accumulators -= KernelTable.PanelWidth) yield return Math.Min(accumulators, KernelTable.PanelWidth);
    }

    /// <summary>The equations of a map in order, with what they read from memory.</summary>
    private sealed class BodyDraft
    {
        private readonly StageBuilder _builder;
        private readonly HashSet<int> _here;
        private readonly HashSet<int> _seen = [];

        public BodyDraft(StageBuilder builder, MapDraft draft)
        {
            _builder = builder;
            _here = new HashSet<int>(draft.Nodes.Select(n => n.Value.Id));
            foreach (Node.Element node in draft.Nodes.OfType<Node.Element>())
            {
                foreach (Value operand in node.Operands) Bring(operand);
                Equations.Add(node.Equation);
            }
            foreach (var (value, _) in draft.Stores) Bring(value);
            foreach (var (value, _) in draft.Gradients) Bring(value);
            foreach (var (node, _) in draft.Reductions) Bring(node.Equation.Operands[0]);
            foreach (var (node, _) in draft.Totals) Bring(node.Matrix);
        }

        public List<Load> Loads { get; } = [];

        public List<Equation> Equations { get; } = [];

        private void Bring(Value value)
        {
            if (_here.Contains(value.Id) || !_seen.Add(value.Id)) return;
            if (_builder._leaves.TryGetValue(value.Id, out Equation? leaf) && leaf.Operation is not Operation.Slice)
            {
                if (leaf.Operation is Operation.Constant) Equations.Add(leaf);
                else if (_builder.IsConstant(leaf.Operands[0])) { Bring(leaf.Operands[0]); Equations.Add(leaf); }
                else Loads.Add(new Load(value, _builder.Locate(leaf.Operands[0]), IsBroadcast: true));
            }
            else Loads.Add(new Load(value, _builder.Locate(value), IsBroadcast: false));
        }
    }
}

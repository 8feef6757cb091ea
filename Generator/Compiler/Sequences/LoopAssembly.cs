using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>Collects what stands at each place into a loop, and works out what goes from loop to loop.</summary>
internal sealed class LoopAssembly(RecurrenceGraph graph, Placement placement)
{
    private readonly SequenceFunction _function = graph.Function;

    public EquatableArray<Loop> Loops()
    {
        var drafts = placement.Places.Select(Draft).ToList();
        var reads = drafts.Select(Reads).ToList();
        var loops = new List<Loop>();
        for (int i = 0; i < drafts.Count; i++)
        {
            HashSet<int> mine = drafts[i].Made;
            var handed = reads.Skip(i + 1).SelectMany(r => r).Where(v => mine.Contains(v.Id)).Distinct();
            loops.Add(Loop(drafts[i], reads[i], handed.ToEquatableArray()));
        }
        return loops.ToEquatableArray();
    }

    /// <summary>What stands at one place.</summary>
    private sealed record LoopDraft(
        (int Place, int Tier) At, List<Equation> Own, List<Equation> All, List<Carry> Carries, List<Result> Results, List<int> Sums)
    {
        /// <summary>Ids of what only this loop can hand to others.</summary>
        public HashSet<int> Made { get; init; } = [];

        public bool IsTimeLoop => At.Place % 2 != 0;
    }

    private LoopDraft Draft((int Place, int Tier) at)
    {
        var own = _function.Equations.Where((_, i) => placement.IsWanted(i) && placement.PlaceOf(i) == at).ToList();
        var carries = _function.Carries.All.Where((_, c) => placement.PlaceOf(graph.Departure(c)) == at).ToList();
        var results = _function.Results.Where(r => placement.PlaceOf(r.Value) == at).ToList();
        var sums = Enumerable.Range(0, _function.Sums.Count).Where(s => placement.PlaceOf(_function.Sums[s]) == at).ToList();
        var draft = new LoopDraft(at, own, own, carries, results, sums);
        var made = own.Where(e => !e.Operation.IsView()).Select(e => e.Result.Id);
        if (!_function.Carries.Last) made = made.Concat(carries.Select(c => c.Arriving.Id));
        return draft with { All = WithLeaves(draft), Made = [.. made] };
    }

    /// <summary>The loop's own equations, and the leaves of other loops that these, or what the loop stores, are made of.</summary>
    private List<Equation> WithLeaves(LoopDraft draft)
    {
        var needed = new HashSet<int>(draft.Own.Select(e => e.Result.Id));
        var open = new Stack<Value>(Operands(draft));
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (graph.NodeOf(value) is not { } node || graph.EquationOf(node) is not { } equation) continue;
            if (!equation.Operation.IsView() || !needed.Add(value.Id)) continue;
            foreach (Value operand in equation.Operands) open.Push(operand);
        }
        return [.. _function.Equations.Where(e => needed.Contains(e.Result.Id))];
    }

    /// <summary>What a loop reads: for its equations, its sums, what it leaves for the next step and what it stores.</summary>
    private IEnumerable<Value> Operands(LoopDraft draft) => draft.All.SelectMany(e => e.Operands)
        .Concat(draft.Sums.SelectMany(s => _function.Sums[s].Values))
        .Concat(draft.Carries.Select(c => c.Leaving).OfType<Value>())
        .Concat(draft.Results.Select(r => r.Value));

    /// <summary>What a loop reads of others.</summary>
    private List<Value> Reads(LoopDraft draft)
    {
        var here = new HashSet<int>(draft.All.Select(e => e.Result.Id).Concat(draft.Made));
        if (draft.IsTimeLoop) here.UnionWith(draft.Carries.Select(c => c.Arriving.Id));
        return [.. Operands(draft).Where(v => graph.NodeOf(v) is not null && here.Add(v.Id))];
    }

    private Loop Loop(LoopDraft draft, List<Value> reads, EquatableArray<Value> handed)
    {
        var own = new HashSet<int>(draft.Own.Select(e => e.Result.Id));
        var flow = new LoopFlow(
            reads.ToEquatableArray(), handed, _function.Kept.Where(v => own.Contains(v.Id)).ToEquatableArray(),
            draft.Results.ToEquatableArray(), draft.Sums.ToEquatableArray());
        var body = new LoopBody(
            draft.All.ToEquatableArray(), draft.All.Where(e => !own.Contains(e.Result.Id)).Select(e => e.Result).ToEquatableArray(),
            draft.Carries.ToEquatableArray(), flow);
        return draft.IsTimeLoop ? new Loop.TimeLoop(body.Carries.Select(c => c.Direction).FirstOrDefault(), body) : new Loop.AllRows(body);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Where in the order of loops each node is computed. Loop k has the place 2k - 1, the gap behind it, for all rows, 2k; a gap is in
/// tiers where it reads what it leaves for the next step. The rules:
/// <list type="number">
/// <item>What is on a cycle, or between two nodes of one loop, is in that loop.</item>
/// <item>What feeds a loop is in it too, but for products, and what is made of them, where these pay in the gap before it.</item>
/// <item>Nothing is computed after what reads it.</item>
/// <item>
/// What feeds no loop is beside what reads it; and what nothing reads, in the first gap behind its operands that has work anyway, or
/// else in the last one.
/// </item>
/// <item>What acts element by element and is read by sums alone is in the loop that it is made of.</item>
/// <item>
/// What reads a matrix that a loop makes, or carries, is in that loop: in memory the matrices of all rows would be many. So is what reads
/// a large one of a state whose adjoint the loop carries.
/// </item>
/// </list>
/// </summary>
internal sealed class Placement
{
    private readonly RecurrenceGraph _graph;
    private readonly LoopLevels _levels;
    private readonly SequenceFunction _function;
    private readonly HashSet<int> _wanted;
    private readonly int[] _place;
    private readonly int[] _after;
    private readonly Dictionary<int, int> _tiers = [];
    // The loops that carry the states of which matrices are held, or their adjoints, by the ids of the matrices and of views of them.
    private readonly Dictionary<int, int> _held = [];
    private readonly SortedSet<int> _gaps = [];

    public Placement(RecurrenceGraph graph, LoopLevels levels)
    {
        (_graph, _levels, _function) = (graph, levels, graph.Function);
        _place = new int[graph.Count];
        _after = new int[graph.Count];
        IEnumerable<Value> wanted = _function.Results.Select(r => r.Value).Concat(_function.Kept)
            .Concat(_function.Sums.SelectMany(s => s.Values));
        _wanted = graph.Leading(Nodes(wanted).Concat(Enumerable.Range(0, graph.Carries).Select(graph.Departure)));
        PlaceFeeders();
        FindHeld();
        PlaceOthers();
        KeepBesideSums();
        KeepBesideMatrices();
        StoreWhereMade();
        Divide();
    }

    /// <summary>The places that something is computed at, in order, and the tiers of each.</summary>
    public IEnumerable<(int Place, int Tier)> Places => Enumerable.Range(0, _graph.Count)
        .Where(node => _wanted.Contains(node) && Counts(node)).Concat(Nodes(_function.Kept)).Select(PlaceOf)
        .Concat(_function.Results.Select(r => PlaceOf(r.Value))).Concat(_function.Sums.Select(PlaceOf))
        .Distinct().OrderBy(p => p.Place).ThenBy(p => p.Tier);

    public bool IsWanted(int node) => _wanted.Contains(node);

    public (int Place, int Tier) PlaceOf(int node) => (_place[node], Tier(node));

    /// <summary>Where a result is stored: where it is computed; for an argument of the step, as soon as all its rows are there.</summary>
    public (int Place, int Tier) PlaceOf(Value result)
    {
        if (_graph.NodeOf(result) is not { } node) return InGap(0);
        return _graph.IsArrival(node) && _function.Carries.Last ? InGap(_place[node]) : PlaceOf(node);
    }

    /// <summary>
    /// Where a sum is added to: where the last of its values is made. Products wait for the gap behind, where many rows share them.
    /// </summary>
    public (int Place, int Tier) PlaceOf(RowSum sum)
    {
        var nodes = Nodes(sum.Values).ToList();
        if (nodes.Count == 0) return InGap(0);
        (int place, int tier) = nodes.Select(PlaceOf).Max();
        return sum.IsProduct && place % 2 != 0 ? InGap(place + 1) : (place, tier);
    }

    private IEnumerable<int> Nodes(IEnumerable<Value> values) => values.Select(v => _graph.NodeOf(v)).OfType<int>();

    /// <summary>What feeds a loop, from the last node up.</summary>
    private void PlaceFeeders()
    {
        HashSet<int> early = Early();
        foreach (int node in _graph.InOrder.Reverse())
        {
            if (_levels.Last(node) == LoopLevels.None) continue;
            int own = 2 * _levels.Last(node) - (early.Contains(node) ? 2 : 1);
            _place[node] = _levels.IsInLoop(node)
                ? own
                : _graph.Readers(node).Where(r => _levels.Last(r) != LoopLevels.None).Select(r => _place[r]).Append(own).Min();
            if (_place[node] % 2 == 0 && _wanted.Contains(node) && Counts(node)) _gaps.Add(_place[node]);
        }
    }

    /// <summary>Products that leave a loop, and what is made of them on the way to it.</summary>
    private HashSet<int> Early()
    {
        var early = new HashSet<int>();
        foreach (int node in _graph.InOrder)
        {
            int loop = _levels.Last(node);
            if (loop == LoopLevels.None || !_levels.Feeds(node, loop) || !_levels.Pays(loop)) continue;
            if (_graph.EquationOf(node) is not { } equation) continue;
            // A matrix for each row is much memory; what it is made of is little.
            if (equation.Result.Shape.IsMatrix && !OperationCosts.IsHeavy(equation)) continue;
            bool isMadeOfProducts = _graph.Sources(node).Any(s => early.Contains(s) && _levels.Last(s) == loop);
            if (OperationCosts.IsHeavy(equation) || isMadeOfProducts) early.Add(node);
        }
        return early;
    }

    /// <summary>What leads to no loop: late enough for all that it is made of, and no earlier than its readers want it.</summary>
    private void PlaceOthers()
    {
        var others = _graph.InOrder.Where(node => _levels.Last(node) == LoopLevels.None).ToList();
        foreach (int node in others)
        {
            int operands = _graph.Sources(node).Select(s => _place[s]).Append(Math.Max(0, LoopOfHeld(node))).Max();
            // What arrives is in memory as soon as the loop that left it is done.
            _place[node] = _graph.IsArrival(node) ? operands : (operands + 1) / 2 * 2;
        }
        var wanted = new Dictionary<int, int>();
        foreach (Value value in _function.Results.Select(r => r.Value).Concat(_function.Kept)) Want([value]);
        foreach (RowSum sum in _function.Sums) Want(sum.Values);
        foreach (int node in others.AsEnumerable().Reverse())
        {
            int own = wanted.TryGetValue(node, out int place) ? place : Gap(_place[node]);
            var readers = _graph.Readers(node).Where(IsWanted).Select(r => _place[r]).ToList();
            if (readers.Count > 0) own = wanted.ContainsKey(node) ? Math.Min(own, readers.Min()) : readers.Min();
            _place[node] = own;
        }

        void Want(IEnumerable<Value> values)
        {
            var nodes = Nodes(values).ToList();
            int place = Gap(nodes.Select(n => _place[n]).DefaultIfEmpty(0).Max());
            foreach (int node in nodes) wanted[node] = wanted.TryGetValue(node, out int other) ? Math.Min(other, place) : place;
        }
    }

    /// <summary>The first gap with work from a place on, or else the last there can be.</summary>
    private int Gap(int from) =>
        _levels.IsOneLoop ? 1 : _gaps.Where(r => r >= from).DefaultIfEmpty(2 * _levels.Loops).First();

    /// <summary>Before: a gap computes a value and adds it to a sum. After: the loop does, where its operands are.</summary>
    private void KeepBesideSums()
    {
        var elsewhere = _graph.Leading(Nodes(_function.Results.Select(r => r.Value).Concat(_function.Kept)
                .Concat(_function.Sums.Where(s => s.IsProduct).SelectMany(s => s.Values)))
            .Concat(Enumerable.Range(0, _graph.Carries).Select(_graph.Departure)));
        foreach (int node in _graph.InOrder)
        {
            int loop = _place[node] - 1;
            if (loop < 0 || loop % 2 == 0 || elsewhere.Contains(node)) continue;
            if (_graph.EquationOf(node) is not { } equation || OperationCosts.IsHeavy(equation)) continue;
            if (_graph.Sources(node).All(s => _place[s] <= loop)) _place[node] = loop;
        }
    }

    /// <summary>
    /// Before: a loop leaves a matrix for each row, and a gap reads them. After: the loop has done with a matrix when it goes on.
    /// </summary>
    private void KeepBesideMatrices()
    {
        foreach (int node in _graph.InOrder)
        {
            int loop = _graph.Sources(node).Where(s => IsMatrix(s) && _place[s] % 2 != 0).Select(s => _place[s]).DefaultIfEmpty(-1).Max();
            if (_held.Count > 0) loop = Math.Max(loop, LoopOfHeld(node));
            if (loop < 0 || _place[node] <= loop || _graph.IsArrival(node) || _graph.EquationOf(node) is null) continue;
            var moves = new Dictionary<int, int>();
            if (!_graph.Sources(node).All(s => CanBeAtHand(s, loop, moves))) continue;
            foreach (var move in moves) _place[move.Key] = move.Value;
            _place[node] = loop;
        }
    }

    private void FindHeld()
    {
        foreach (HeldMatrix matrix in _function.Held)
        {
            int carry = _function.Carries.All.ToList().FindIndex(c => c.State == matrix.State);
            if (carry >= 0 && _place[_graph.Arrival(carry)] is var place && place % 2 != 0) _held[matrix.Value.Id] = place;
        }
        foreach (Equation view in _function.Equations.Where(equation => _held.Count > 0 && equation.Operation.IsView()))
            foreach (Value operand in view.Operands)
                if (_held.TryGetValue(operand.Id, out int place)) _held[view.Result.Id] = place;
    }

    /// <summary>The loop that what reads a matrix of a state is in; -1 where a node reads none, or is but a view of it.</summary>
    private int LoopOfHeld(int node) =>
        _held.Count == 0 || _graph.EquationOf(node) is not { } equation || equation.Operation.IsView() ? -1
            : equation.Operands.Select(o => _held.TryGetValue(o.Id, out int place) ? place : -1).DefaultIfEmpty(-1).Max();

    /// <summary>
    /// Whether a value can be there in a loop: it is, or it and what it is made of may as well be computed earlier, before the loop for
    /// many rows at once where there is work anyway. A product in the loop reads weights that are about as large as the matrix.
    /// </summary>
    /// <param name="moves">The places of those that would be computed earlier.</param>
    private bool CanBeAtHand(int node, int loop, Dictionary<int, int> moves)
    {
        if (AtHand(node, moves) <= loop) return true;
        if (_graph.EquationOf(node) is not { } equation || !_graph.Sources(node).All(s => CanBeAtHand(s, loop, moves))) return false;
        if (equation.Operation.IsView()) return true;
        bool isBefore = _graph.Sources(node).All(s => AtHand(s, moves) < loop);
        moves[node] = isBefore && _gaps.Contains(loop - 1) && !equation.Result.Shape.IsMatrix ? loop - 1 : loop;
        return true;
    }

    /// <summary>From where on a value can be read: a leaf as soon as what it is made of.</summary>
    private int AtHand(int node, Dictionary<int, int> moves)
    {
        if (_graph.EquationOf(node) is { } equation && equation.Operation.IsView())
            return _graph.Sources(node).Select(s => AtHand(s, moves)).DefaultIfEmpty(0).Max();
        return moves.TryGetValue(node, out int place) ? place : _place[node];
    }

    /// <summary>Whether its elements are in memory, or would have to be, for somebody else to read them.</summary>
    private bool IsMatrix(int node) => _graph.EquationOf(node) is { } equation
        ? equation.Result.Shape.IsMatrix && !equation.Operation.IsView()
        : _graph.IsArrival(node) && _function.Carries.All[node - _graph.Arrival(0)].Arriving.Shape.IsMatrix;

    /// <summary>What leaves for the next step without being on a cycle is stored by the loop that makes it.</summary>
    private void StoreWhereMade()
    {
        for (int c = 0; c < _graph.Carries; c++)
        {
            int leaving = _graph.Departure(c);
            if (_graph.NodeOf(_function.Carries.All[c].Leaving) is { } made && !_levels.IsInLoop(leaving)) _place[leaving] = _place[made];
        }
    }

    /// <summary>
    /// A gap's rows are computed in any order, so what it leaves for the next step is there in a later tier of it only. Each node is in
    /// the last tier that it may be in.
    /// </summary>
    private void Divide()
    {
        foreach (int node in _graph.InOrder.Reverse())
        {
            if (_place[node] % 2 != 0 || !_wanted.Contains(node)) continue;
            foreach (int source in _graph.Sources(node).Where(s => _place[s] == _place[node]))
                _after[source] = Math.Max(_after[source], _after[node] + (_graph.IsArrival(node) ? 1 : 0));
        }
        foreach (int node in _wanted.Where(node => _place[node] % 2 == 0))
            _tiers[_place[node]] = Math.Max(TiersOf(_place[node]), _after[node]);
    }

    private int Tier(int node) => _place[node] % 2 != 0 ? 0 : TiersOf(_place[node]) - _after[node];

    /// <summary>The number of a gap's last tier.</summary>
    private int TiersOf(int place) => _tiers.TryGetValue(place, out int tiers) ? tiers : 0;

    private (int Place, int Tier) InGap(int from) => (Gap(from), TiersOf(Gap(from)));

    /// <summary>Whether a node is a reason for a loop to be: leaves are computed wherever they are read.</summary>
    private bool Counts(int node) =>
        !_graph.IsArrival(node) && (_graph.EquationOf(node) is not { } equation || !equation.Operation.IsView());
}

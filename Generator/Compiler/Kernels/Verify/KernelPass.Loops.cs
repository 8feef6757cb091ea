using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Verify;

/// <content>Loops: their variables, and the references that they move.</content>
internal sealed partial class KernelPass
{
    private void Loop(Statement.Loop loop)
    {
        Polynomial first = loop.From is { } from ? Of(from) : FloorOf(loop.Variable);
        if (Rounds(loop, first) is not { } rounds) return;
        var (moves, others) = Moves(loop, rounds.Value, rounds.Last);
        var entry = new Dictionary<string, Place>(_references);
        int symbol = _symbols++;
        if (moves.Count > 0 && rounds.Count is null)
            throw Refuse($"'{moves.Keys.First()}' moves in a loop over '{loop.Variable}' of unknown length");
        // Where references move, the symbol counts rounds; elsewhere it is the variable itself.
        bool counts = rounds.Count is not null;
        Polynomial number = Polynomial.Symbol(symbol);
        int outside = _variables.Count;
        _variables.Add(counts
            ? new Variable(symbol, Polynomial.Zero, [rounds.Count! - Polynomial.One])
            : new Variable(symbol, first, [rounds.Last]));
        _offsets[loop.Variable] = counts ? first + number * Of(loop.Step) : number;
        foreach (var move in moves)
            _references[move.Key] = entry[move.Key].Plus(Distance.Of(number * move.Value));
        All(loop.Body);
        if (others.Count > 0)
        {
            // From the second round on these refer to other memory.
            Restore(entry);
            foreach (var other in others) _references[other.Key] = other.Value;
            foreach (var move in moves)
                _references[move.Key] = entry[move.Key].Plus(Distance.Of(number * move.Value));
            All(loop.Body);
        }
        Leave(outside);
        Restore(entry);
        foreach (var other in others) _references[other.Key] = other.Value;
        foreach (var move in moves)
            _references[move.Key] = entry[move.Key].Plus(Distance.Of(rounds.Count! * move.Value));
        if (loop.From is null) _offsets[loop.Variable] = first;
    }

    /// <summary>
    /// The lowest value of a variable that goes on from loop to loop. It only grows, and each loop's own condition bounds it from above.
    /// </summary>
    private Polynomial FloorOf(string variable) =>
        _offsets.TryGetValue(variable, out Polynomial? value) ? value : throw Refuse($"'{variable}' has no value");

    /// <summary>
    /// How many rounds a loop makes where that can be said, its variable's last value at most, and some value of it; null where it makes
    /// none.
    /// </summary>
    private (Polynomial? Count, Polynomial Last, Polynomial Value)? Rounds(Statement.Loop loop, Polynomial first)
    {
        Polynomial? last = null;
        int unknown = _symbols++;
        Polynomial variable = Polynomial.Symbol(unknown);
        _offsets.TryGetValue(loop.Variable, out Polynomial? before);
        _offsets[loop.Variable] = variable;
        foreach (Condition condition in loop.While)
        {
            Polynomial? most = condition switch
            {
                Condition.Less less => Of(less.Right) - (Of(less.Left) - variable) - Polynomial.Of(1),
                Condition.AtMost most1 => Of(most1.Right) - (Of(most1.Left) - variable),
                _ => null,
            };
            last ??= most;
        }
        if (before is null) _offsets.Remove(loop.Variable);
        else _offsets[loop.Variable] = before;
        if (last is null || last.Has(unknown)) throw Refuse($"nothing bounds '{loop.Variable}'");
        long step = Of(loop.Step).Constant ?? throw Refuse($"the step of '{loop.Variable}' is not known");
        Polynomial reach = last - first;
        if (reach.Constant is { } elements)
            return elements < 0 ? null : loop.From is null ? (null, last, first) : (Polynomial.Of(elements / step + 1), last, first);
        return step == 1 && loop.From is not null ? (reach + Polynomial.Of(1), last, first) : (null, last, first);
    }

    /// <summary>
    /// How far each reference from outside is moved by one round, and where those refer to that the first round lets refer to other memory
    /// and no later round to another.
    /// </summary>
    private (Dictionary<string, Polynomial> By, Dictionary<string, Place> To) Moves(
        Statement.Loop loop, Polynomial value, Polynomial other)
    {
        var moves = new Dictionary<string, Polynomial>();
        var others = new Dictionary<string, Place>();
        if (!HasMoves(loop.Body)) return (moves, others);
        var entry = new Dictionary<string, Place>(_references);
        Try(loop, value);
        foreach (var reference in entry)
        {
            Place after = _references[reference.Key];
            if (after.Parameter != reference.Value.Parameter) others[reference.Key] = after;
            else if (after.Offset - reference.Value.Offset is var by && !IsZero(by)) moves[reference.Key] = by;
        }
        Restore(entry);
        if (others.Count == 0) return (moves, others);
        foreach (var reference in others) _references[reference.Key] = reference.Value;
        Try(loop, other);
        foreach (var reference in others)
        {
            Place after = _references[reference.Key];
            if (after.Parameter != reference.Value.Parameter || !IsZero(after.Offset - reference.Value.Offset))
                throw Refuse($"'{reference.Key}' moves to other memory in a loop again and again");
        }
        Restore(entry);
        return (moves, others);
    }

    /// <summary>One round in which nothing is touched.</summary>
    private void Try(Statement.Loop loop, Polynomial value)
    {
        bool outer = _isTrial;
        int outside = _variables.Count;
        _isTrial = true;
        _offsets[loop.Variable] = value;
        All(loop.Body);
        _isTrial = outer;
        Leave(outside);
    }

    private static bool HasMoves(EquatableArray<Statement> statements)
    {
        foreach (Statement statement in statements)
            if (HasMoves(statement)) return true;
        return false;
    }

    private static bool HasMoves(Statement statement) => statement switch
    {
        Statement.Move or Statement.Point => true,
        Statement.Loop loop => HasMoves(loop.Body),
        Statement.Scope scope => HasMoves(scope.Body),
        Statement.If branch => HasMoves(branch.Body) || HasMoves(branch.Otherwise),
        _ => false,
    };

    /// <summary>References that a loop's body made are gone, the others where they were.</summary>
    private void Restore(Dictionary<string, Place> entry)
    {
        _references.Clear();
        foreach (var reference in entry) _references[reference.Key] = reference.Value;
    }
}

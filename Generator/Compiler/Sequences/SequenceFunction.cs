using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// One step of a sequence as loops are made from it: a step function, or the adjoint of one. What both have in common is here, and the
/// difference is data.
/// </summary>
/// <param name="Equations">Of one step of one row; each operand is an argument, a value that arrives, or defined before.</param>
/// <param name="Results">Values that somebody outside wants of every row.</param>
/// <param name="Kept">Values that another function reads of every row.</param>
/// <param name="Sums">What is summed over all rows.</param>
public sealed record SequenceFunction(
    EquatableArray<Equation> Equations,
    Carries Carries,
    EquatableArray<Result> Results,
    EquatableArray<Value> Kept,
    EquatableArray<RowSum> Sums)
{
    /// <summary>
    /// Arguments that are large matrices of a state: what reads one is in the loop that carries the state, or its adjoint.
    /// </summary>
    public EquatableArray<HeldMatrix> Held { get; init; }

    /// <summary>A step function: its states go from step to step.</summary>
    /// <param name="kept">What the backward pass reads.</param>
    /// <param name="last">Whether the states of all steps stay in memory, as on a tape, or those of the step at hand only.</param>
    public static SequenceFunction Of(StepFunction step, IEnumerable<Value> kept, bool last) => new(
        step.Equations,
        new Carries(IsAdjoint: false, last, step.Previous.Select((p, i) => new Carry(i, p, step.Next[i], Over(step, i, last)))
            .ToEquatableArray()),
        step.Outputs.Select((v, i) => new Result(i, v)).ToEquatableArray(),
        kept.ToEquatableArray(),
        EquatableArray<RowSum>.Empty);

    /// <summary>A stream takes the steps as they come.</summary>
    private static Direction Over(StepFunction step, int state, bool last) => last ? step.DirectionOf(state) : Direction.Forward;

    /// <summary>The adjoint of a step: the adjoints of the states go from step to step against the states' direction.</summary>
    /// <param name="equations">Its own, after those of the step that it computes again.</param>
    public static SequenceFunction Of(AdjointFunction adjoint, IReadOnlyList<Equation> equations, IReadOnlyList<RowSum> sums)
    {
        var results = adjoint.InputAdjoints.Select((v, i) => (Value: v, Index: i)).Where(r => r.Value is not null)
            .Select(r => new Result(r.Index, r.Value!)).ToEquatableArray();
        var read = new HashSet<int>(equations.SelectMany(e => e.Operands).Concat(results.Select(r => r.Value))
            .Concat(sums.SelectMany(s => s.Values)).Concat(adjoint.PreviousAdjoints.OfType<Value>()).Select(v => v.Id));
        // An adjoint that arrives and is not read, and of which nothing leaves, goes nowhere.
        var carries = adjoint.NextSeeds.Select((seed, i) => new Carry(
                i, seed, adjoint.PreviousAdjoints[i],
                adjoint.Forward.DirectionOf(i) == Direction.Forward ? Direction.Reversed : Direction.Forward))
            .Where(c => c.Leaving is not null || read.Contains(c.Arriving.Id));
        return new SequenceFunction(
            equations.ToEquatableArray(), new Carries(IsAdjoint: true, false, carries.ToEquatableArray()),
            results, EquatableArray<Value>.Empty, sums.ToEquatableArray());
    }
}

/// <summary>What goes from step to step.</summary>
/// <param name="IsAdjoint">Whether they are adjoints of states rather than states.</param>
/// <param name="Last">
/// Whether what arrived at each step can be read later, as the states on a tape; otherwise it is in memory for one step only.
/// </param>
public sealed record Carries(bool IsAdjoint, bool Last, EquatableArray<Carry> All)
{
    /// <summary>
    /// Whether each of them must leave and arrive in one loop, of its direction: what is in memory for one step only, and where some states
    /// go from the last step to the first.
    /// </summary>
    public bool StayInLoop => !Last || All.Any(c => c.Direction == Direction.Reversed);
}

/// <summary>A value that one step leaves and the next one (in the direction of time) finds.</summary>
/// <param name="State">Which state it is, or the adjoint of which.</param>
/// <param name="Leaving">Null where it is zero.</param>
/// <param name="Direction">The step that finds it is the next one, or the one before.</param>
public sealed record Carry(int State, Value Arriving, Value? Leaving, Direction Direction);

/// <summary>A matrix that is a state, or a part of one, before or after the step.</summary>
public sealed record HeldMatrix(int State, Value Value);

/// <summary>A value wanted as the tensor of that index: an output, or the adjoint of an input.</summary>
public sealed record Result(int Index, Value Value);

/// <summary>Something of each row that is summed over all rows: on no cycle, because nothing of a step reads it.</summary>
/// <param name="Values">One value, or two that are multiplied.</param>
/// <param name="IsProduct">
/// An outer product, which waits for many rows; otherwise the sum is taken where its value is in registers.
/// </param>
public sealed record RowSum(EquatableArray<Value> Values, bool IsProduct);

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Where everything of a cell lies: the tensors that users see, and the private memory of tapes, shards and states.</summary>
/// <param name="Parameters">
/// The parts of the parameters' one buffer; each begins on 64 bytes. Those that are precomputed lie behind the buffer, where a pass in the
/// lanes has a copy of it.
/// </param>
/// <param name="ParameterLength">Elements of all parameters that users give, paddings included.</param>
/// <param name="States">The parts of a state's buffer; each begins on 64 bytes.</param>
/// <param name="Inputs">All inputs of a step side by side.</param>
/// <param name="Outputs">All outputs of a step side by side.</param>
/// <param name="Pool">Null where the cell cannot stream.</param>
public sealed record CellMemory(
    EquatableArray<Part> Parameters,
    int ParameterLength,
    EquatableArray<Part> States,
    EquatableArray<Part> Inputs,
    EquatableArray<Part> Outputs,
    TapeMemory Tape,
    ShardMemory Shard,
    StateMemory State,
    PoolMemory? Pool)
{
    /// <summary>What is precomputed, among packed weights; null where there is nothing of the kind.</summary>
    public PrecomputedMemory? Precomputed { get; private init; }

    /// <summary>The same behind a copy of the parameters, where sequences lie in the lanes.</summary>
    public PrecomputedMemory? PrecomputedInLanes { get; private init; }

    /// <summary>Elements of all parameters as passes in the lanes read them.</summary>
    public int LaneWeights => PrecomputedInLanes?.ForwardEnd ?? ParameterLength;

    /// <param name="lanes">Elements of the widest vector.</param>
    public static CellMemory Of(CellPlan plan, int lanes)
    {
        StepFunction step = plan.Step;
        EquatableArray<Part> parameters = Parts(step.Parameters.Take(step.GivenParameters), lanes), inputs = Parts(plan.Streamed.Inputs, 1);
        int all = parameters.Select(p => Padding.RoundUp(p.End, lanes)).DefaultIfEmpty(0).Max();
        var shard = ShardMemory.Of(plan, lanes);
        PrecomputedMemory? behind = plan.Precomputation is { } once ? PrecomputedMemory.Of(once, all, lanes) : null;
        return new CellMemory(
            behind is null ? parameters : parameters.Concat(behind.Results).ToEquatableArray(),
            all, Parts(step.Previous, lanes), inputs, Parts(step.Outputs, 1),
            TapeMemory.Of(plan, lanes, behind?.End ?? all), shard, StateMemory.Of(plan, lanes),
            step.CanStream ? PoolMemory.Of(plan, shard, lanes, behind?.ForwardEnd ?? all) : null)
        {
            Precomputed = plan.Precomputation is null ? null : PrecomputedMemory.Of(plan.Precomputation, 0, lanes),
            PrecomputedInLanes = behind,
        };
    }

    private static EquatableArray<Part> Parts(IEnumerable<Value> values, int alignment)
    {
        var parts = new List<Part>();
        foreach (Value value in values)
        {
            int start = parts.Count == 0 ? 0 : Padding.RoundUp(parts[parts.Count - 1].End, alignment);
            parts.Add(new Part(start, value.Shape.Length));
        }
        return parts.ToEquatableArray();
    }
}

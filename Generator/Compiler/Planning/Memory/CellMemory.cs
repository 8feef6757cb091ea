using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>Where everything of a cell lies: the tensors that users see, and the private memory of tapes, shards and states.</summary>
/// <param name="Parameters">The parts of the parameters' one buffer; each begins on 64 bytes.</param>
/// <param name="ParameterLength">Elements of all parameters, paddings included.</param>
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
    /// <param name="lanes">Elements of the widest vector.</param>
    public static CellMemory Of(CellPlan plan, int lanes)
    {
        StepFunction step = plan.Step;
        EquatableArray<Part> parameters = Parts(step.Parameters, lanes), inputs = Parts(plan.Streamed.Inputs, 1);
        int all = parameters.Select(p => Padding.RoundUp(p.End, lanes)).DefaultIfEmpty(0).Max();
        var shard = ShardMemory.Of(plan, lanes);
        return new CellMemory(
            parameters, all, Parts(step.Previous, lanes), inputs, Parts(step.Outputs, 1),
            TapeMemory.Of(plan, lanes, all), shard, StateMemory.Of(plan, lanes),
            step.CanStream ? PoolMemory.Of(plan, shard, lanes, all) : null);
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

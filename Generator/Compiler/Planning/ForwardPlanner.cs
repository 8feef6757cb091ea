using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// Forward: what the next states need stays in the loop over time; outputs that no state needs leave it and are computed for all steps at once.
/// </summary>
internal static class ForwardPlanner
{
    /// <summary>One row, one step after the other, nothing kept.</summary>
    public static Program Streaming(StepFunction step, ProgramMemory memory)
    {
        var views = new ParameterViews(step.Parameters, step.Equations);
        var content = new StageBuilder.SweepContent("Step", step.Equations, Arguments(step), Results(step, outputs: true), [], []);
        return memory.Program("Step", [new Sweep(SweepKind.TimeLoop, StageBuilder.Build(content, memory, views))]);
    }

    /// <summary>All rows of a batch, with what the backward pass wants saved.</summary>
    public static Program Sequence(string name, StepFunction step, List<Value> saved, Dictionary<int, Location> savedAt, ProgramMemory memory)
    {
        var views = new ParameterViews(step.Parameters, step.Equations);
        var flow = new DataFlow(step.Equations);
        HashSet<int> inLoop = flow.Ancestors(step.Next);
        var loop = step.Equations.Where(e => inLoop.Contains(e.Result.Id)).ToList();
        var after = step.Equations.Where(e => !inLoop.Contains(e.Result.Id)).ToList();

        Dictionary<int, Location> known = Arguments(step);
        RequiredResults owed = Results(step, outputs: false);
        foreach (Value value in saved.Where(v => inLoop.Contains(v.Id))) owed.Add(value, savedAt[value.Id]);
        for (int i = 0; i < step.Outputs.Count; i++)
            if (inLoop.Contains(step.Outputs[i].Id) && !IsArgument(step, step.Outputs[i])) owed.Add(step.Outputs[i], Planner.Public(Region.Output, i, step.Outputs[i]));
        Bridge(after.SelectMany(e => e.Operands), loop, [], owed, memory);
        var sweeps = new List<Sweep>
        {
            new(SweepKind.TimeLoop, StageBuilder.Build(new(name, loop, known, owed, [], []), memory, views)),
        };

        foreach (var entry in owed) known[entry.Key] = entry.Value[0].Location;
        var rest = new RequiredResults();
        foreach (Value value in saved.Where(v => !inLoop.Contains(v.Id))) rest.Add(value, savedAt[value.Id]);
        for (int i = 0; i < step.Outputs.Count; i++)
            if (!inLoop.Contains(step.Outputs[i].Id) || IsArgument(step, step.Outputs[i])) rest.Add(step.Outputs[i], Planner.Public(Region.Output, i, step.Outputs[i]));
        if (rest.Count > 0)
            sweeps.Add(new Sweep(SweepKind.AllRows, StageBuilder.Build(new(name + "Outputs", Leaves(step, after), known, rest, [], []), memory, views)));
        return memory.Program(name, sweeps);
    }

    /// <summary>Constants, slices and repeated scalars may be read in any sweep.</summary>
    internal static List<Equation> Leaves(StepFunction step, IReadOnlyList<Equation> own)
    {
        var mine = new HashSet<int>(own.Select(e => e.Result.Id));
        return step.Equations.Where(e => mine.Contains(e.Result.Id) || IsLeaf(e)).ToList();
    }

    internal static bool IsLeaf(Equation equation) => equation.Operation is Operation.Constant or Operation.Broadcast or Operation.Slice or Operation.Transpose;

    /// <summary>What a later sweep reads of an earlier one goes through rows of the whole sequence.</summary>
    /// <param name="read">What later sweeps read.</param>
    /// <param name="carried">Values that are in memory for one step only.</param>
    internal static void Bridge(
        IEnumerable<Value> read, IReadOnlyList<Equation> earlier, IReadOnlyList<Value> carried, RequiredResults owed, ProgramMemory memory)
    {
        var made = new HashSet<int>(earlier.Where(e => !IsLeaf(e)).Select(e => e.Result.Id).Concat(carried.Select(v => v.Id)));
        var leaves = earlier.Where(IsLeaf).ToDictionary(e => e.Result.Id);
        foreach (Value value in read) Want(value);

        void Want(Value value)
        {
            if (leaves.TryGetValue(value.Id, out Equation? leaf)) foreach (Value operand in leaf.Operands) Want(operand);
            else if (made.Contains(value.Id) && !(owed.TryGetValue(value.Id, out var places) && places.Any(p => p.Location.Region != Region.PreviousAdjoint)))
                owed.Add(value, memory.Work(value.Shape.Length));
        }
    }

    private static bool IsArgument(StepFunction step, Value value) =>
        step.Inputs.Concat(step.Previous).Concat(step.Parameters).Any(v => v.Id == value.Id);

    private static Dictionary<int, Location> Arguments(StepFunction step)
    {
        var known = new Dictionary<int, Location>();
        Planner.Know(known, Region.Input, step.Inputs);
        Planner.Know(known, Region.Previous, step.Previous);
        return known;
    }

    private static RequiredResults Results(StepFunction step, bool outputs)
    {
        var owed = new RequiredResults();
        for (int i = 0; i < step.Next.Count; i++) owed.Add(step.Next[i], Planner.Public(Region.Next, i, step.Next[i]));
        if (outputs)
            for (int i = 0; i < step.Outputs.Count; i++) owed.Add(step.Outputs[i], Planner.Public(Region.Output, i, step.Outputs[i]));
        return owed;
    }
}

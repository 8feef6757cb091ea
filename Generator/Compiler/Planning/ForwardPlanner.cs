using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// Forward: what the next states need stays in the loop over time; outputs that no state needs leave it and are computed for all steps at
/// once.
/// </summary>
internal static class ForwardPlanner
{
    /// <summary>
    /// One row, one step; and a whole sequence of one row, products of inputs and outputs for some steps at once. Both read the same packed
    /// weights, which the step's program packs; null where a sequence has nothing to do at once.
    /// </summary>
    public static (Program Step, Program? Run) Streaming(StepFunction step, ProgramMemory memory)
    {
        Hoisting hoisting = Hoisting.Find(step, [], ref memory.NextId);
        if (!hoisting.Pays) return (Stream("Step", [StepSweep(step, memory, _ => true)], memory), null);
        Sweep one = StepSweep(step, memory, v => hoisting.Before.Count == 0 || hoisting.IsFree(v));
        ProgramMemory beside = memory.Beside();
        var run = new SequencePlanner("Run", step, hoisting, SequenceForm.Stream, beside);
        Program sequence = Stream("Run", run.Sweeps([], []), beside);
        return (Stream("Step", [one], memory), sequence);

        Program Stream(string name, IReadOnlyList<Sweep> sweeps, ProgramMemory of) =>
            of.Program(name, sweeps, oneRow: true) with { Banks = StateBanks.Of(sweeps, step.Previous.Count) };
    }

    /// <summary>All rows of a batch, with what the backward pass wants saved.</summary>
    public static Program Batch(string name, StepFunction step, List<Value> saved, Dictionary<int, Location> savedAt, ProgramMemory memory)
    {
        var planner = new SequencePlanner(name, step, Hoisting.None(step), SequenceForm.Batch, memory);
        return memory.Program(name, planner.Sweeps(saved, savedAt));
    }

    /// <summary>The same for a batch of one row, whose products of inputs leave the loop.</summary>
    public static Program Row(string name, StepFunction step, List<Value> saved, Dictionary<int, Location> savedAt, ProgramMemory memory)
    {
        Hoisting hoisting = Hoisting.Find(step, saved, ref memory.NextId);
        var planner = new SequencePlanner(name, step, hoisting, SequenceForm.Row, memory);
        return memory.Program(name, planner.Sweeps(saved, savedAt), oneRow: true);
    }

    private static Sweep StepSweep(StepFunction step, ProgramMemory memory, Func<Value, bool> isFree)
    {
        var views = new ParameterViews(step.Parameters, step.Equations);
        var content = new StageBuilder.SweepContent(
            "Step", step.Equations, Arguments(step), Results(step), [], [], PanelForm.OneRow, isFree);
        return new Sweep(SweepKind.TimeLoop, StageBuilder.Build(content, memory, views));
    }

    /// <summary>Constants, slices and repeated scalars may be read in any sweep.</summary>
    internal static List<Equation> WithLeaves(IEnumerable<Equation> all, IReadOnlyList<Equation> own)
    {
        var mine = new HashSet<int>(own.Select(e => e.Result.Id));
        return all.Where(e => mine.Contains(e.Result.Id) || IsLeaf(e)).ToList();
    }

    internal static bool IsLeaf(Equation equation) =>
        equation.Operation is Operation.Constant or Operation.Broadcast or Operation.Slice or Operation.Transpose;

    /// <summary>What a later sweep reads of an earlier one goes through rows of the whole sequence.</summary>
    /// <param name="read">What later sweeps read.</param>
    /// <param name="carried">Values that are in memory for one step only.</param>
    /// <param name="passing">The region in which a result lasts for one step only.</param>
    internal static void Bridge(
        IEnumerable<Value> read, IReadOnlyList<Equation> earlier, IReadOnlyList<Value> carried, RequiredResults owed,
        Region? passing, ProgramMemory memory)
    {
        var made = new HashSet<int>(earlier.Where(e => !IsLeaf(e)).Select(e => e.Result.Id).Concat(carried.Select(v => v.Id)));
        var leaves = earlier.Where(IsLeaf).ToDictionary(e => e.Result.Id);
        foreach (Value value in read) Want(value);

        void Want(Value value)
        {
            if (leaves.TryGetValue(value.Id, out Equation? leaf)) foreach (Value operand in leaf.Operands) Want(operand);
            else if (made.Contains(value.Id)
                && !(owed.TryGetValue(value.Id, out var places) && places.Any(p => Lasts(p.Location, passing))))
            {
                owed.Add(value, memory.Work(value.Shape.Length));
            }
        }
    }

    /// <summary>Whether later sweeps may read a result there; the adjoints of inputs are there only if somebody wants them.</summary>
    internal static bool Lasts(Location location, Region? passing) => location.Region != passing && location.Region != Region.InputAdjoint;

    internal static Dictionary<int, Location> Arguments(StepFunction step)
    {
        var known = new Dictionary<int, Location>();
        Planner.Know(known, Region.Input, step.Inputs);
        Planner.Know(known, Region.Previous, step.Previous);
        return known;
    }

    private static RequiredResults Results(StepFunction step)
    {
        var owed = new RequiredResults();
        for (int i = 0; i < step.Next.Count; i++) owed.Add(step.Next[i], Planner.Public(Region.Next, i, step.Next[i]));
        for (int i = 0; i < step.Outputs.Count; i++) owed.Add(step.Outputs[i], Planner.Public(Region.Output, i, step.Outputs[i]));
        return owed;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>The passes forward: one step, a stream of one row, and tapes of a batch or of one row.</summary>
internal static class ForwardPlanner
{
    private static readonly Dictionary<int, Location> s_nothingKept = [];

    private static readonly PassRegions s_regions = new(Region.Previous, Region.Next, Region.Output);

    /// <summary>
    /// One row, one step; and a whole sequence of one row, products of inputs and outputs for some steps at once. Both read the same packed
    /// weights, which the step's program packs; null where a sequence has nothing to do but step after step.
    /// </summary>
    /// <param name="prefix">What the names of kernels begin with.</param>
    public static (Program Step, Program? Run) Streaming(
        StepFunction step, SequenceRules rules, ProgramMemory memory, string prefix = "")
    {
        SequenceProgram loops = SequenceBuilder.Build(SequenceFunction.Of(step, [], last: false), rules, memory.Values);
        if (loops.Loops.Count(loop => loop is Loop.TimeLoop) <= 1 && !loops.Loops.Any(loop => HasWorkForRows(loop, rules)))
            return (Stream("Step", [StepSweep(step, memory, prefix, (_, _) => true)], memory), null);
        Sweep one = StepSweep(step, memory, prefix, (sum, source) => IsFree(loops, sum, source));
        // A stream's products for many rows read the panels that were packed for one, where these are the same; else those of a tape suit.
        ProgramMemory shared = memory.Trial(), apart = memory.Trial();
        Sequence(PanelForm.OneRow, shared);
        Sequence(PanelForm.Batch, apart);
        ProgramMemory beside = memory.Beside();
        Program sequence = Stream(
            "Run", Sequence(shared.PackedLength < apart.PackedLength ? PanelForm.OneRow : PanelForm.Batch, beside), beside);
        return (Stream("Step", [one], memory), sequence);

        List<Sweep> Sequence(PanelForm rows, ProgramMemory from) =>
            Sweeps(prefix + "Run", step, loops, new PassPanels(PanelForm.OneRow, rows), s_nothingKept, from);

        Program Stream(string name, IReadOnlyList<Sweep> of, ProgramMemory from)
        {
            (StateBanks banks, IReadOnlyList<Sweep> sweeps) = StateUse.Banks(of, step.Previous.Count);
            return from.Program(prefix + name, sweeps, oneRow: true) with { Banks = banks };
        }
    }

    /// <summary>All rows of a tape's batch, with what the backward pass wants saved.</summary>
    /// <param name="asksToSave">It may be left out.</param>
    public static Program Batch(
        string name, StepFunction step, IReadOnlyList<Value> saved, Dictionary<int, Location> savedAt, SequenceRules rules,
        ProgramMemory memory, bool asksToSave = false)
    {
        SequenceProgram loops = SequenceBuilder.Build(SequenceFunction.Of(step, saved, last: true), rules, memory.Values);
        var panels = new PassPanels(PanelForm.Batch, PanelForm.Batch);
        return memory.Program(name, Sweeps(name, step, loops, panels, savedAt, memory, asksToSave));
    }

    /// <summary>The same for a batch of one row.</summary>
    public static Program Row(
        string name, StepFunction step, IReadOnlyList<Value> saved, Dictionary<int, Location> savedAt, SequenceRules rules,
        ProgramMemory memory, bool asksToSave = false)
    {
        SequenceProgram loops = SequenceBuilder.Build(SequenceFunction.Of(step, saved, last: true), rules, memory.Values);
        var panels = new PassPanels(PanelForm.OneRow, PanelForm.Batch);
        return memory.Program(name, Sweeps(name, step, loops, panels, savedAt, memory, asksToSave), oneRow: true);
    }

    private static List<Sweep> Sweeps(
        string name, StepFunction step, SequenceProgram loops, PassPanels panels, Dictionary<int, Location> savedAt, ProgramMemory memory,
        bool asksToSave = false)
    {
        var pass = new SequencePass(name, s_regions, panels, savedAt, [], AsksToSave: asksToSave);
        var views = new ParameterViews(step.Parameters, loops.Function.Equations);
        return new SequencePlanner(loops, pass, Arguments(step), views, memory).Sweeps();
    }

    /// <summary>Whether a sequence of one row gains by computing for many steps at once what a loop does for all rows.</summary>
    private static bool HasWorkForRows(Loop loop, SequenceRules rules) => loop is Loop.AllRows
        && loop.Body.Equations.Sum(OperationCosts.Products) >= rules.HoistedProducts;

    /// <summary>Whether a sequence takes a product of a sum for many steps at once, and so reads its weights by themselves.</summary>
    private static bool IsFree(SequenceProgram loops, Value sum, Value source) => loops.Loops.All(loop => loop is Loop.AllRows
        || loop.Body.Equations.All(e => e.Result.Id != sum.Id)
        || !loop.Body.Equations.Any(e => e.Operation is Operation.MatMul && e.Operands.Contains(source)));

    private static Sweep StepSweep(StepFunction step, ProgramMemory memory, string prefix, Func<Value, Value, bool> isFree)
    {
        var views = new ParameterViews(step.Parameters, step.Equations);
        var content = new SweepContent(
            prefix + "Step", step.Equations, new SweepPlaces(Arguments(step), Results(step)), SweepGradients.None, PanelForm.OneRow,
            isFree);
        return new Sweep(SweepKind.TimeLoop, StageBuilder.Build(content, memory, views));
    }

    private static Dictionary<int, Location> Arguments(StepFunction step)
    {
        var known = new Dictionary<int, Location>();
        known.Add(Region.Input, step.Inputs);
        known.Add(Region.Previous, step.Previous);
        return known;
    }

    private static RequiredResults Results(StepFunction step)
    {
        var owed = new RequiredResults();
        for (int i = 0; i < step.Next.Count; i++) owed.Add(step.Next[i], Location.Whole(Region.Next, i, step.Next[i]));
        for (int i = 0; i < step.Outputs.Count; i++) owed.Add(step.Outputs[i], Location.Whole(Region.Output, i, step.Outputs[i]));
        return owed;
    }
}

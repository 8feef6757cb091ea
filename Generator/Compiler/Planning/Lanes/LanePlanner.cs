using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Stages;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Lanes;

/// <summary>Finds out whether a cell can run with a sequence in each lane, and plans it.</summary>
internal static class LanePlanner
{
    /// <summary>A plan, or null where a cell is too large for it or does more than sums of products and equations unit by unit.</summary>
    public static LanePlan? Find(
        AdjointFunction adjoint, SavedValues.Choice choice, int elementSize, LoopRules rules, Func<ProgramMemory> memory)
    {
        StepFunction step = adjoint.Forward;
        var tensors = step.Inputs.Concat(step.Previous).Concat(step.Outputs).ToList();
        int units = step.Previous.Select(p => p.Shape.Length).DefaultIfEmpty(KernelTable.LaneFeatures).Max();
        if (elementSize != 4 || !step.CanStream || units > KernelTable.LaneUnits) return null;
        if (tensors.Any(v => v.Shape.IsMatrix || v.Shape.Length > KernelTable.LaneFeatures)) return null;
        var saved = new Dictionary<int, Location>();
        int savedLength = 0;
        foreach (Value value in choice.Saved)
        {
            saved[value.Id] = new Location(Region.Saved, 0, savedLength, value.Shape.Length, Padded: true);
            savedLength += value.Shape.Length;
        }
        TapePrograms programs = SavedOnDemand.Plan(
            step, choice.Saved,
            asks => ForwardPlanner.Batch("ForwardLanes", step, choice.Saved, saved, rules.Lanes, memory(), asks),
            () => ForwardPlanner.Batch("InferLanes", step, [], [], rules.Lanes, memory()),
            () => BackwardPlanner.Plan("BackwardLanes", adjoint, choice, saved, rules.LanesBackward, memory(), PanelForm.Batch, large: []));
        if (!programs.All.SelectMany(p => p.Sweeps).SelectMany(s => s.Stages).All(Suits)) return null;
        Program backward = LaneGradients.Fold(LaneStages.Cut(programs.Backward));
        programs = new TapePrograms(
            programs.Inference is null ? null : LaneStages.Cut(programs.Inference), LaneStages.Cut(programs.Forward), backward);
        int vectors = KernelTable.LaneVectors(units, step.Inputs.Sum(i => i.Shape.Length));
        return new LanePlan(vectors, programs, LaneRecord.Of(step, savedLength, programs), LaneRecord.Of(step, null, programs));
    }

    private static bool Suits(Stage stage) => stage switch
    {
        // What leaves for the step before is added up in place: nobody can read it alone.
        Stage.Map map => map.Reductions.Count == 0 && map.Units <= KernelTable.LaneFeatures
            && Places.Read(map).All(l => l.Region != Region.PreviousAdjoint),
        Stage.Outer outer => outer.Units <= KernelTable.LaneFeatures && Places.Read(outer).All(l => l.Region != Region.PreviousAdjoint),
        _ => false,
    };
}

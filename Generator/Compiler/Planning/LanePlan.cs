using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

/// <summary>
/// The passes over a tape with a sequence in each lane: vectors hold one unit of many rows, not many units of one row. Units of a small
/// cell fill a part of a vector only; rows of a batch fill it whole. Weights are read as they are, one at a time, into all lanes.
/// </summary>
/// <param name="Vectors">What a group of rows costs, beside <see cref="KernelTable.LaneGain"/> for each row.</param>
/// <param name="Programs">The same stages as for rows; their panels and paddings are not used.</param>
/// <param name="Training">The record of a time step where a backward pass follows.</param>
/// <param name="Inference">The same where none does.</param>
/// <param name="Sums">Adjoints that are summed, for a gradient by itself, where their outer products are.</param>
public sealed record LanePlan(int Vectors, TapePrograms Programs, LaneRecord Training, LaneRecord Inference, EquatableArray<LaneSum> Sums)
{
    /// <summary>Where the sum of an adjoint begins among the gradients; null for one that is not wanted.</summary>
    public int? SumOf(string stage, int accumulator) =>
        Sums.FirstOrDefault(s => s.Stage == stage && s.Accumulator == accumulator)?.AreaOffset;

    /// <summary>A plan, or null where a cell is too large for it or does more than sums of products and equations unit by unit.</summary>
    internal static LanePlan? Find(
        AdjointFunction adjoint, SavedValues.Choice choice, int elementSize, LoopRules rules, Func<ProgramMemory> memory)
    {
        StepFunction step = adjoint.Forward;
        var tensors = step.Inputs.Concat(step.Previous).Concat(step.Outputs).ToList();
        int units = step.Previous.Select(p => p.Shape.Length).DefaultIfEmpty(KernelTable.LaneFeatures).Max();
        if (elementSize != 4 || units > KernelTable.LaneUnits) return null;
        if (tensors.Any(v => v.Shape.IsMatrix || v.Shape.Length > KernelTable.LaneFeatures)) return null;
        var saved = new Dictionary<int, Location>();
        int savedLength = 0;
        foreach (Value value in choice.Saved)
        {
            saved[value.Id] = new Location(Region.Saved, 0, savedLength, value.Shape.Length, Padded: true);
            savedLength += value.Shape.Length;
        }
        var programs = new TapePrograms(
            ForwardPlanner.Batch("InferLanes", step, [], [], rules.Lanes, memory()),
            ForwardPlanner.Batch("ForwardLanes", step, choice.Saved, saved, rules.Lanes, memory()),
            BackwardPlanner.Plan("BackwardLanes", adjoint, choice, saved, rules.LanesBackward, memory(), PanelForm.Batch));
        Program[] all = [programs.Inference, programs.Forward, programs.Backward];
        return all.SelectMany(p => p.Sweeps).SelectMany(s => s.Stages).All(Suits)
            ? Of(LaneStages.Cut(programs.Inference), LaneStages.Cut(programs.Forward), LaneStages.Cut(programs.Backward)) : null;

        LanePlan Of(Program inference, Program forward, Program adding)
        {
            var (backward, sums) = LaneGradients.Fold(adding);
            int vectors = KernelTable.LaneVectors(units, step.Inputs.Sum(i => i.Shape.Length));
            LaneRecord training = LaneRecord.Of(step, savedLength, forward, backward);
            var programs = new TapePrograms(inference, forward, backward);
            return new LanePlan(vectors, programs, training, LaneRecord.Of(step, null, inference), sums);
        }
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

/// <summary>Where a value lies among the vectors of one time step of one group of rows.</summary>
/// <param name="Slots">The first vector of each tensor; a state after the step, and before it in the record of the step before.</param>
/// <param name="Length">Vectors of a record.</param>
public sealed record LaneRecord(EquatableArray<LaneSlot> Slots, int Length)
{
    /// <param name="saved">Vectors that forward keeps for backward; null where there is no backward.</param>
    internal static LaneRecord Of(StepFunction step, int? saved, params Program[] programs)
    {
        var slots = new List<LaneSlot>();
        int end = 0;
        Tensors(Region.Input, step.Inputs);
        Tensors(Region.Next, step.Previous);
        Tensors(Region.Output, step.Outputs);
        if (saved is { } length)
        {
            Add(Region.Saved, 0, length);
            Tensors(Region.NextSeed, step.Previous);
            Tensors(Region.OutputSeed, step.Outputs);
            Tensors(Region.InputAdjoint, step.Inputs);
        }
        Add(Region.Work, 0, programs.Max(p => p.WorkStride));
        Add(Region.Scratch, 0, programs.Max(p => p.ScratchStride));
        return new LaneRecord(slots.ToEquatableArray(), end);

        void Tensors(Region region, IReadOnlyList<Value> values)
        {
            for (int i = 0; i < values.Count; i++) Add(region, i, values[i].Shape.Length);
        }

        void Add(Region region, int index, int vectors)
        {
            slots.Add(new LaneSlot(region, index, end));
            end += vectors;
        }
    }

    public int this[Region region, int index] => Slots.Single(s => s.Region == region && s.Index == index).Offset;
}

/// <summary>A tensor of a record.</summary>
public sealed record LaneSlot(Region Region, int Index, int Offset);

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// The passes over a tape with a sequence in each lane: vectors hold one unit of many rows, not many units of one row. Units of a small
/// cell fill a part of a vector only; rows of a batch fill it whole. Weights are read as they are, one at a time, into all lanes.
/// </summary>
/// <param name="Vectors">What a group of rows costs, beside the gain of each row.</param>
/// <param name="Programs">The same stages as for rows; their panels and paddings are not used.</param>
/// <param name="Training">The record of a time step where a backward pass follows.</param>
/// <param name="Inference">The same where none does.</param>
public sealed record LanePlan(int Vectors, TapePrograms Programs, LaneRecord Training, LaneRecord Inference);

/// <summary>Where a value lies among the vectors of one time step of one group of rows.</summary>
/// <param name="Slots">The first vector of each tensor; a state after the step, and before it in the record of the step before.</param>
/// <param name="Length">Vectors of a record.</param>
public sealed record LaneRecord(EquatableArray<LaneSlot> Slots, int Length)
{
    /// <summary>What only a backward pass needs comes last: where one kernel does both, the other tensors have one place.</summary>
    /// <param name="saved">Vectors that forward keeps for backward; null where there is no backward.</param>
    internal static LaneRecord Of(StepFunction step, int? saved, TapePrograms tape)
    {
        var slots = new List<LaneSlot>();
        Program[] programs = saved is null && tape.Inference is { } inference ? [inference] : [tape.Forward, tape.Backward];
        int end = 0;
        Tensors(Region.Input, step.Inputs);
        Tensors(Region.Next, step.Previous);
        Tensors(Region.Output, step.Outputs);
        Add(Region.Work, 0, programs.Max(p => p.WorkStride));
        Add(Region.Scratch, 0, programs.Max(p => p.ScratchStride));
        if (saved is { } length)
        {
            Add(Region.Saved, 0, length);
            Tensors(Region.NextSeed, step.Previous);
            Tensors(Region.OutputSeed, step.Outputs);
            Tensors(Region.InputAdjoint, [.. step.Inputs.Take(step.GivenInputs)]);
        }
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

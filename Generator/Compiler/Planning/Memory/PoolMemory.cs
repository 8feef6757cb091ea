using System;
using System.Linq;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// What a pool of states computes with. It takes some sessions through some steps with the kernels of tapes, where nothing is saved: of
/// rows, or with a session in each lane where a full group of them gains by that. Which of both depends on nothing but the cell and the
/// machine, so that the results of a session do not depend on how many others there are. Their weights are packed with those of streams,
/// into the same buffer.
/// </summary>
/// <param name="Program">The pass.</param>
/// <param name="Rows">Sessions taken at a time.</param>
/// <param name="TimeSteps">Time steps taken at a time.</param>
/// <param name="Weights">Packed weights, among those of a stream.</param>
/// <param name="SharesWeights">They are those of a stream.</param>
/// <param name="Work">What goes from sweep to sweep, behind what a shard of a tape has for sums and scratch.</param>
/// <param name="InLanes">The same with a session in each lane; null where sessions are rows at any width of vectors.</param>
public sealed record PoolMemory(
    Program Program, int Rows, int TimeSteps, Part Weights, bool SharesWeights, Part Work, PoolLaneMemory? InLanes)
{
    /// <summary>Elements of packed weights, those of a stream included.</summary>
    public int WeightsLength => InLanes?.Weights.End ?? Weights.End;

    /// <summary>Elements of private memory; kernels may read a vector behind it.</summary>
    /// <param name="lanes">Elements of the widest vector.</param>
    public int PrivateLength(int lanes) => Math.Max(Work.End, InLanes?.Records.End ?? 0) + lanes;

    /// <param name="parameters">Elements of all parameters.</param>
    public static PoolMemory Of(CellPlan plan, ShardMemory shard, int lanes, int parameters)
    {
        TapePrograms tape = plan.Tapes.First();
        Program program = tape.Inference ?? tape.Forward;
        int rows = program.OneRow ? 1 : KernelTable.RowChunk;
        long row = plan.Step.Inputs.Concat(plan.Step.Previous).Concat(plan.Step.Outputs).Sum(v => v.Shape.Length) + program.WorkStride;
        int steps = (int)Math.Max(1, Math.Min(KernelTable.PoolElements / (rows * Math.Max(1, row)), KernelTable.RunChunk));
        bool shares = plan.Narrow is null && PackedMemory.IsSame(program, plan.Streaming);
        var weights = new Part(shares ? 0 : Padding.RoundUp(plan.StreamWeights + lanes, lanes), program.Packed.Length);
        var work = new Part(Padding.RoundUp(shard.Scratch.End - shard.Sums.Start, lanes), rows * steps * program.WorkStride);
        return new PoolMemory(program, rows, steps, weights, shares, work, Lanes());

        PoolLaneMemory? Lanes()
        {
            // Kernels in the lanes that are written for a fixed number of steps take no other.
            if (plan.Lanes is not { } inLanes || plan.TimeSteps is not null) return null;
            if (!KernelTable.CanGainInLanes(inLanes.Vectors, lanes, batch: null)) return null;
            int groups = (rows + lanes - 1) / lanes;
            return new PoolLaneMemory(
                new Part(Padding.RoundUp(weights.End, lanes), parameters),
                new Part(0, (steps + 1) * groups * inLanes.Inference.Length * lanes));
        }
    }
}

/// <param name="Weights">The parameters as they are, among the weights of a stream.</param>
/// <param name="Records">Groups of sessions.</param>
public sealed record PoolLaneMemory(Part Weights, Part Records);

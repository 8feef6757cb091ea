using System;
using System.Linq;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// What a pool of states computes with. It takes some sessions through some steps with the kernels of tapes of rows, where nothing is
/// saved: how a session is summed depends on no other, and there are no kernels beyond those of tapes. Their weights are packed with those
/// of streams, into the same buffer.
/// </summary>
/// <param name="Program">The pass.</param>
/// <param name="Rows">Sessions taken at a time.</param>
/// <param name="TimeSteps">Time steps taken at a time.</param>
/// <param name="Weights">Packed weights, among those of a stream.</param>
/// <param name="SharesWeights">They are those of a stream.</param>
/// <param name="Work">What goes from sweep to sweep, behind what a shard of a tape has for sums and scratch.</param>
public sealed record PoolMemory(Program Program, int Rows, int TimeSteps, Part Weights, bool SharesWeights, Part Work)
{
    /// <summary>Elements of packed weights, those of a stream included.</summary>
    public int WeightsLength => Weights.End;

    /// <summary>Elements of private memory; kernels may read a vector behind it.</summary>
    /// <param name="lanes">Elements of the widest vector.</param>
    public int PrivateLength(int lanes) => Work.End + lanes;

    public static PoolMemory Of(CellPlan plan, ShardMemory shard, int lanes)
    {
        TapePrograms tape = plan.Tapes.First();
        Program program = tape.Inference ?? tape.Forward;
        int rows = program.OneRow ? 1 : KernelTable.RowChunk;
        int row = plan.Step.Inputs.Concat(plan.Step.Previous).Concat(plan.Step.Outputs).Sum(v => v.Shape.Length) + program.WorkStride;
        int steps = Math.Max(1, Math.Min(KernelTable.PoolElements / (rows * Math.Max(1, row)), KernelTable.RunChunk));
        bool shares = PackedMemory.IsSame(program, plan.Streaming);
        var weights = new Part(shares ? 0 : Padding.RoundUp(plan.Streaming.PackedLength + lanes, lanes), program.PackedLength);
        var work = new Part(Padding.RoundUp(shard.Scratch.End - shard.Sums.Start, lanes), rows * steps * program.WorkStride);
        return new PoolMemory(program, rows, steps, weights, shares, work);
    }
}

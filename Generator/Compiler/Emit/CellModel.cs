using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>A cell as the surface emitters see it: names, offsets and private memory, worked out once.</summary>
internal sealed class CellModel
{
    public CellModel(CellRequest request, CellOptions options, CellSignature signature, CellPlan plan)
    {
        (Request, Options, Signature, Plan) = (request, options, signature, plan);
        int lanes = KernelTable.Lanes(ElementSize);
        ParameterOffsets = Offsets(signature.Parameters, lanes);
        StateOffsets = Offsets(signature.States, lanes);
        InputOffsets = Offsets(signature.Inputs, 1);
        OutputOffsets = Offsets(signature.Outputs, 1);
        Names = TapeNames.Of(
            signature.Inputs.Select(s => s.Name), signature.States.Select(s => s.Name), signature.Outputs.Select(s => s.Name));
        Memory = new TapeMemory(this);
        StateMemory = new StateMemory(this);
    }

    public CellRequest Request { get; }

    public CellOptions Options { get; }

    public CellSignature Signature { get; }

    public CellPlan Plan { get; }

    public TapeMemory Memory { get; }

    public StateMemory StateMemory { get; }

    public string Name => Request.Target.Name;

    public string T => RuntimeNames.Keyword(Request.Element);

    public int ElementSize => Request.Element == ElementType.Float ? 4 : 8;

    public int[] ParameterOffsets { get; }

    /// <summary>Elements of all parameters, paddings included.</summary>
    public int ParameterLength => Signature.Parameters.Sum(s => KernelTable.RoundUp(s.Shape.Length, KernelTable.Lanes(ElementSize)));

    public int[] StateOffsets { get; }

    public int[] InputOffsets { get; }

    public int[] OutputOffsets { get; }

    public int InputLength => Signature.Inputs.Sum(s => s.Shape.Length);

    public int OutputLength => Signature.Outputs.Sum(s => s.Shape.Length);

    public TapeNames Names { get; }

    /// <summary>The vector structs worth trying, widest first: wider ones than the longest row would compute padding only.</summary>
    public IEnumerable<(string Type, string? Guard)> Widths()
    {
        int units = Plan.Streaming.Sweeps.Concat(Plan.TapePrograms.SelectMany(p => p.Sweeps)).SelectMany(s => s.Stages)
            .OfType<Stage.Map>().Select(m => m.Units).DefaultIfEmpty(1).Max();
        foreach (int bits in new[] { 512, 256, 128 })
            if (bits == 128 || units > bits / 16 / ElementSize)
                yield return (RuntimeNames.VectorType(Request.Element, bits), $"{RuntimeNames.Width}.Use{bits}");
        yield return (RuntimeNames.VectorType(Request.Element, 8 * ElementSize), null);
    }

    /// <summary>Multiply-adds count two, any function one.</summary>
    public long Flops => Plan.Streaming.Sweeps.SelectMany(s => s.Stages).Sum(stage => stage switch
    {
        Stage.Map map => map.Panels.Sum(p => 2L * p.Products * map.Units)
            + (long)map.Units * (map.Equations.Count(e => e.Operation.IsElementwise()) + map.Reductions.Count
            + map.Accumulators.Count(a => a.Bias is not null)),
        Stage.General { Equation.Operation: Operation.MatMul, Equation.Operands: var operands } =>
            2L * operands[0].Shape.Length * operands[1].Shape.Length
            / Math.Max(1, operands[0].Shape.IsMatrix ? operands[0].Shape.Columns : operands[0].Shape.Rows),
        Stage.General general => general.Result.Length,
        _ => 0,
    });

    private static int[] Offsets(EquatableArray<SlotSignature> slots, int alignment)
    {
        var offsets = new int[slots.Count];
        for (int i = 0, end = 0; i < offsets.Length; i++)
        {
            offsets[i] = end;
            end = KernelTable.RoundUp(end + slots[i].Shape.Length, alignment);
        }
        return offsets;
    }
}

/// <summary>
/// How the tape's private memory is divided. What all shards share: parts of fixed size first, then those that grow with the batch, then
/// with the sequence. What each shard has of its own is of fixed size.
/// </summary>
internal sealed class TapeMemory
{
    public TapeMemory(CellModel model)
    {
        CellPlan plan = model.Plan;
        int lanes = KernelTable.Lanes(model.ElementSize);
        int rows = KernelTable.RowChunk;
        var programs = plan.TapePrograms.ToList();
        Zeros = Up(programs.Select(p => p.PackedLength).Append(plan.Lanes is null ? 0 : model.ParameterLength).Max());
        ZeroLength = rows * Up(plan.Step.Outputs.Select(o => o.Shape.Length).DefaultIfEmpty(0).Max());
        Carries = Zeros + ZeroLength;
        CarryPerRow = plan.Step.Previous.Select(p => p.Shape.Length).ToArray();
        WorkPerRow = programs.Max(p => p.WorkStride);

        int inLanes = plan.Lanes is { } of ? KernelTable.RoundUp(of.Programs.Backward.GradientLength, lanes) * lanes : 0;
        GradientLength = Up(programs.Select(p => p.GradientLength).Append(inLanes).Max());
        Sums = GradientLength;
        int widest = programs.SelectMany(p => p.Sweeps).SelectMany(s => s.Stages).OfType<Stage.Map>()
            .Select(m => m.Accumulators.Count * m.Blocks).DefaultIfEmpty(0).Max();
        Scratch = Sums + rows * widest * lanes;
        int scratch = programs.Max(p => p.ScratchStride);
        Unwanted = Scratch + rows * scratch;
        ShardLength = Unwanted + rows * Up(plan.Step.Inputs.Select(i => i.Shape.Length).DefaultIfEmpty(0).Max()) + lanes;

        int Up(int length) => KernelTable.RoundUp(length, lanes);
    }

    /// <summary>Seeds of zero for a chunk of rows, read where the tape holds no seeds.</summary>
    public int Zeros { get; }

    public int ZeroLength { get; }

    public int Carries { get; }

    /// <summary>Elements per batch row of the adjoint carried from step to step, for each state; there are two of each.</summary>
    public int[] CarryPerRow { get; }

    public int WorkPerRow { get; }

    /// <summary>A shard's sums of gradients, which come first in its memory.</summary>
    public int GradientLength { get; }

    public int Sums { get; }

    public int Scratch { get; }

    /// <summary>Input adjoints of a chunk of rows that nobody asked for.</summary>
    public int Unwanted { get; }

    public int ShardLength { get; }
}

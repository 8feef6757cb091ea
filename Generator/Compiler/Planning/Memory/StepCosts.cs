using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>What a time step of one sequence costs.</summary>
/// <param name="Flops">Of the equations forward: multiply-adds count two, any function one.</param>
/// <param name="WeightBytes">Packed weights that a streaming step reads.</param>
/// <param name="TapeBytes">What a training step keeps for the way back, besides the tensors that users see.</param>
/// <param name="StreamBytes">States, inputs, outputs and private memory of a stream, which a streaming step reads or writes.</param>
public sealed record StepCosts(long Flops, long WeightBytes, long TapeBytes, long StreamBytes)
{
    /// <param name="elementSize">Bytes of an element: 4 or 8.</param>
    public static StepCosts Of(CellPlan plan, CellMemory memory, int elementSize)
    {
        long tape = (long)plan.Saved.Stride + plan.Tapes.First().Backward.WorkStride;
        long stream = (long)memory.State.Length + memory.States.Concat(memory.Inputs).Concat(memory.Outputs).Sum(part => (long)part.Length);
        return new StepCosts(
            FlopsOf(plan.Streaming), WeightsOf(plan, memory) * elementSize, tape * elementSize, stream * elementSize);
    }

    /// <summary>Of what is precomputed a step reads what is in no panel; some panels only a run of several steps reads.</summary>
    private static long WeightsOf(CellPlan plan, CellMemory memory)
    {
        List<Stage> stages = [.. plan.Streaming.Sweeps.SelectMany(sweep => sweep.Stages)];
        var panels = new HashSet<int>(stages.OfType<Stage.Map>().SelectMany(map => map.Panels).Select(panel => panel.Offset));
        PackedWeights packed = plan.Streaming.Packed;
        long weights = packed.Length - packed.Panels.Where(panel => !panels.Contains(panel.Offset)).Sum(panel => (long)panel.Length);
        if (memory.Precomputed is not { } precomputed) return weights;
        int given = plan.Step.GivenParameters;
        IEnumerable<int> read = stages.SelectMany(Places.Read)
            .Where(location => location.Region == Region.Copy && location.Index >= given).Select(location => location.Index - given);
        return weights - precomputed.ForwardEnd + read.Distinct().Sum(i => (long)precomputed.Results[i].Length);
    }

    private static long FlopsOf(Program program) => program.Sweeps.SelectMany(sweep => sweep.Stages).Sum(stage => stage switch
    {
        Stage.Map map => FlopsOf(map),
        Stage.Series series => series.Members.Sum(member => FlopsOf(member.Map)),
        Stage.Matrix matrix => FlopsOf(matrix),
        Stage.General { Equation.Operation: Operation.MatMul, Equation.Operands: var operands } =>
            2L * operands[0].Shape.Length * operands[1].Shape.Length
            / Math.Max(1, operands[0].Shape.IsMatrix ? operands[0].Shape.Columns : operands[0].Shape.Rows),
        Stage.General general => general.Result.Length,
        _ => throw new InvalidOperationException($"No costs of {stage.GetType().Name} in a step."),
    });

    private static long FlopsOf(Stage.Map map) => map.Panels.Sum(p => 2L * p.Products * map.Units)
        + (map.GoesAcross ? map.Accumulators.SelectMany(a => a.Terms).Sum(t => 2L * t.Weights.Length * map.Units) : 0)
        + (long)map.Units * (map.Equations.Count(e => e.Operation.IsElementwise()) + map.Reductions.Count
        + map.Accumulators.Count(a => a.Bias is not null));

    /// <summary>What is the same in a row or a column is computed once for it.</summary>
    private static long FlopsOf(Stage.Matrix stage)
    {
        Dictionary<int, Along> kinds = stage.Body.Kinds();
        IEnumerable<Equation> equations = stage.Body.Equations.Where(e => e.Operation.IsElementwise());
        long ofSums = stage.Body.Sums.Select(sum => (sum.Reduction, sum.Factors)).Distinct().Sum(sum => (long)sum.Factors.Count);
        return equations.Sum(e => Elements(kinds[e.Result.Id])) + stage.Shape.Length * ofSums;

        long Elements(Along along) => along switch
        {
            Along.Both => stage.Shape.Length,
            Along.Rows => stage.Shape.Rows,
            Along.Columns => stage.Shape.Columns,
            _ => 1,
        };
    }
}

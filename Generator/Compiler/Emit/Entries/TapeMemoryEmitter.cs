using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit.Entries;

/// <summary>How much private memory the kernels have on a tape, and which of them it is for.</summary>
internal sealed class TapeMemoryEmitter(CellModel model, Document document)
{
    public void Emit()
    {
        TapeMemory memory = model.Memory.Tape;
        document.Blank();
        document.Comment("Elements of the kernels' private memory on a tape.");
        Code rows = Length(memory.RowLength(model.Lanes));
        if (model.Plan.Lanes is { } lanes)
        {
            Lanes(lanes, memory, rows);
            if (model.Memory.Pool is { InLanes: not null } pool) Pool(pool);
        }
        else document.Member("internal static long PrivateLength(int timeSteps, int batch)", rows);
    }

    /// <summary>Has what takes rows apart into lanes made, for each width of rows that the cell has.</summary>
    private void Prepare()
    {
        StepFunction step = model.Plan.Step;
        IEnumerable<int> widths = step.Inputs.Concat(step.Previous).Concat(step.Outputs).Select(v => v.Shape.Length);
        foreach (int width in widths.Distinct().OrderBy(n => n)) document.Line($"{RuntimeNames.LaneRows}.Prepare({width});");
    }

    /// <summary>Elements of the kernels' private memory for a call to a pool.</summary>
    private void Pool(PoolMemory memory)
    {
        document.Blank();
        using var length = document.Block("internal static int PooledLength()");
        Prepare();
        document.Line($"return {memory.PrivateLength(model.Lanes)};");
    }

    private static Code Length(TapeExtent extent)
    {
        List<Code> terms = [];
        if (extent.Fixed > 0) terms.Add($"{extent.Fixed}L");
        if (extent.PerSequence > 0) terms.Add($"{extent.PerSequence}L * Math.Max(batch, 0)");
        if (extent.PerRow > 0) terms.Add($"{extent.PerRow}L * Math.Max(timeSteps, 0) * Math.Max(batch, 0)");
        if (extent.OfStrip is { } strip)
            terms.Add($"(batch == 1 ? {strip.PerStep}L * Math.Min(Math.Max(timeSteps, 0), {strip.Steps}) : 0)");
        if (extent.PerRecord > 0)
            terms.Add($"{extent.PerRecord}L * (Math.Max(timeSteps, 0) + 1L) * ((Math.Max(batch, 0) + 15L) / 16)");
        return Code.Operators(terms, [.. terms.Skip(1).Select(_ => "+")]);
    }

    /// <summary>Records of groups of rows take the place of work for rows.</summary>
    private void Lanes(LanePlan plan, TapeMemory memory, Code rows)
    {
        document.Comment("Sequences lie in the lanes of vectors where that makes fewer vectors.");
        document.Member("internal static bool UsesLanes(int batch)",
            Code.Operators(
                [$"{RuntimeNames.Width}.Use512", $"{KernelTable.LaneGain}L * batch >= {plan.Vectors} * ((batch + 15L) / 16)"], "&&"));
        document.Blank();
        document.Member("private static long RowsLength(int timeSteps, int batch)", rows);
        document.Blank();
        document.Comment("For rows, where sequences of unequal length cannot lie in the lanes.");
        document.Member(
            "internal static long OtherLength(int timeSteps, int batch)", "UsesLanes(batch) ? RowsLength(timeSteps, batch) : 0");
        document.Blank();
        using var length = document.Block($"internal static long PrivateLength(int timeSteps, int batch, Adjoint adjoints)");
        document.Line(Code.If("!UsesLanes(batch)", "return RowsLength(timeSteps, batch);"));
        Prepare();
        var slack = new TapeExtent(model.Lanes);
        document.Line(Code.If("adjoints == Adjoint.None", Code.Of($"return {Length(memory.InferenceRecords!.End + slack)};")));
        document.Line($"return {Length(memory.Records!.End + slack)};");
    }
}

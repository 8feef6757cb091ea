using System;
using System.Linq;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>The private memory of one running sequence, beside its states.</summary>
/// <param name="Rows">Steps taken at once.</param>
/// <param name="Scratch">What goes from stage to stage, for the steps taken at once.</param>
/// <param name="Work">What goes from sweep to sweep.</param>
/// <param name="Sums">Sums of products.</param>
/// <param name="Inputs">Copies of inputs that outputs may lie over.</param>
public sealed record StateMemory(int Rows, Part Scratch, Part Work, Part Sums, Part Inputs, int Length)
{
    public static StateMemory Of(CellPlan plan, int lanes)
    {
        int rows = plan.Run is null ? 1 : KernelTable.RunChunk;
        Program[] runs = [.. new[] { plan.Run, plan.Narrow?.Run }.OfType<Program>()];
        int ofSteps = plan.Streams.Except(runs).Max(step => step.ScratchStride), ofRuns = Most(run => run.ScratchStride);
        var scratch = new Part(0, Math.Max(ofSteps, rows * ofRuns));
        var work = new Part(scratch.End, rows * Most(run => run.WorkStride));
        int widest = runs.SelectMany(run => run.Sweeps).Where(s => s.Kind == SweepKind.AllRows).SelectMany(s => s.Stages)
            .OfType<Stage.Map>().Select(m => m.Accumulators.Count * m.Blocks).DefaultIfEmpty(0).Max();
        // One row more: what the sums start from.
        var sums = new Part(work.End, (rows + 1) * widest * lanes);
        var inputs = new Part(sums.End, Padding.RoundUp(rows * plan.Streamed.Inputs.Sum(i => i.Shape.Length), lanes));
        return new StateMemory(rows, scratch, work, sums, inputs, inputs.End + 2 * lanes);

        int Most(Func<Program, int> length) => runs.Select(length).DefaultIfEmpty(0).Max();
    }
}

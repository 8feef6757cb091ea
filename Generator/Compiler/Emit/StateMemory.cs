using System;
using System.Linq;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// How a state's private memory is divided: scratch of one row or of the rows taken at once, what goes from sweep to sweep, sums, inputs.
/// </summary>
internal sealed class StateMemory
{
    public StateMemory(CellModel model)
    {
        CellPlan plan = model.Plan;
        int lanes = KernelTable.Lanes(model.ElementSize), rows = Rows = plan.Run is null ? 1 : KernelTable.RunChunk;
        Work = Math.Max(plan.Streaming.ScratchStride, rows * (plan.Run?.ScratchStride ?? 0));
        Sums = Work + rows * (plan.Run?.WorkStride ?? 0);
        int widest = plan.Run is null ? 0 : plan.Run.Sweeps.Where(s => s.Kind == SweepKind.AllRows).SelectMany(s => s.Stages)
            .OfType<Stage.Map>().Select(m => m.Accumulators.Count * m.Blocks).DefaultIfEmpty(0).Max();
        Inputs = Sums + rows * widest * lanes;
        Length = Inputs + KernelTable.RoundUp(rows * model.InputLength, lanes) + 2 * lanes;
    }

    /// <summary>Steps taken at once.</summary>
    public int Rows { get; }

    public int Work { get; }

    public int Sums { get; }

    /// <summary>Copies of inputs that outputs may lie over.</summary>
    public int Inputs { get; }

    public int Length { get; }
}

using System.Linq;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>The private memory that each shard of a pass has for itself; its length depends on nothing but the cell.</summary>
/// <param name="Gradients">Sums of gradients.</param>
/// <param name="Sums">Sums of products of a chunk of rows.</param>
/// <param name="Scratch">What goes from stage to stage, for a chunk of rows.</param>
/// <param name="Unwanted">Input adjoints of a chunk of rows that nobody asked for.</param>
/// <param name="Again">States of a stretch that are made again, of one sequence, and those before it.</param>
public sealed record ShardMemory(Part Gradients, Part Sums, Part Scratch, Part Unwanted, Part Again)
{
    public int Length => Again.Length > 0 ? Again.End : Unwanted.End;

    public static ShardMemory Of(CellPlan plan, int lanes)
    {
        var programs = plan.TapePrograms.ToList();
        int rows = KernelTable.RowChunk;
        int inLanes = plan.Lanes is { } of ? Padding.RoundUp(of.Programs.Backward.Gradients.Length, lanes) * lanes : 0;
        var gradients = new Part(0, Up(programs.Select(p => p.Gradients.Length).Append(inLanes).Max()));
        int widest = programs.SelectMany(p => p.Sweeps).SelectMany(s => s.AllStages).OfType<Stage.Map>()
            .Select(m => m.Accumulators.Count * m.Blocks).DefaultIfEmpty(0).Max();
        // One row more: what the sums start from.
        var sums = new Part(gradients.End, (rows + 1) * widest * lanes);
        var scratch = new Part(sums.End, rows * programs.Max(p => p.ScratchStride));
        int inputs = plan.Step.Inputs.Select(i => i.Shape.Length).DefaultIfEmpty(0).Max();
        var unwanted = new Part(scratch.End, rows * Up(inputs) + lanes);
        int width = programs.SelectMany(p => p.Sweeps).SelectMany(s => s.Components).Select(p => p.Width).DefaultIfEmpty(0).Max();
        return new ShardMemory(gradients, sums, scratch, unwanted, new Part(Up(unwanted.End), (plan.Stretch + 1) * width));

        int Up(int length) => Padding.RoundUp(length, lanes);
    }
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>Lengths of the memory that all kernels of a program share.</summary>
/// <param name="Weights">Packed weights.</param>
/// <param name="Gradients">Sums of gradients in the kernels' own layout.</param>
/// <param name="Parameters">All parameters, or the gradients where these lie.</param>
/// <param name="Bank">All states of a running sequence.</param>
internal sealed record SharedLengths(int Weights, int Gradients, int Parameters, int Bank);

/// <summary>What the kernel of a stage is lent, by the plan.</summary>
internal sealed class StageMemory(Frame frame, Stage stage)
{
    /// <summary>A kernel over many rows: of each tensor so many rows.</summary>
    public IEnumerable<Lent> OfRows()
    {
        foreach (Lent shared in Shared()) yield return shared;
        if (stage is Stage.Map { Accumulators.Count: > 0 } map)
            yield return new Lent("sums", Offset.Add(Offset.Of("rows"), 1) * Offset.Vectors(map.Accumulators.Count * map.Blocks));
        foreach (var (entry, start) in Entries()) yield return new Lent(entry.Rows, Behind(Offset.Of("rows") * entry.Stride, start));
    }

    /// <summary>A kernel of one row: one row of each tensor, or all states behind one reference.</summary>
    public IEnumerable<Lent> OfOneRow()
    {
        foreach (Lent shared in Shared()) yield return shared;
        foreach (var (entry, start) in Entries().GroupBy(e => e.Entry.Row).Select(entries => entries.First()))
            yield return new Lent(entry.Row, (entry.Stride > 0 ? entry.Stride : frame.Shared.Bank) - start);
    }

    private static Offset Behind(Offset length, int start) => start == 0 ? length : new Offset.Difference(length, start);

    private IEnumerable<Lent> Shared()
    {
        yield return new Lent("weights", frame.Shared.Weights);
        if (stage.SumsGradients || stage is Stage.Outer) yield return new Lent("gradients", frame.Shared.Gradients);
        if (stage is Stage.ParameterOuter) yield return new Lent(StageNames.Gradients, frame.Shared.Parameters);
    }

    private IEnumerable<(FrameEntry Entry, int Start)> Entries() =>
        Frame.Regions(stage).Select(region => (frame[region], frame.Base(stage, region)));
}

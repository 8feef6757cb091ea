using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Weight gradients: panel[k, accumulator, lane] += sum over rows of v[row, k] · u[row, accumulator, lane]. The panel has the layout of
/// packed weights and is unpacked into the gradient once, at the end.
/// </summary>
internal sealed class OuterBuilder(KernelSet kernels, Frame frame, Stage.Outer stage)
{
    private int Blocks => stage.Panel.Blocks;

    public Kernel Build()
    {
        EquatableArray<EquatableArray<ProductBand>> bands = ((Schedule.Outer)stage.Schedule!).Segments;
        Statement.Call[][] calls =
            [.. stage.Panel.Segments.Select((segment, i) => bands[i].Select(band => Band(segment, band)).ToArray())];
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            to.Add(new Statement.Refer("panel", new Address("gradients", frame.StartOfGradients(stage.Panel))));
            to.Loop("unit", stage.Units, Offset.Vectors(Blocks), ofUnit =>
            {
                for (int s = 0; s < calls.Length; s++)
                {
                    PanelSegment segment = stage.Panel.Segments[s];
                    foreach (Statement.Call call in calls[s]) ofUnit.Add(call);
                    ofUnit.Add(new Statement.Move("panel", Offset.Vectors(segment.Length * segment.Accumulators.Count * Blocks)));
                }
            });
        });
        return kernels.Share(
            new Kernel(stage.Name, kernels.Notes.Of(stage), new StageNames(frame, stage).RowParameters(), body),
            new StageMemory(frame, stage).OfRows());
    }

    private Statement.Call Band(PanelSegment segment, ProductBand band)
    {
        OuterVector[] vectors = [.. Enumerable.Range(0, Blocks).SelectMany(b =>
            segment.Accumulators.Select(a => Adjoint(stage.Adjoints[a], stage.Values[a], b))).Skip(band.First).Take(band.Vectors)];
        FrameEntry source = frame[segment.Source];
        return new OuterTiles(band.InRuntime ? kernels.OfRuntime : kernels.Share, band.Tiles, vectors).Call(
            segment.Length, frame.Rows(segment.Source, segment.Vectors[0]), source.Stride,
            Offset.Vectors(segment.Accumulators.Count * Blocks), new Address("panel", Offset.Vectors(band.First)));
    }

    private OuterVector Adjoint(Location at, Value value, int block)
    {
        Offset unit = Offset.Add("unit".Variable(), Offset.Vectors(block));
        FrameEntry entry = frame[at];
        Offset start = frame.Start(at, value);
        if (at.Region == Region.Copy) return new OuterVector(new Address(entry.Rows, Offset.Add(unit, start)), 0, Offset.Zero, 0);
        return at.Region.IsPrivate() || at.Length % kernels.Lanes == 0
            ? new OuterVector(new Address(entry.Rows, Offset.Add(unit, start)), entry.Stride, Offset.Zero, 0)
            : new OuterVector(new Address(entry.Rows, start), entry.Stride, unit, at.Length);
    }
}

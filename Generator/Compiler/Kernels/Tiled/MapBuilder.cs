using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>A map stage over many rows: products of a block of units into a small buffer, then the equations row by row from it.</summary>
internal sealed class MapBuilder(KernelSet kernels, Frame frame, Stage.Map stage)
{
    private readonly StageNames _names = new(frame, stage);

    private int Sums => stage.Accumulators.Count;

    public Kernel Build()
    {
        var builder = new TileBuilder(kernels, frame, stage);
        EquatableArray<EquatableArray<ProductBand>> bands = ((Schedule.Tiled)stage.Schedule!).Products;
        List<Statement.Call> products =
            [.. stage.Panels.SelectMany((panel, p) => builder.Build(panel, bands[p], KernelSpelling.Numbered("panel", p)))];
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            if (Sums > 0) Products(builder, products, to);
            else to.Loop("row", Offset.Of("rows"), 1, OfRow);
        });
        return kernels.Share(
            new Kernel(stage.Name, kernels.Notes.Of(stage), _names.RowParameters(), body), new StageMemory(frame, stage).OfRows());
    }

    private void OfRow(Statements to)
    {
        RowReferences(to);
        new UnitBuilder(kernels, frame, stage, _names.Scope()).OverUnits(to);
    }

    private void Products(TileBuilder builder, List<Statement.Call> products, Statements to)
    {
        int blocks = stage.Blocks;
        for (int p = 0; p < stage.Panels.Count; p++)
            to.Add(new Statement.Refer(KernelSpelling.Numbered("panel", p), new Address("weights", frame.Start(stage.Panels[p]))));
        if (products.Count > 0)
            to.Add(new Statement.Refer("start", new Address("sums", "rows".Variable() * Offset.Vectors(Sums * blocks))));
        to.Loop("unit", stage.Units, Offset.Vectors(blocks), ofUnit =>
        {
            if (products.Count > 0) builder.Start(ofUnit);
            foreach (Statement.Call call in products) ofUnit.Add(call);
            for (int p = 0; p < stage.Panels.Count; p++)
            {
                Offset passed = Offset.Vectors(stage.Panels[p].Vectors * blocks);
                ofUnit.Add(new Statement.Move(KernelSpelling.Numbered("panel", p), passed));
            }
            ofUnit.Loop("row", Offset.Of("rows"), 1, ofRow =>
            {
                RowReferences(ofRow);
                if (blocks == 1) FromSums("unit", Offset.Of("row") * Offset.Vectors(Sums), ofRow);
                else ofRow.Loop("block", blocks, 1, ofBlock =>
                {
                    ofBlock.Add(new Statement.DefineOffset("at", Offset.Add("unit".Variable(), "block".Variable() * Offset.Vectors(1))));
                    Offset number = Offset.Add("row".Variable() * blocks, "block".Variable());
                    FromSums("at", number * Offset.Vectors(Sums), ofBlock);
                });
            });
        });
    }

    /// <summary>The equations of one row and one block, its sums of products read back from the buffer.</summary>
    private void FromSums(string at, Offset start, Statements to)
    {
        to.Add(new Statement.DefineOffset("sum", start));
        var body = new BodyBuilder(kernels, frame, stage, _names.Scope(), at.Variable());
        for (int a = 0; a < Sums; a++)
        {
            var place = new Address("sums", Offset.Add("sum".Variable(), Offset.Vectors(a)));
            body.Bind(stage.Accumulators[a].Result, new VectorExpression.Load(place));
        }
        body.Build(to);
    }

    private void RowReferences(Statements to)
    {
        HashSet<(Region, int)> readByUnits = [.. Frame.Sorted(ReadByUnits())];
        foreach (var region in Frame.Regions(stage).Where(readByUnits.Contains))
        {
            FrameEntry entry = frame[region];
            to.Add(new Statement.Refer(entry.Row, new Address(entry.Rows, "row".Variable() * entry.Stride)));
        }
    }

    /// <summary>Sources of products alone need no row of their own in the equations' loop.</summary>
    private IEnumerable<Location> ReadByUnits() =>
        stage.Loads.Select(l => l.Location).Concat(stage.Stores.Select(s => s.Location)).Concat(stage.Reductions.Select(r => r.Result!));
}

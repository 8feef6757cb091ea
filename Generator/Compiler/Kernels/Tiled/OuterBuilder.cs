using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Weight gradients: panel[k, accumulator, lane] += sum over rows of v[row, k] · u[row, accumulator, lane]. A tile keeps some k x
/// accumulators in registers over all rows. The panel has the layout of packed weights and is unpacked into the gradient once, at the end.
/// </summary>
internal sealed class OuterBuilder(KernelSet kernels, Frame frame, Stage.Outer stage)
{
    private int Blocks => stage.Panel.Blocks;

    public Kernel Build()
    {
        List<Statement.Call> calls = [.. stage.Panel.Segments.Select(Segment)];
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            to.Add(new Statement.Refer("panel", new Address("gradients", stage.Panel.Offset)));
            to.Loop("unit", stage.Units, Offset.Vectors(Blocks), ofUnit =>
            {
                for (int s = 0; s < calls.Count; s++)
                {
                    PanelSegment segment = stage.Panel.Segments[s];
                    ofUnit.Add(calls[s]);
                    ofUnit.Add(new Statement.Move("panel", Offset.Vectors(segment.Length * segment.Accumulators.Count * Blocks)));
                }
            });
        });
        return kernels.Add(
            new Kernel(stage.Name, kernels.Notes.Of(stage), new StageNames(frame, stage).RowParameters(), body),
            new StageMemory(frame, stage).OfRows());
    }

    private Statement.Call Segment(PanelSegment segment, int index)
    {
        string name = KernelSpelling.Numbered(stage.Name + "Part", index + 1);
        int vectors = segment.Accumulators.Count * Blocks;
        var sizes = new TileRows(vectors, segment.Length);
        List<string> references = [.. Frame.Sorted(segment.Accumulators.Select(a => stage.Adjoints[a]).Concat([segment.Source]))
            .Select(r => frame[r].Rows)];
        var tiles = sizes.Sizes.ToDictionary(size => size, size => Tile(segment, size, $"{name}x{size}", references));
        Kernel all = kernels.Share(new Kernel(
            name, EquatableArray<string>.Empty, Parameters(["rows", "unit"], references),
            Elements(segment, tiles, sizes, vectors, references)));
        return new Statement.Call(all, Arguments(["rows".Variable(), "unit".Variable()], new Address("panel"), references));
    }

    private static EquatableArray<Parameter> Parameters(string[] counts, IEnumerable<string> references) =>
        counts.Select(Parameter (c) => new Parameter.Count(c, AtLeast: c == "rows" ? 1 : 0))
            .Concat(new[] { "weights", "panel" }.Concat(references).Select(r => new Parameter.Elements(r))).ToEquatableArray();

    private static EquatableArray<Argument> Arguments(Offset[] counts, Address panel, IEnumerable<string> references) =>
        counts.Select(Argument (c) => new Argument.Count(c))
            .Concat(new[] { new Address("weights"), panel }.Concat(references.Select(r => new Address(r)))
                .Select(a => new Argument.Elements(a))).ToEquatableArray();

    private static EquatableArray<Statement> Elements(
        PanelSegment segment, Dictionary<int, Kernel> tiles, TileRows sizes, int vectors, List<string> references) => Statements.Of(to =>
    {
        to.Add(new Statement.DefineOffset("k", Offset.Zero));
        Offset k = "k".Variable();
        foreach (int size in sizes.Sizes)
        {
            to.Loop("k", null, TileConditions.Of(sizes, "k", size, segment.Length), size, ofTile => ofTile.Add(new Statement.Call(
                tiles[size],
                Arguments(["rows".Variable(), "unit".Variable(), k], new Address("panel", k * Offset.Vectors(vectors)), references))));
        }
    });

    private Kernel Tile(PanelSegment segment, int size, string name, List<string> references)
    {
        int width = segment.Accumulators.Count;
        FrameEntry source = frame[segment.Source];
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            Each((sum, place) => to.Define(sum, new VectorExpression.Load(place)));
            to.Loop("row", "rows".Variable(), 1, ofRow =>
            {
                for (int b = 0; b < Blocks; b++)
                    for (int a = 0; a < width; a++) ofRow.Define($"u{b}{a}", Adjoint(stage.Adjoints[segment.Accumulators[a]], b));
                for (int k = 0; k < size; k++)
                {
                    int element = source.Base + segment.Source.Offset + k;
                    var at = new Address(source.Rows, Offset.Add("row".Variable() * source.Stride, "k".Variable(), element));
                    ofRow.Define($"v{k}", new VectorExpression.Broadcast(at));
                    for (int b = 0; b < Blocks; b++)
                        for (int a = 0; a < width; a++) ofRow.Add(BodyBuilder.AddProduct($"g{k}b{b}a{a}", $"u{b}{a}", $"v{k}"));
                }
            });
            Each((sum, place) => to.Store(new VectorExpression.Variable(sum), place));
        });
        return kernels.Share(new Kernel(name, EquatableArray<string>.Empty, Parameters(["rows", "unit", "k"], references), body));

        void Each(Action<string, Address> act)
        {
            for (int k = 0; k < size; k++)
                for (int b = 0; b < Blocks; b++)
                    for (int a = 0; a < width; a++)
                        act($"g{k}b{b}a{a}", new Address("panel", Offset.Vectors(((k * Blocks) + b) * width + a)));
        }
    }

    private VectorExpression Adjoint(Location at, int block)
    {
        Offset lane = Offset.Add("unit".Variable(), Offset.Vectors(block));
        if (at.Region == Region.Copy) return new VectorExpression.Load(new Address("weights", Offset.Add(lane, at.Offset)));
        FrameEntry entry = frame[at];
        Offset row = "row".Variable() * entry.Stride;
        bool whole = at.Region.IsPrivate() || at.Length % kernels.Lanes == 0;
        return whole
            ? new VectorExpression.Load(new Address(entry.Rows, Offset.Add(row, lane, entry.Base + at.Offset)))
            : new VectorExpression.LoadPart(new Address(entry.Rows, Offset.Add(row, entry.Base + at.Offset)), lane, at.Length);
    }
}

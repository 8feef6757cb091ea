using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Register-blocked products over rows: sums[row, accumulator, lane] = bias + panel · sources. A tile keeps rows x accumulators in
/// registers and reads each vector of weights once for all its rows. Each tile shape is a kernel of its own (a second one beside it would
/// spill).
/// </summary>
internal sealed class TileBuilder(KernelSet kernels, Frame frame, Stage.Map stage)
{
    private int Blocks => stage.Blocks;

    private int Total => stage.Accumulators.Count;

    /// <summary>Builds the products of one panel; returns the call.</summary>
    /// <param name="reference">The caller's name for the panel.</param>
    public Statement.Call Build(Panel panel, string reference)
    {
        List<string> sources = [.. Frame.Sorted(panel.Segments.Select(s => s.Source)).Select(r => frame[r].Rows)];
        Dictionary<string, int> strides = Frame.Sorted(panel.Segments.Select(s => s.Source))
            .ToDictionary(r => frame[r].Rows, r => frame[r].Stride);
        var sizes = new TileRows(panel.Width * Blocks);
        string name = $"{stage.Name}Products{reference.Substring("panel".Length)}";
        var tiles = sizes.Sizes.ToDictionary(size => size, size => Tile(panel, size, $"{name}x{size}", sources));
        Kernel all = kernels.Share(new Kernel(
            name, EquatableArray<string>.Empty, Parameters(["rows", "unit"], sources), Rows(tiles, sizes, sources, strides)));
        return new Statement.Call(all, Arguments(
            ["rows".Variable(), "unit".Variable()], new Address(reference), new Address("sums"), sources.Select(s => new Address(s))));
    }

    private static EquatableArray<Parameter> Parameters(IEnumerable<string> counts, IEnumerable<string> sources) =>
        counts.Select(Parameter (c) => new Parameter.Count(c, AtLeast: c == "rows" ? 1 : 0))
            .Concat(new[] { "weights", "panel", "sums" }.Concat(sources).Select(s => new Parameter.Elements(s))).ToEquatableArray();

    private static EquatableArray<Argument> Arguments(
        IEnumerable<Offset> counts, Address panel, Address sums, IEnumerable<Address> sources) =>
        counts.Select(Argument (c) => new Argument.Count(c))
            .Concat(new[] { new Address("weights"), panel, sums }.Concat(sources).Select(a => new Argument.Elements(a))).ToEquatableArray();

    private EquatableArray<Statement> Rows(
        Dictionary<int, Kernel> tiles, TileRows sizes, List<string> sources, Dictionary<string, int> strides) => Statements.Of(to =>
    {
        to.Add(new Statement.DefineOffset("row", Offset.Zero));
        Offset row = "row".Variable();
        foreach (int size in sizes.Sizes)
        {
            to.Loop("row", null, TileConditions.Of(sizes, "row", size, "rows".Variable()), size, ofTile =>
            {
                ofTile.Add(new Statement.Call(tiles[size], Arguments(
                    ["unit".Variable()], new Address("panel"), new Address("sums", row * Offset.Vectors(Total * Blocks)),
                    sources.Select(s => new Address(s, row * strides[s])))));
            });
        }
    });

    private Kernel Tile(Panel panel, int rows, string name, List<string> sources)
    {
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            Start(panel, rows, to);
            foreach (PanelSegment segment in panel.JoinedSegments())
            {
                if (panel.Paired) Pairs(segment, rows, to);
                else Segment(segment, rows, to);
            }
            for (int r = 0; r < rows; r++)
                for (int b = 0; b < Blocks; b++)
                    for (int a = 0; a < panel.Width; a++) Keep(panel, r, b, a, to);
        });
        return kernels.Share(new Kernel(name, EquatableArray<string>.Empty, Parameters(["unit"], sources), body));
    }

    private void Keep(Panel panel, int row, int block, int accumulator, Statements to)
    {
        int at = ((row * Blocks) + block) * Total + panel.First + accumulator;
        to.Store(new VectorExpression.Variable(Name(row, block, accumulator)), new Address("sums", Offset.Vectors(at)));
    }

    private void Start(Panel panel, int rows, Statements to)
    {
        for (int b = 0; b < Blocks; b++)
        {
            for (int a = 0; a < panel.Width; a++)
            {
                Load? bias = stage.Accumulators[panel.First + a].Bias;
                if (bias is { Location.Region: not Region.Copy })
                    throw new InvalidOperationException($"A tile of {stage.Name} would start each row at {bias.Location}.");
                to.Define(Name(0, b, a), bias is null
                    ? VectorExpression.Zero
                    : new VectorExpression.Load(new Address(
                        "weights", Offset.Add("unit".Variable(), bias.Location.Offset, Offset.Vectors(b)))));
                if (rows < 2) continue;
                var first = new VectorExpression.Variable(Name(0, b, a));
                var others = Enumerable.Range(1, rows - 1).Select(r => new VectorDefinition(Name(r, b, a), first));
                to.Add(new Statement.DefineVectors(others.ToEquatableArray()));
            }
        }
    }

    /// <summary>One vector's part of the sums: a loop over its elements, each broadcast against the weights of all accumulators.</summary>
    private void Segment(PanelSegment segment, int rows, Statements to) =>
        to.Loop("k", segment.Length, 1, ofElement =>
        {
            Weights(segment, pair => pair, ofElement);
            Products(segment, rows, "k".Variable(), ofElement);
            ofElement.Add(new Statement.Move("panel", Offset.Vectors(segment.Accumulators.Count * Blocks)));
        }, kernels.Notes.Of(segment.Vectors));

    /// <summary>The same where a vector of weights holds two elements' in bfloat16: it is read for the one, then for the other.</summary>
    private void Pairs(PanelSegment segment, int rows, Statements to)
    {
        var passed = new Statement.Move("panel", Offset.Vectors(segment.Accumulators.Count * Blocks));
        Offset k = "k".Variable(), second = Offset.Add(k, 1);
        to.Loop("k", Offset.Zero, [new Condition.Less(second, segment.Length)], 2, ofPair =>
        {
            OfPair(k, isFirst: true, ofPair);
            OfPair(second, isFirst: false, ofPair);
            ofPair.Add(passed);
        }, kernels.Notes.Of(segment.Vectors));
        if (segment.Length % 2 == 0) return;
        OfPair(segment.Length - 1, isFirst: true, to);
        to.Add(passed);

        void OfPair(Offset element, bool isFirst, Statements of) => of.Scope(ofElement =>
        {
            Weights(segment, pair => isFirst ? new VectorExpression.FirstOfPair(pair) : pair, ofElement);
            Products(segment, rows, element, ofElement);
        });
    }

    private void Weights(PanelSegment segment, System.Func<VectorExpression, VectorExpression> part, Statements to)
    {
        int count = segment.Accumulators.Count;
        for (int b = 0; b < Blocks; b++)
            for (int i = 0; i < count; i++)
                to.Define($"w{b}{i}", part(new VectorExpression.Load(new Address("panel", Offset.Vectors(b * count + i)))));
    }

    private void Products(PanelSegment segment, int rows, Offset element, Statements to)
    {
        FrameEntry source = frame[segment.Source];
        int start = source.Base + segment.Source.Offset;
        for (int r = 0; r < rows; r++)
        {
            var at = new Address(source.Rows, Offset.Add(element, start + r * source.Stride));
            to.Define($"s{r}", new VectorExpression.Broadcast(at));
            for (int b = 0; b < Blocks; b++)
                for (int i = 0; i < segment.Accumulators.Count; i++)
                    to.Add(BodyBuilder.AddProduct(Name(r, b, segment.Accumulators[i]), $"w{b}{i}", $"s{r}"));
        }
    }

    /// <summary>
    /// Row r, block b of units, accumulator a. Kernels of equal shape are shared, so that the equations' names stand with the caller.
    /// </summary>
    private static string Name(int row, int block, int accumulator) => $"r{row}b{block}a{accumulator}";
}

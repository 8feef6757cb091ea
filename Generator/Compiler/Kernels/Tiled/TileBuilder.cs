using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>
/// Register-blocked products over rows: sums[row, accumulator, lane] = bias + panel · sources. A tile keeps rows x accumulators in
/// registers and reads each vector of weights once for all its rows. Each tile shape is a kernel of its own (a second one beside it would
/// spill); lengths and strides are its parameters, so that products share it.
/// </summary>
internal sealed class TileBuilder(KernelSet kernels, Frame frame, Stage.Map stage)
{
    private int Blocks => stage.Blocks;

    /// <summary>Vectors from row to row of the sums.</summary>
    private int Total => stage.Accumulators.Count * Blocks;

    /// <summary>Builds the products of one panel; returns the calls.</summary>
    /// <param name="reference">The caller's name for the panel.</param>
    public IEnumerable<Statement.Call> Build(Panel panel, EquatableArray<ProductBand> bands, string reference)
    {
        IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
        ProductSource[] sources =
            [.. segments.Select(s => new ProductSource(s.Length, frame[s.Source].Stride, frame.Rows(s.Source, s.Vectors[0])))];
        foreach (ProductBand band in bands)
        {
            Offset first = Offset.Vectors(band.First);
            if (!band.InRuntime)
            {
                var own = new ProductTiles(kernels.Share, Shape(panel, segments), band.Tiles);
                yield return Call(own, sources, new Address(reference), first);
                continue;
            }
            // Two vectors at a time; those behind the first two go on from the sums so far.
            for (int s = 0, passed = 0; s < sources.Length;)
            {
                int count = Math.Min(2, sources.Length - s);
                var tiles = new ProductTiles(kernels.OfRuntime, ProductShape.Plain(band.Vectors, count, goesOn: s > 0), band.Tiles);
                yield return Call(
                    tiles, [.. sources.Skip(s).Take(count)], new Address(reference, Offset.Vectors(passed * Total + band.First)), first);
                passed += segments.Skip(s).Take(count).Sum(segment => segment.Length);
                s += count;
            }
        }
    }

    private Statement.Call Call(ProductTiles tiles, IReadOnlyList<ProductSource> met, Address panel, Offset first) => new(
        tiles.Build(), tiles.Arguments(
            "rows".Variable(), met, Offset.Vectors(Total), panel, new Address("sums", first), new Address("start", first)));

    /// <summary>What the sums of each row start from, behind the sums of the last.</summary>
    public void Start(Statements to)
    {
        for (int b = 0; b < Blocks; b++)
        {
            for (int a = 0; a < stage.Accumulators.Count; a++)
            {
                Load? bias = stage.Accumulators[a].Bias;
                if (bias is { Location.Region: not Region.Copy })
                    throw new InvalidOperationException($"The rows of {stage.Name} would each start at {bias.Location}.");
                VectorExpression start = bias is null
                    ? VectorExpression.Zero
                    : new VectorExpression.Load(new Address(
                        "weights", Offset.Add("unit".Variable(), frame.Start(bias.Location), Offset.Vectors(b))));
                to.Store(start, new Address("start", Offset.Vectors(b * stage.Accumulators.Count + a)));
            }
        }
    }

    private ProductShape Shape(Panel panel, IReadOnlyList<PanelSegment> segments) => new(
        panel.Width * Blocks,
        Each(b => Enumerable.Range(0, panel.Width).Select(a => b * stage.Accumulators.Count + panel.First + a)),
        segments.Select(s => Each(b => s.Accumulators.Select(a => b * panel.Width + a))).ToEquatableArray(),
        panel.Paired ? segments.Select(s => s.Length).ToEquatableArray() : []);

    private EquatableArray<int> Each(System.Func<int, IEnumerable<int>> ofBlock) =>
        Enumerable.Range(0, Blocks).SelectMany(ofBlock).ToEquatableArray();
}

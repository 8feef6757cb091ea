using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// In which bands products over rows are taken, and by whose tiles. Most products have one shape: each vector meets all sums of a row.
/// Their tiles stand in the runtime, for up to <see cref="KernelTable.TileVectors"/> vectors of sums; more are taken in equal bands.
/// </summary>
internal static class ProductBands
{
    public static EquatableArray<ProductBand> Of(Stage.Map map, Panel panel)
    {
        IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
        bool isPlain = !panel.Paired && panel.Width == map.Accumulators.Count
            && segments.All(segment => segment.Accumulators.Count == panel.Width);
        return Of(panel.Width * map.Blocks, isPlain);
    }

    /// <summary>Adjoints are plain in rows of whole vectors.</summary>
    public static EquatableArray<ProductBand> Of(Stage.Outer outer, PanelSegment segment, int lanes)
    {
        IEnumerable<Location> adjoints = segment.Accumulators.Select(a => outer.Adjoints[a]);
        bool isPlain = adjoints.All(a => a.Region == Region.Copy || a.Region.IsPrivate() || a.Length % lanes == 0);
        return Of(segment.Accumulators.Count * outer.Panel.Blocks, isPlain);
    }

    private static EquatableArray<ProductBand> Of(int vectors, bool isPlain)
    {
        if (!isPlain) return EquatableArray.Of(new ProductBand(0, vectors, new TileRows(vectors).ToTiles(), InRuntime: false));
        int bands = (vectors + KernelTable.TileVectors - 1) / KernelTable.TileVectors;
        return Enumerable.Range(0, bands).Select(band =>
        {
            int first = First(band), count = First(band + 1) - first;
            return new ProductBand(first, count, new TileRows(count).ToTiles(), InRuntime: true);
        }).ToEquatableArray();

        // As even as can be, the larger ones first.
        int First(int band) => (vectors * band + bands - 1) / bands;
    }
}

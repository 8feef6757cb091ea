using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// In which parts products over rows are taken, and by whose tiles. Most products have one shape: each vector meets all sums of a row.
/// Their tiles stand in the runtime, for up to <see cref="KernelTable.TileVectors"/> vectors of sums; more are taken in equal parts.
/// </summary>
internal static class ProductParts
{
    public static EquatableArray<ProductPart> Of(Stage.Map map, Panel panel)
    {
        IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
        bool isPlain = !panel.Paired && panel.Width == map.Accumulators.Count
            && segments.All(segment => segment.Accumulators.Count == panel.Width);
        return Of(panel.Width * map.Blocks, isPlain);
    }

    /// <summary>Adjoints are plain in rows of whole vectors.</summary>
    public static EquatableArray<ProductPart> Of(Stage.Outer outer, PanelSegment segment, int lanes)
    {
        IEnumerable<Location> adjoints = segment.Accumulators.Select(a => outer.Adjoints[a]);
        bool isPlain = adjoints.All(a => a.Region == Region.Copy || a.Region.IsPrivate() || a.Length % lanes == 0);
        return Of(segment.Accumulators.Count * outer.Panel.Blocks, isPlain);
    }

    private static EquatableArray<ProductPart> Of(int vectors, bool isPlain)
    {
        if (!isPlain) return EquatableArray.Of(new ProductPart(0, vectors, new TileRows(vectors).ToTiles(), InRuntime: false));
        int parts = (vectors + KernelTable.TileVectors - 1) / KernelTable.TileVectors;
        return Enumerable.Range(0, parts).Select(part =>
        {
            int first = First(part), count = First(part + 1) - first;
            return new ProductPart(first, count, new TileRows(count).ToTiles(), InRuntime: true);
        }).ToEquatableArray();

        // As even as can be, the larger ones first.
        int First(int part) => (vectors * part + parts - 1) / parts;
    }
}

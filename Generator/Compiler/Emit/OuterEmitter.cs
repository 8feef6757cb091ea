using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Weight gradients: panel[k, accumulator, lane] += sum over rows of v[row, k] · u[row, accumulator, lane]. A tile keeps some k x
/// accumulators in registers over all rows. The panel has the layout of packed weights and is unpacked into the gradient once, at the end.
/// </summary>
internal sealed class OuterEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    public void Emit(Stage.Outer stage)
    {
        int blocks = stage.Panel.Blocks;
        var calls = stage.Panel.Segments.Select((_, s) => Segment(stage, s, blocks)).ToList();

        Writer.Line();
        foreach (PanelSegment segment in stage.Panel.Segments)
        {
            string adjoints = string.Join(", ", segment.Accumulators.Select(a => stage.AdjointNames[a]));
            Writer.Line($"// gradient += {adjoints} ⊗ {segment.SourceName}");
        }
        using (context.Method(KernelContext.List(
            $"private static void {stage.Name}<V>", MapEmitter.Parameters(context, frame, stage), $"\n    {context.Constraint}")))
        {
            Writer.Line($"ref {context.T} panel = {KernelContext.Ref("gradients", KernelContext.Text(stage.Panel.Offset))};");
            using (Writer.Block($"for (nint unit = 0; unit < {stage.Units}; unit += {KernelContext.Vectors(blocks)})"))
            {
                for (int s = 0; s < stage.Panel.Segments.Count; s++)
                {
                    PanelSegment segment = stage.Panel.Segments[s];
                    Writer.Line(calls[s]);
                    int passed = segment.Length * segment.Accumulators.Count * blocks;
                    Writer.Line($"panel = ref Unsafe.Add(ref panel, {KernelContext.Vectors(passed)});");
                }
            }
        }
    }

    private string Segment(Stage.Outer stage, int index, int blocks)
    {
        PanelSegment segment = stage.Panel.Segments[index];
        string head = $"{stage.Name}Part{index + 1}";
        int vectors = segment.Accumulators.Count * blocks;
        var sizes = new TileRows(vectors, segment.Length);
        var regions = Frame.Sorted(segment.Accumulators.Select(a => stage.Adjoints[a]).Concat([segment.Source]));
        var tiles = sizes.Sizes.ToDictionary(
            size => size,
            size => context.Share($"{head}x{size}", name => Tile(stage, segment, blocks, size, name, regions)));
        string all = context.Share(head, name => Elements(name, segment, tiles, sizes, vectors, regions));
        var references = regions.Select(r => "ref " + frame[r].Rows);
        return KernelContext.List($"{all}<V>", new[] { "rows", "unit", "ref weights", "ref panel" }.Concat(references), ";");
    }

    private void Elements(
        string name, PanelSegment segment, Dictionary<int, string> tiles, TileRows sizes, int vectors, List<(Region, int)> regions)
    {
        Writer.Line();
        var references = new[] { "weights", "panel" }.Concat(regions.Select(r => frame[r].Rows)).Select(p => $"ref {context.T} {p}");
        using (context.Method(KernelContext.List(
            $"private static void {name}<V>", new[] { "nint rows", "nint unit" }.Concat(references), $"\n    {context.Constraint}")))
        {
            Writer.Line("nint k = 0;");
            foreach (int size in sizes.Sizes)
            {
                using (Writer.Block($"for (; {sizes.Condition("k", size, KernelContext.Text(segment.Length))}; k += {size})"))
                {
                    string panel = $"ref Unsafe.Add(ref panel, k * {vectors} * V.Count)";
                    Writer.Line(KernelContext.List($"{tiles[size]}<V>",
                        new[] { "rows", "unit", "k", "ref weights", panel }.Concat(regions.Select(r => "ref " + frame[r].Rows)), ";"));
                }
            }
        }
    }

    private void Tile(Stage.Outer stage, PanelSegment segment, int blocks, int size, string name, List<(Region, int)> regions)
    {
        int width = segment.Accumulators.Count;
        FrameEntry source = frame[segment.Source];
        Writer.Line();
        var references = new[] { "weights", "panel" }.Concat(regions.Select(r => frame[r].Rows)).Select(p => $"ref {context.T} {p}");
        using (context.Method(KernelContext.List($"private static void {name}<V>",
            new[] { "nint rows", "nint unit", "nint k" }.Concat(references), $"\n    {context.Constraint}")))
        {
            Each((k, b, a) => Writer.Line($"V g{k}b{b}a{a} = V.Load(ref panel, {(k * blocks + b) * width + a} * V.Count);"));
            using (Writer.Block("for (nint row = 0; row < rows; row++)"))
            {
                for (int b = 0; b < blocks; b++)
                    for (int a = 0; a < width; a++) Writer.Line($"V u{b}{a} = {Adjoint(stage.Adjoints[segment.Accumulators[a]], b)};");
                for (int k = 0; k < size; k++)
                {
                    int element = source.Base + segment.Source.Offset + k;
                    string at = KernelContext.Sum($"row * {source.Stride}", "k", KernelContext.Text(element));
                    Writer.Line($"V v{k} = V.Create(Unsafe.Add(ref {source.Rows}, {at}));");
                    for (int b = 0; b < blocks; b++)
                        for (int a = 0; a < width; a++) Writer.Line($"g{k}b{b}a{a} = V.MultiplyAdd(u{b}{a}, v{k}, g{k}b{b}a{a});");
                }
            }
            Each((k, b, a) => Writer.Line($"V.Store(g{k}b{b}a{a}, ref panel, {(k * blocks + b) * width + a} * V.Count);"));
        }

        void Each(System.Action<int, int, int> act)
        {
            for (int k = 0; k < size; k++)
                for (int b = 0; b < blocks; b++)
                    for (int a = 0; a < width; a++) act(k, b, a);
        }
    }

    private string Adjoint(Location at, int block)
    {
        if (at.Region == Region.Copy) return Load("weights", at.Offset, "0", block, whole: true, at.Length);
        FrameEntry entry = frame[at];
        bool whole = at.Region is Region.Saved or Region.Work or Region.Scratch || at.Length % context.Lanes == 0;
        return Load(entry.Rows, entry.Base + at.Offset, $"row * {entry.Stride}", block, whole, at.Length);
    }

    private string Load(string rows, int offset, string row, int block, bool whole, int length)
    {
        string lane = KernelContext.Sum("unit", block == 0 ? "" : $"{block} * V.Count");
        if (whole) return $"V.Load(ref {rows}, {KernelContext.Sum(row, lane, KernelContext.Text(offset))})";
        string from = KernelContext.Ref(rows, KernelContext.Sum(row, KernelContext.Text(offset)));
        return $"{RuntimeNames.Rows}.Load<V, {context.T}>({from}, {lane}, {length})";
    }
}

using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Weight gradients: panel[k, accumulator, lane] += sum over rows of v[row, k] · u[row, accumulator, lane]. A tile keeps some k x accumulators
/// in registers over all rows. The panel has the layout of packed weights and is unpacked into the gradient once, at the end.
/// </summary>
internal sealed class OuterEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    public void Emit(Stage.Outer stage)
    {
        int most = KernelTable.BatchBlocks(stage.Adjoints.Count);
        var calls = new Dictionary<(int Segment, int Blocks), string>();
        for (int blocks = most; blocks >= 1; blocks /= 2)
            for (int s = 0; s < stage.Panel.Segments.Count; s++) calls[(s, blocks)] = Segment(stage, s, blocks);

        Writer.Line();
        foreach (PanelSegment segment in stage.Panel.Segments)
            Writer.Line($"// gradient += {string.Join(", ", segment.Accumulators.Select(a => stage.AdjointNames[a]))} ⊗ {segment.SourceName}");
        using (Writer.Block(KernelContext.List($"private static void {stage.Name}<V>", MapEmitter.Parameters(context, frame, stage), $"\n    {context.Constraint}")))
        {
            Writer.Line($"ref {context.T} panel = {KernelContext.Ref("gradients", KernelContext.Text(stage.Panel.Offset))};");
            Writer.Line($"int blocks = {MapEmitter.Blocks(context, stage.Units, most)};");
            using (Writer.Block($"for (nint unit = 0; unit < {stage.Units}; unit += blocks * V.Count)"))
            {
                for (int s = 0; s < stage.Panel.Segments.Count; s++)
                {
                    for (int blocks = most; blocks >= 1; blocks /= 2)
                    {
                        string call = calls[(s, blocks)];
                        if (most == 1) Writer.Line(call);
                        else using (Writer.Block(blocks == most ? $"if (blocks == {blocks})" : blocks == 1 ? "else" : $"else if (blocks == {blocks})")) Writer.Line(call);
                    }
                    PanelSegment segment = stage.Panel.Segments[s];
                    Writer.Line($"panel = ref Unsafe.Add(ref panel, {segment.Length * segment.Accumulators.Count} * blocks * V.Count);");
                }
            }
        }
    }

    private string Segment(Stage.Outer stage, int index, int blocks)
    {
        PanelSegment segment = stage.Panel.Segments[index];
        string name = $"{stage.Name}s{index}x{blocks}";
        int vectors = segment.Accumulators.Count * blocks;
        (int large, int small) = KernelTable.TileRows(vectors);
        var sizes = new List<int> { 1 };
        if (small > 1) sizes.Insert(0, small);
        if (large > small) sizes.Insert(0, large);
        var regions = Frame.Sorted(segment.Accumulators.Select(a => stage.Adjoints[a]).Concat([segment.Source]));
        foreach (int size in sizes.Where(s => s <= segment.Length)) Tile(stage, segment, blocks, size, $"{name}x{size}", regions);

        Writer.Line();
        using (Writer.Block(KernelContext.List($"private static void {name}<V>",
            new[] { "nint rows", "nint unit" }.Concat(new[] { "weights", "panel" }.Concat(regions.Select(r => frame[r].Rows)).Select(p => $"ref {context.T} {p}")),
            $"\n    {context.Constraint}")))
        {
            Writer.Line("nint k = 0;");
            foreach (int size in sizes.Where(s => s <= segment.Length))
            {
                string guard = size > small ? "V.ManyRegisters && " : "";
                using (Writer.Block($"for (; {guard}k + {size} <= {segment.Length}; k += {size})"))
                    Writer.Line(KernelContext.List($"{name}x{size}<V>",
                        new[] { "rows", "unit", "k", "ref weights", $"ref Unsafe.Add(ref panel, k * {vectors} * V.Count)" }.Concat(regions.Select(r => "ref " + frame[r].Rows)), ";"));
            }
        }
        return KernelContext.List($"{name}<V>", new[] { "rows", "unit", "ref weights", "ref panel" }.Concat(regions.Select(r => "ref " + frame[r].Rows)), ";");
    }

    private void Tile(Stage.Outer stage, PanelSegment segment, int blocks, int size, string name, List<(Region, int)> regions)
    {
        int width = segment.Accumulators.Count;
        FrameEntry source = frame[segment.Source];
        Writer.Line();
        Writer.Line(KernelContext.Kernel);
        using (Writer.Block(KernelContext.List($"private static void {name}<V>",
            new[] { "nint rows", "nint unit", "nint k" }.Concat(new[] { "weights", "panel" }.Concat(regions.Select(r => frame[r].Rows)).Select(p => $"ref {context.T} {p}")),
            $"\n    {context.Constraint}")))
        {
            Each((k, b, a) => Writer.Line($"V g{k}b{b}a{a} = V.Load(ref panel, {(k * blocks + b) * width + a} * V.Count);"));
            using (Writer.Block("for (nint row = 0; row < rows; row++)"))
            {
                for (int b = 0; b < blocks; b++)
                    for (int a = 0; a < width; a++) Writer.Line($"V u{b}{a} = {Adjoint(stage.Adjoints[segment.Accumulators[a]], b)};");
                for (int k = 0; k < size; k++)
                {
                    string at = KernelContext.Sum($"row * {source.Stride}", "k", KernelContext.Text(source.Base + segment.Source.Offset + k));
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
        return whole
            ? $"V.Load(ref {rows}, {KernelContext.Sum(row, lane, KernelContext.Text(offset))})"
            : $"{RuntimeNames.Rows}.Load<V, {context.T}>({KernelContext.Ref(rows, KernelContext.Sum(row, KernelContext.Text(offset)))}, {lane}, {length})";
    }
}

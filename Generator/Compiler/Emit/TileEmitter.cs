using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Register-blocked products over rows: sums[row, accumulator, lane] = bias + panel · sources. A tile keeps rows x accumulators in
/// registers and reads each vector of weights once for all its rows. Each tile shape is a method of its own (a second one beside it would
/// spill).
/// </summary>
internal sealed class TileEmitter(KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    /// <summary>Emits the products of one panel; returns the call.</summary>
    public string Emit(Stage.Map stage, Panel panel, string suffix)
    {
        int blocks = stage.Blocks, total = stage.Accumulators.Count;
        List<(Region Region, int Index)> regions = Frame.Sorted(panel.Segments.Select(s => s.Source));
        var sizes = new TileRows(panel.Width * blocks);
        string head = $"{stage.Name}Products{suffix}";
        var tiles = sizes.Sizes.ToDictionary(
            rows => rows,
            rows => context.Share($"{head}x{rows}", name => Tile(stage, panel, blocks, total, rows, name, regions)));
        string all = context.Share(head, name => Rows(name, tiles, regions, sizes, total * blocks));
        var arguments = new[] { "rows", "unit", "ref weights", "ref panel" + suffix, "ref sums" }
            .Concat(regions.Select(r => "ref " + frame[r].Rows));
        return KernelContext.List($"{all}<V>", arguments, ";");
    }

    private static IEnumerable<string> Parameters(string type, IEnumerable<string> names) => names.Select(n => $"ref {type} {n}");

    private void Rows(string name, Dictionary<int, string> tiles, List<(Region, int)> regions, TileRows sizes, int stride)
    {
        var parameters = new[] { "nint rows", "nint unit" }
            .Concat(Parameters(context.T, new[] { "weights", "panel", "sums" }.Concat(regions.Select(r => frame[r].Rows))));
        Writer.Line();
        using (context.Method(KernelContext.List($"private static void {name}<V>", parameters, $"\n    {context.Constraint}")))
        {
            Writer.Line("nint row = 0;");
            foreach (int size in sizes.Sizes)
            {
                using (Writer.Block($"for (; {sizes.Condition("row", size, "rows")}; row += {size})"))
                {
                    var arguments = new[] { "unit", "ref weights", "ref panel", $"ref Unsafe.Add(ref sums, row * {stride} * V.Count)" }
                        .Concat(regions.Select(r => $"ref Unsafe.Add(ref {frame[r].Rows}, row * {frame[r].Stride})"));
                    Writer.Line(KernelContext.List($"{tiles[size]}<V>", arguments, ";"));
                }
            }
        }
    }

    private void Tile(Stage.Map stage, Panel panel, int blocks, int total, int rows, string name, List<(Region, int)> regions)
    {
        var references = new[] { "weights", "panel", "sums" }.Concat(regions.Select(r => frame[r].Rows));
        var parameters = new[] { "nint unit" }.Concat(Parameters(context.T, references));
        Writer.Line();
        using (context.Method(KernelContext.List($"private static void {name}<V>", parameters, $"\n    {context.Constraint}")))
        {
            Start(stage, panel, blocks, rows);
            foreach (PanelSegment segment in panel.JoinedSegments())
            {
                if (panel.Paired) Pairs(segment, blocks, rows);
                else Segment(segment, blocks, rows);
            }
            for (int r = 0; r < rows; r++)
                for (int b = 0; b < blocks; b++)
                    for (int a = 0; a < panel.Width; a++)
                        Writer.Line($"V.Store({Name(r, b, a)}, ref sums, {(r * blocks + b) * total + panel.First + a} * V.Count);");
        }
    }

    private void Start(Stage.Map stage, Panel panel, int blocks, int rows)
    {
        for (int b = 0; b < blocks; b++)
        {
            for (int a = 0; a < panel.Width; a++)
            {
                Load? bias = stage.Accumulators[panel.First + a].Bias;
                string from = bias is null
                    ? "V.Zero"
                    : $"V.Load(ref weights, {KernelContext.Sum("unit", KernelContext.Text(bias.Location.Offset), Block(b))})";
                Writer.Line($"V {Name(0, b, a)} = {from};");
                if (rows < 2) continue;
                IEnumerable<string> others = Enumerable.Range(1, rows - 1).Select(r => $"{Name(r, b, a)} = {Name(0, b, a)}");
                Writer.Line($"V {string.Join(", ", others)};");
            }
        }
    }

    /// <summary>One vector's part of the sums: a loop over its elements, each broadcast against the weights of all accumulators.</summary>
    private void Segment(PanelSegment segment, int blocks, int rows)
    {
        FrameEntry source = frame[segment.Source];
        int start = source.Base + segment.Source.Offset;
        int width = segment.Accumulators.Count * blocks;
        using (Writer.Block($"for (nint k = 0; k < {segment.Length}; k++) // {segment.SourceName}"))
        {
            for (int b = 0; b < blocks; b++)
                for (int i = 0; i < segment.Accumulators.Count; i++)
                    Writer.Line($"V w{b}{i} = V.Load(ref panel{Offset(b * segment.Accumulators.Count + i)});");
            for (int r = 0; r < rows; r++)
            {
                string at = KernelContext.Sum("k", KernelContext.Text(start + r * source.Stride));
                Writer.Line($"V s{r} = V.Create(Unsafe.Add(ref {source.Rows}, {at}));");
                for (int b = 0; b < blocks; b++)
                    for (int i = 0; i < segment.Accumulators.Count; i++)
                    {
                        string sum = Name(r, b, segment.Accumulators[i]);
                        Writer.Line($"{sum} = V.MultiplyAdd(w{b}{i}, s{r}, {sum});");
                    }
            }
            Writer.Line($"panel = ref Unsafe.Add(ref panel, {width} * V.Count);");
        }
    }

    /// <summary>The same where a vector of weights holds two elements' in bfloat16: it is read for the one, then for the other.</summary>
    private void Pairs(PanelSegment segment, int blocks, int rows)
    {
        int width = segment.Accumulators.Count * blocks;
        using (Writer.Block($"for (nint k = 0; k + 1 < {segment.Length}; k += 2) // {segment.SourceName}"))
        {
            OfPair(segment, blocks, rows, "k", first: true);
            OfPair(segment, blocks, rows, "k + 1", first: false);
            Writer.Line($"panel = ref Unsafe.Add(ref panel, {width} * V.Count);");
        }
        if (segment.Length % 2 == 0) return;
        OfPair(segment, blocks, rows, KernelContext.Text(segment.Length - 1), first: true);
        Writer.Line($"panel = ref Unsafe.Add(ref panel, {width} * V.Count);");
    }

    private void OfPair(PanelSegment segment, int blocks, int rows, string k, bool first)
    {
        FrameEntry source = frame[segment.Source];
        int start = source.Base + segment.Source.Offset, count = segment.Accumulators.Count;
        using (Writer.Block(""))
        {
            for (int b = 0; b < blocks; b++)
                for (int i = 0; i < count; i++)
                {
                    string pair = $"V.Load(ref panel{Offset(b * count + i)})";
                    Writer.Line($"V w{b}{i} = {(first ? $"V.FirstOfPair({pair})" : pair)};");
                }
            for (int r = 0; r < rows; r++)
            {
                string at = KernelContext.Sum(k, KernelContext.Text(start + r * source.Stride));
                Writer.Line($"V s{r} = V.Create(Unsafe.Add(ref {source.Rows}, {at}));");
                for (int b = 0; b < blocks; b++)
                {
                    for (int i = 0; i < count; i++)
                    {
                        string sum = Name(r, b, segment.Accumulators[i]);
                        Writer.Line($"{sum} = V.MultiplyAdd(w{b}{i}, s{r}, {sum});");
                    }
                }
            }
        }
    }

    private static string Offset(int vectors) => vectors == 0 ? "" : $", {vectors} * V.Count";

    private static string Block(int block) => block == 0 ? "" : $"{block} * V.Count";

    /// <summary>
    /// Row r, block b of units, accumulator a. Kernels of equal shape are shared, so that the equations' names stand with the caller.
    /// </summary>
    private static string Name(int row, int block, int accumulator) => $"r{row}b{block}a{accumulator}";
}

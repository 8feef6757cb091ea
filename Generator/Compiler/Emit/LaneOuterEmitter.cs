using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Weight gradients with a row in each lane: sums over the time steps of a group, kept lane by lane. Of lanes that have no row nothing is
/// kept, whatever they hold.
/// </summary>
internal sealed class LaneOuterEmitter(KernelContext context, LanePlaces places, LanePlan plan, int record)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    /// <summary>Whether a product of parameters is among those whose gradients are summed.</summary>
    public static bool ReadsWeights(Stage.Outer stage) => Places.Read(stage).Any(l => l.Region == Region.Copy);

    /// <summary>A method for each tile: together they would be more than the JIT inlines into.</summary>
    public void Emit(Stage.Outer stage)
    {
        string weights = ReadsWeights(stage) ? $"ref {T} weights, " : "";
        int number = 0;
        foreach (LaneTile tile in LaneGradients.Tiles(stage))
        {
            Writer.Line();
            string adjoints = string.Join(", ", tile.Blocks.Select(b => stage.AdjointNames[b.Accumulator]));
            Writer.Line($"// gradient += {adjoints} ⊗ {tile.Places.Count} elements of what they met");
            string parameters = $"bool isFirst, nint steps, int rows, {weights}ref {T} sums, ref {T} start";
            using (LaneLoop.Method(context, $"{stage.Name}Part{++number}", parameters))
            using (Writer.Block($"for (nint unit = 0; unit < {stage.Units}; unit++)")) Tile(stage, tile);
        }
    }

    /// <summary>Some adjoints against some vectors, over all time steps.</summary>
    private void Tile(Stage.Outer stage, LaneTile tile)
    {
        List<Location> adjoints = [.. tile.Blocks.Select(b => stage.Adjoints[b.Accumulator])];
        List<int?> totals = [.. tile.Blocks.Select((b, i) => IsFirst(tile, i) ? plan.SumOf(stage.Name, b.Accumulator) : null)];
        for (int b = 0; b < adjoints.Count; b++)
            for (int i = 0; i < tile.Places.Count; i++) Writer.Line($"V g{b}{Letter(i)} = V.Zero;");
        for (int b = 0; b < adjoints.Count; b++)
            if (totals[b] is not null) Writer.Line($"V g{b} = V.Zero;");
        LaneLoop.Emit(Writer, SweepKind.AllRows, T, record, () =>
        {
            for (int b = 0; b < adjoints.Count; b++)
            {
                Writer.Line($"V u{b} = {places.Element(adjoints[b], "unit")};");
                if (totals[b] is not null) Writer.Line($"g{b} += u{b};");
            }
            for (int i = 0; i < tile.Places.Count; i++)
            {
                string v = Letter(i);
                Writer.Line($"V {v} = {places.Element(tile.Places[i].Source, "")};");
                for (int b = 0; b < adjoints.Count; b++) Writer.Line($"g{b}{v} = V.MultiplyAdd(u{b}, {v}, g{b}{v});");
            }
        });
        Keep(tile, totals);
    }

    /// <summary>Whether no block and no tile before has the adjoint of this block.</summary>
    private static bool IsFirst(LaneTile tile, int block)
    {
        int accumulator = tile.Blocks[block].Accumulator;
        return tile.New.Contains(accumulator) && tile.Blocks.Take(block).All(b => b.Accumulator != accumulator);
    }

    /// <summary>The first group of a shard begins the sums, those after it add to them.</summary>
    private void Keep(LaneTile tile, List<int?> totals)
    {
        var kept = new List<(string Sum, string Place)>();
        for (int b = 0; b < tile.Blocks.Count; b++)
        {
            LaneBlock block = tile.Blocks[b];
            if (totals[b] is { } area) Place($"total{b}", 1, area, [($"g{b}", 0)]);
            Place($"to{b}", block.Length, block.Offset, tile.Places.Select((p, i) => ($"g{b}{Letter(i)}", p.At)));
        }
        using (Writer.Block("if (isFirst)"))
            foreach (var (sum, place) in kept) Writer.Line($"V.Store(V.KeepFirst({sum}, rows), {place});");
        using (Writer.Block("else"))
            foreach (var (sum, place) in kept) Writer.Line($"V.Store(V.Load({place}) + V.KeepFirst({sum}, rows), {place});");

        void Place(string name, int length, int offset, IEnumerable<(string Sum, int At)> of)
        {
            string first = KernelContext.Sum(length == 1 ? "unit" : $"unit * {length}", KernelContext.Text(offset));
            Writer.Line($"ref {T} {name} = ref Unsafe.Add(ref sums, ({first}) * V.Count);");
            kept.AddRange(of.Select(s => (s.Sum, $"ref {name}" + (s.At == 0 ? "" : $", {KernelContext.Vectors(s.At)}"))));
        }
    }

    private static string Letter(int i) => ((char)('a' + i)).ToString();
}

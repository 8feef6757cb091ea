using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// How much code a plan becomes, in statements, before anything of it is built: the nodes of the plan, each as often as its kernel repeats
/// it. Names, texts and the widths of lines do not count. Equal stages, and tiles of one shape, are counted once: they share kernels.
/// </summary>
internal sealed class NodeCount
{
    private readonly HashSet<Stage> _stages = [];
    private readonly HashSet<(int Vectors, int Segments, string Kind)> _tiles = [];

    /// <summary>What these programs add to those that were counted before.</summary>
    public int Of(IEnumerable<Program> programs) => programs.Sum(program => Kernels(program) + Passes(program));

    /// <summary>The kernels of a program's stages alone.</summary>
    public int Kernels(Program program) => program.Sweeps.SelectMany(sweep => sweep.AllStages).Sum(Of);

    /// <summary>What stands around the kernels: packing, references, calls.</summary>
    private static int Passes(Program program) =>
        program.Packed.Copies.Count + program.Gradients.Sums.Count + program.Packed.Panels.Concat(program.Gradients.Panels).Sum(Transfers)
        + program.Sweeps.Sum(sweep => 4 + 3 * sweep.Blocks.Count + 6 * sweep.Components.Count
            + sweep.AllStages.SelectMany(Places.Tensors).Distinct().Count() + sweep.AllStages.Count());

    private static int Transfers(Panel panel) => panel.Segments.Sum(segment => segment.Accumulators.Count);

    /// <summary>The kernel of a stage unless one does the same, and the tiles that nobody has had before.</summary>
    private int Of(Stage stage) => !_stages.Add(Form(stage)) ? 0 : (stage, stage.Schedule) switch
    {
        (Stage.Map map, Schedule.Tiled tiled) => Tiled(map, tiled),
        (Stage.Map map, Schedule.OneRow oneRow) => OneRow(map, oneRow),
        (Stage.Map map, Schedule.Across across) => 2 + map.Accumulators.Sum(a => map.Units * (2 + 6 * a.Terms.Count) + a.Terms.Count)
            + map.Units * map.Stores.Count + across.InRegisters.Count * (across.Blocks * (1 + map.Units) - 6 * map.Units),
        (Stage.Map map, Schedule.InLanes inLanes) => InLanes(map, inLanes),
        (Stage.Series series, Schedule.Series) => 2 + Places.Tensors(series).Count + series.Members.Sum(Series),
        (_, Schedule.Outer outer) => 2 + outer.Segments.Sum(bands => 1 + bands.Sum(band => 1 + Outer(band))),
        (_, Schedule.InPlace inPlace) => 2 * inPlace.Blocks.Count,
        (_, Schedule.OuterInLanes outer) => outer.Tiles.Count + outer.Tiles
            .GroupBy(tile => (tile.Places, Blocks: tile.Blocks.Count, tile.New.Count))
            .Sum(shape => 6 + 4 * shape.Key.Blocks + (1 + 2 * shape.Key.Blocks) * shape.Key.Places.Count),
        (Stage.Matrix matrix, Schedule.Matrix schedule) => Matrix(matrix, schedule),
        (Stage.General general, Schedule.Plain) => 8 + 3 * general.Operands.Count,
        _ => throw new InvalidOperationException($"{stage.Name} has no schedule that suits it."),
    };

    /// <summary>Numbers of numbers have no loop.</summary>
    private static int Series(SeriesMember member) =>
        (member.IsOfNumbers ? 0 : 1) + Equations(member.Map, member.Map.Schedule!.Equations!);

    private static Stage Form(Stage stage) =>
        stage is Stage.Matrix { Shape.Rows: > 1 } matrix ? MatrixForm.Of(matrix) : stage with { Name = "" };

    private int Tiled(Stage.Map map, Schedule.Tiled schedule)
    {
        int count = 2 + Places.Tensors(map).Count + Equations(map, schedule.OfEquations);
        for (int p = 0; p < map.Panels.Count; p++)
        {
            Panel panel = map.Panels[p];
            IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
            count += 2 + panel.Width * map.Blocks + schedule.Products[p].Sum(band => 1 + Products(band, panel, segments, map.Blocks));
        }
        return count;
    }

    /// <summary>Tiles that stand in the cell.</summary>
    private int Products(ProductBand band, Panel panel, IReadOnlyList<PanelSegment> segments, int blocks)
    {
        if (band.InRuntime || !_tiles.Add((band.Vectors, segments.Count, panel.Paired ? "pairs" : "products"))) return 0;
        int pairs = panel.Paired ? 2 : 1;
        return 1 + band.Tiles.Sizes.Sum(tile => 1 + tile.Size + band.Vectors * (Math.Min(tile.Size, 2) + tile.Size)
            + segments.Sum(s => 1 + tile.Size + pairs * (tile.Size + (1 + tile.Size) * s.Accumulators.Count * blocks)));
    }

    /// <summary>Tiles of weight gradients.</summary>
    private int Outer(ProductBand band)
    {
        if (band.InRuntime || !_tiles.Add((band.Vectors, 1, "outer"))) return 0;
        return 1 + band.Tiles.Sizes.Sum(tile => 5 + band.Vectors + tile.Size * (2 + 3 * band.Vectors));
    }

    private static int OneRow(Stage.Map map, Schedule.OneRow schedule)
    {
        int count = 2 + map.Panels.Count + map.Blocks * Equations(map, schedule.OfEquations);
        int sums = map.Blocks * schedule.PartialSums.Sum(), product = 0;
        foreach (Panel panel in map.Panels)
        {
            foreach (PanelSegment segment in panel.JoinedSegments())
            {
                ProductSchedule loop = schedule.Products[product++];
                if (loop.Vectors == 0) continue;
                int elements = (loop.Looped > 0 ? loop.Round : 0) + segment.Length - loop.Looped;
                // An element that only one sum reads is no variable.
                int width = segment.Accumulators.Count * map.Blocks;
                count += 2 + elements * (width == 1 ? 1 : 1 + width);
            }
        }
        return count + 2 * sums;
    }

    /// <summary>Each tile's rows are written out, for whole vectors and for what is left of a row.</summary>
    private static int Matrix(Stage.Matrix stage, Schedule.Matrix schedule)
    {
        MatrixBody body = stage.Body;
        int element = body.Operands.Count + body.Equations.Count + 2 * body.Sums.Count + body.Stores.Count + body.Gradients.Count;
        int loops = (schedule.Vectors > 1 ? 2 : 1) + (schedule.IsRagged ? 1 : 0);
        return 4 + body.Sums.Count * 4 + loops * schedule.Rows.Sizes.Sum(tile => 4 + tile.Size * schedule.Vectors * element);
    }

    private static int InLanes(Stage.Map map, Schedule.InLanes schedule)
    {
        int terms = map.Accumulators.Sum(a => a.Terms.Sum(t => schedule.WrittenOut ? t.Weights.Length : 1));
        return 2 + schedule.Side * (map.Accumulators.Count + 2 * terms + Equations(map, schedule.OfEquations));
    }

    /// <summary>Of one block of units: what is loaded, computed, stored and summed.</summary>
    private static int Equations(Stage.Map map, EquationSchedule schedule) =>
        map.Loads.Count + map.Equations.Count(e => e.Operation is not (Operation.Constant or Operation.Broadcast))
        - schedule.Contracted.Count + 3 * map.Reductions.Count + map.Stores.Count + map.Gradients.Count;
}

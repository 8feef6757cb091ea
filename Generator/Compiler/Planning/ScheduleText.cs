using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning;

/// <summary>How the kernel of a stage runs, as text for people and tests; no names are in it.</summary>
internal static class ScheduleText
{
    public static string Of(Stage stage) => stage.Schedule switch
    {
        Schedule.Tiled tiled => $"in tiles {List(tiled.Products, Of)}, {Of(tiled.OfEquations)}",
        Schedule.OneRow oneRow => $"one row, parts {List(oneRow.PartialSums, p => $"{p}")}, products {List(oneRow.Products, Of)}, "
            + $"{(oneRow.Gathered.Count(panels => panels > 0) > 1 ? $"gathered {List(oneRow.Gathered, p => $"{p}")}, " : "")}"
            + $"{(oneRow.BlocksApart ? "blocks apart, " : "")}{(oneRow.Direct ? "loads without calls, " : "")}"
            + $"{(oneRow.Side is { } side ? $"{side} units, " : "")}{Of(oneRow.OfEquations)}",
        Schedule.Across across => "one row, sums across lanes"
            + (across.IsInMap ? $", {across.InRegisters.Count} products in the map before" : ""),
        Schedule.Series series => series.IsOneRow ? "one row" : "row after row",
        Schedule.InLanes lanes => $"in lanes, {lanes.Side} units at a time, up to {lanes.PartialSums} parts, "
            + $"{(lanes.WrittenOut ? "products written out, " : "")}{Of(lanes.OfEquations)}",
        Schedule.Outer outer => $"in tiles {List(outer.Segments, Of)}",
        Schedule.InPlace inPlace => $"in tiles {List(inPlace.Blocks, block => $"{block.Width} by {Of(block.Units)}")}",
        Schedule.OuterInLanes outer =>
            $"in lanes {List(outer.Tiles, t => $"{List(t.Blocks, b => $"{b.Accumulator}")} by {List(t.Places, p => $"{p.At}")}")}",
        Schedule.Matrix matrix => $"{(matrix.IsOneRow ? "one row, " : "")}{(matrix.InBlocks ? "some of the matrix, " : "")}"
            + $"tiles of {Of(matrix.Rows)} by {matrix.Vectors}, contracted {List(matrix.Contracted, i => $"{i}")}",
        Schedule.Plain plain => plain.IsOneRow ? "plain loops over one row" : "plain loops",
        null => "not scheduled",
        _ => throw new InvalidOperationException($"There is no text for {stage.Schedule}."),
    };

    private static string Of(EquationSchedule equations) =>
        $"phases {List(equations.Phases, p => $"{p}")}, contracted {List(equations.Contracted, i => $"{i}")}";

    private static string Of(ProductSchedule product) => product.Vectors switch
    {
        0 => "as before",
        1 => product.Looped == 0 ? "written out" : $"{product.Looped} by {product.Round}",
        _ => $"{product.Vectors} times {Of(product with { Vectors = 1 })}",
    };

    private static string Of(EquatableArray<ProductBand> bands) =>
        List(bands, band => $"{band.Vectors} from {band.First}{(band.InRuntime ? " of the runtime" : "")} by {Of(band.Tiles)}");

    private static string Of(Tiles tiles) => List(tiles.Sizes, tile =>
        $"{tile.Size}{(tile.ManyRegisters ? " with many registers" : "")}{(tile.NotAt is { } left ? $" not at {left}" : "")}");

    private static string List<T>(IEnumerable<T> items, Func<T, string> text) => $"[{string.Join(", ", items.Select(text))}]";
}

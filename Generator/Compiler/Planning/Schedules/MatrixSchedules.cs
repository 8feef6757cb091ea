using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>How much of a matrix a pass over it has in registers at once.</summary>
internal static class MatrixSchedules
{
    /// <param name="lanes">Elements of the widest vector.</param>
    public static Schedule.Matrix Of(Stage.Matrix stage, bool isOneRow, int lanes)
    {
        EquatableArray<int> contracted = Contraction.Of(stage.Body).ToEquatableArray();
        bool isRagged = stage.Shape.Columns % lanes != 0;
        int values = Values(stage.Body);
        if (stage.ByColumns)
        {
            int vectors = KernelTable.MatrixVectors, each = isRagged ? 2 * values : values;
            while (vectors > 1 && (vectors * lanes > stage.Shape.Columns || !KernelTable.FitsMethod((vectors + 1) * each))) vectors /= 2;
            return new Schedule.Matrix(isOneRow, isRagged, contracted, Tiles([1], stage.Shape.Rows, null), vectors);
        }
        int many = KernelTable.MatrixRows(Registers(stage.Body), values, stage.Shape.Rows, manyRegisters: true);
        int few = KernelTable.MatrixRows(Registers(stage.Body), values, stage.Shape.Rows, manyRegisters: false);
        Tiles tiles = Sized();
        while (isRagged && many > 1 && tiles.Sizes.Sum(tile => tile.Size) * values > KernelTable.RaggedMatrixValues)
        {
            (many, few) = (many / 2, Math.Min(few, many / 2));
            tiles = Sized();
        }
        return new Schedule.Matrix(isOneRow, isRagged, contracted, tiles, 1);

        Tiles Sized() => Tiles([many, few, 1], stage.Shape.Rows, many > few ? many : null);
    }

    /// <summary>From the largest down, without those that nothing is left for.</summary>
    /// <param name="ofMany">The size that takes many registers.</param>
    private static Tiles Tiles(IEnumerable<int> sizes, int rows, int? ofMany)
    {
        var tiles = new List<Tile>();
        foreach (int size in sizes.Distinct().OrderByDescending(size => size))
        {
            if (tiles.Count > 0 && !tiles[tiles.Count - 1].ManyRegisters && rows % tiles[tiles.Count - 1].Size == 0) break;
            tiles.Add(new Tile(size, ManyRegisters: size == ofMany, NotAt: null));
        }
        return new Tiles(tiles.ToEquatableArray());
    }

    /// <summary>What a vector of elements adds to a method in values, as the JIT counts them.</summary>
    private static int Values(MatrixBody body)
    {
        Dictionary<int, Along> kinds = body.Kinds();
        return body.Equations.Where(e => kinds[e.Result.Id] == Along.Both).Sum(e => KernelTable.CostValues * CriticalPath.Cost(e))
            + body.Operands.Count + body.Stores.Count + 2 * (body.Sums.Count + body.Gradients.Count);
    }

    /// <summary>The registers that each row of a tile takes, and those that all rows share.</summary>
    private static (int EachRow, int Shared) Registers(MatrixBody body)
    {
        Dictionary<int, Along> kinds = body.Kinds();
        IEnumerable<int> read = body.Equations.Where(e => kinds[e.Result.Id] == Along.Both).SelectMany(e => e.Operands)
            .Concat(body.Sums.SelectMany(s => s.Factors)).Concat(body.Stores.Select(s => s.Value)).Select(v => v.Id).Distinct();
        var counts = read.GroupBy(id => kinds[id]).ToDictionary(g => g.Key, g => g.Count());
        int Count(Along along) => counts.TryGetValue(along, out int count) ? count : 0;
        int sums = body.Sums.Where(s => s.Of != Along.Columns).Select(s => s.Factors).Distinct().Count();
        return (Count(Along.Rows) + sums, Count(Along.Nothing) + Count(Along.Columns) + Math.Min(3, Count(Along.Both)));
    }
}

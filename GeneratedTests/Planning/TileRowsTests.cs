using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Which tiles take the rows of a product: the loops' own conditions, read as the emitted code would run them.</summary>
public class TileRowsTests
{
    public static TheoryData<int> Accumulators => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Accumulators))]
    public void Every_row_is_taken_once(int vectors)
    {
        var tiles = new TileRows(vectors);
        for (int rows = 0; rows <= 100; rows++)
        {
            Assert.Equal(rows, Taken(tiles, rows, many: true).Sum());
            Assert.Equal(rows, Taken(tiles, rows, many: false).Sum());
        }
    }

    [Theory]
    [MemberData(nameof(Accumulators))]
    public void Accumulators_fit_the_registers(int vectors)
    {
        var tiles = new TileRows(vectors);
        Assert.InRange(tiles.Sizes[0] * vectors, 1, KernelTable.TileRegisters);
        int most = Math.Max(vectors, KernelTable.SmallTileRegisters);
        Assert.All(Taken(tiles, 100, many: false), size => Assert.InRange(size * vectors, 1, most));
        Assert.Equal(1, tiles.Sizes[^1]);
        Assert.Equal(tiles.Sizes.OrderDescending(), tiles.Sizes);
    }

    /// <summary>What the largest tile leaves is not left to the low ones, which wait for their weights.</summary>
    [Theory]
    [InlineData(4, 32, "6 6 6 6 4 4")]
    [InlineData(4, 64, "6 6 6 6 6 6 6 6 6 6 4")]
    [InlineData(4, 10, "6 4")]
    [InlineData(4, 8, "4 4")]
    [InlineData(4, 7, "6 1")]
    [InlineData(4, 5, "4 1")]
    [InlineData(8, 16, "3 3 3 3 2 2")]
    [InlineData(8, 4, "2 2")]
    [InlineData(6, 7, "4 2 1")]
    [InlineData(1, 9, "6 1 1 1")]
    public void Rows_are_shared_out(int vectors, int rows, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', Taken(new TileRows(vectors), rows, many: true)));

    /// <summary>With 16 registers the low tiles are all there is.</summary>
    [Theory]
    [InlineData(4, 5, "2 2 1")]
    [InlineData(2, 11, "4 4 1 1 1")]
    [InlineData(8, 3, "1 1 1")]
    public void Few_registers_hold_few_rows(int vectors, int rows, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', Taken(new TileRows(vectors), rows, many: false)));

    /// <summary>Of a known number only the tiles that it takes are there, and they take it as all of them would.</summary>
    [Theory]
    [MemberData(nameof(Accumulators))]
    public void A_known_number_has_the_tiles_that_it_needs(int vectors)
    {
        var all = new TileRows(vectors);
        for (int rows = 1; rows <= 100; rows++)
        {
            var known = new TileRows(vectors, rows);
            IEnumerable<int> needed = Taken(all, rows, many: true).Concat(Taken(all, rows, many: false));
            Assert.Equal(needed.Distinct().OrderDescending(), known.Sizes);
            Assert.Equal(Taken(all, rows, many: true), Taken(known, rows, many: true));
            Assert.Equal(Taken(all, rows, many: false), Taken(known, rows, many: false));
        }
    }

    /// <summary>The tiles that the loops run, one after the other.</summary>
    private static List<int> Taken(TileRows tiles, int rows, bool many)
    {
        var taken = new List<int>();
        int row = 0;
        foreach (int size in tiles.Sizes)
        {
            if (tiles.NeedsManyRegisters(size) && !many) continue;
            for (; row + size <= rows && row + tiles.Halved(size) != rows; row += size) taken.Add(size);
        }
        return taken;
    }
}

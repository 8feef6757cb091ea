using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>How many rows the tiles of a product take: the most that fit the registers, and fewer for what is left.</summary>
internal sealed class TileRows
{
    private readonly int[] _all;
    private readonly int _small;

    /// <summary>Of any number of rows.</summary>
    /// <param name="vectors">Accumulators of a row.</param>
    public TileRows(int vectors)
    {
        (int large, _small) = KernelTable.RegisterRows(vectors);
        Sizes = _all = [large, .. KernelTable.RestRows(vectors).Where(size => size < large)];
    }

    /// <summary>Of a known number of rows: only the sizes that it takes.</summary>
    public TileRows(int vectors, int rows)
        : this(vectors)
    {
        var taken = new HashSet<int>();
        foreach (int most in new[] { _all[0], _small })
        {
            int left = rows;
            foreach (int size in _all.Where(s => s <= most))
                for (; left >= size && left != Halved(size); left -= size) taken.Add(size);
        }
        Sizes = [.. _all.Where(taken.Contains)];
    }

    /// <summary>What of this the kernels are told.</summary>
    public Tiles ToTiles() =>
        new(Sizes.Select(size => new Tile(size, NeedsManyRegisters(size), Halved(size))).ToEquatableArray());

    /// <summary>Downwards.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Whether a tile of so many rows is for 32 registers only.</summary>
    public bool NeedsManyRegisters(int size) => size > _small;

    /// <summary>
    /// The rows that are taken as two tiles of the next size, rather than as one of this and a low one: eight as four and four, not six and
    /// two.
    /// </summary>
    public int? Halved(int size)
    {
        int next = _all.FirstOrDefault(s => s < size);
        return 2 * next > size ? 2 * next : null;
    }
}

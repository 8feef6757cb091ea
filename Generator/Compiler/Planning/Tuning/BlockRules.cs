using System;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>
/// When some rows of matrices go through all steps of a tape before the next rows, and how many: what a step wrote is then read by the next
/// one from the first-level cache.
/// </summary>
/// <param name="OneRow">
/// Vectors of 64 bytes that a step of one sequence reads and writes up to which the steps go one after the other.
/// </param>
/// <param name="Batch">The same for a sequence among others, which push each other out.</param>
/// <param name="Most">
/// The same from which on the states of a sequence are more than any cache holds, and are written fastest one after the other.
/// </param>
/// <param name="Block">Vectors that a block reads and writes in a step.</param>
public sealed record BlockRules(int OneRow, int Batch, int Most, int Block)
{
    /// <summary>
    /// Two matrices of 16 KB fill the smallest of today's first-level caches, 32 KB. A gated memory of 128 units forward, there: 1.43 us a
    /// step without blocks, 1.15 with 16 KB, 1.20 with 32, 1.41 with 64. Of 64 units in a batch of 16: 390 ns without, 319 with 16 KB.
    /// Eight heads of 128 units over 64 steps, whose states take 33 MB: 41 us without, 51 with blocks.
    /// </summary>
    public static BlockRules Measured { get; } = new(OneRow: 512, Batch: 128, Most: 8192, Block: 256);

    /// <summary>
    /// Whether loops that overwrite their states go in blocks too. They lose: the vectors of all steps, which each block reads again, are
    /// more than the states. Forward over 64 steps, in blocks and without: 8 heads of 128 units 9.7 and 8.9 us a step, 32 heads of 64
    /// units 18.7 and 10.0.
    /// </summary>
    public bool InPlace { get; init; }

    /// <summary>The same, which no loop keeps to.</summary>
    public BlockRules Never => this with { Most = 0 };

    /// <param name="elements">Of the matrices that a step reads and writes.</param>
    /// <param name="lanes">Elements of a vector of 64 bytes.</param>
    public bool ArePaying(int elements, bool isOneRow, int lanes) =>
        elements > (isOneRow ? OneRow : Batch) * lanes && elements <= Most * lanes;

    /// <summary>Rows that go through all steps together: in whole tiles, and all blocks alike.</summary>
    /// <param name="width">Elements that a row has in all matrices.</param>
    /// <param name="areWholeVectors">All blocks are: maps take a vector of units at a time.</param>
    /// <returns>Null where there are no such blocks.</returns>
    public int? Rows(int width, int rows, int lanes, bool areWholeVectors)
    {
        int least = areWholeVectors ? lanes : KernelTable.MatrixTileRows;
        int most = width == 0 ? rows : Math.Max(1, Block * lanes / width / least) * least;
        if (most >= rows) return rows;
        int blocks = (rows + most - 1) / most, side = ((rows + blocks - 1) / blocks + least - 1) / least * least;
        if (!areWholeVectors) return side;
        if (rows % least != 0) return null;
        while (rows % side != 0) side -= least;
        return side;
    }
}

using System;
using System.Linq;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>The widths of vectors at which a program's kernels run.</summary>
internal enum VectorWidths
{
    /// <summary>All that there are.</summary>
    Any,

    /// <summary>The widest, for which a stream has kernels of its own; where it has none for the others, all.</summary>
    Widest,

    /// <summary>Half of the widest, and less.</summary>
    Narrower,
}

/// <summary>The vectors of a program.</summary>
/// <param name="Lanes">Elements of the widest.</param>
/// <param name="ElementSize">Bytes of an element.</param>
internal sealed record ProgramVectors(int Lanes, int ElementSize, VectorWidths Widths = VectorWidths.Any)
{
    private int Narrowed => Math.Max(1, Lanes / 2);

    /// <summary>Vectors of units that a stage of many rows takes side by side.</summary>
    public int BlocksOfBatch(int accumulators, int units) =>
        KernelTable.BlocksOfBatch(accumulators, units, Widths == VectorWidths.Narrower ? Narrowed : Lanes);

    /// <summary>Vectors of units that a stage of one row takes side by side.</summary>
    /// <param name="products">Of a unit.</param>
    /// <param name="paired">Each element holds two weights.</param>
    public int BlocksOfRow(int accumulators, int units, int products, bool paired)
    {
        bool isNarrow = Widths == VectorWidths.Narrower;
        int blocks = KernelTable.BlocksOfRow(accumulators, units, isNarrow ? Narrowed : Lanes, isNarrow);
        // Pairs wait for their shifts, not for the cache.
        if (paired) return blocks;
        // What suits vectors of half the width suits the widest, only less well.
        int lanes = Widths == VectorWidths.Widest ? Lanes : Narrowed;
        return KernelTable.BlocksInCache(blocks, accumulators, units, lanes, (long)products * ElementSize);
    }

    /// <summary>
    /// Whether a stage of one row is worth a kernel of its own at narrower vectors, which is up to a fifth of the source: other vectors lie
    /// side by side there, and its units are few or its weights are read back and forth.
    /// </summary>
    public bool DiffersWhereNarrower(Stage.Map map)
    {
        if (map.Accumulators.Count == 0 || !map.BackAndForth && !KernelTable.AreFew(map.Units, Lanes)) return false;
        ProgramVectors narrower = this with { Widths = VectorWidths.Narrower };
        return map.Blocks != narrower.BlocksOfRow(
            map.Accumulators.Count, map.Units, map.Panels.Sum(panel => panel.Products), map.Panels.Any(panel => panel.Paired));
    }
}

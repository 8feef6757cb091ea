using System;
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
    /// <summary>Vectors of units that a stage of one row takes side by side.</summary>
    /// <param name="weights">Elements of the weights of a unit.</param>
    public int BlocksOfRow(int accumulators, int units, int weights)
    {
        bool isNarrow = Widths == VectorWidths.Narrower;
        int blocks = KernelTable.BlocksOfRow(accumulators, units, isNarrow ? Lanes / 2 : Lanes, isNarrow);
        // What suits vectors of half the width suits the widest, only less well.
        int lanes = Widths == VectorWidths.Widest ? Lanes : Math.Max(1, Lanes / 2);
        return KernelTable.BlocksInCache(blocks, accumulators, units, lanes, (long)weights * ElementSize);
    }

    /// <summary>
    /// Whether a stage of one row is worth a kernel of its own at narrower vectors: few units, all side by side, or weights read back and
    /// forth, where the vectors side by side follow from how many bytes of weights these have.
    /// </summary>
    public bool DiffersWhereNarrower(Stage.Map map)
    {
        if (map.Accumulators.Count == 0) return false;
        int weights = 0;
        foreach (Panel panel in map.Panels) weights += panel.Vectors;
        int narrow = (this with { Widths = VectorWidths.Narrower }).BlocksOfRow(map.Accumulators.Count, map.Units, weights);
        return map.Blocks != narrow && (map.BackAndForth || KernelTable.AreFew(map.Units, Lanes));
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen.Numerics;

/// <summary>
/// Packed weights. A panel holds, for each group of blocks of units (a block is one vector of units), for each segment, for each k of it:
/// for each block of the group, for each accumulator that meets the segment, the weights of the block's units. Emitted code calls it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>Copies a parameter as it is.</summary>
    public static void Copy<T>(ref readonly T source, ref T destination, int length)
        where T : unmanaged
        => MemoryMarshal.CreateReadOnlySpan(in source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));

    /// <summary>Packs one accumulator's weights of one segment. Lanes beyond the last unit become zero.</summary>
    /// <param name="source">The element (unit 0, k 0) in the parameters.</param>
    /// <param name="panel">The panel's start.</param>
    /// <param name="unitStride">Elements from unit to unit in the parameters.</param>
    /// <param name="sourceStride">Elements from k to k in the parameters.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="length">The number of k.</param>
    /// <param name="blocks">Blocks side by side.</param>
    /// <param name="laneRows">Vectors per block in the whole panel.</param>
    /// <param name="before">Vectors per block before this segment.</param>
    /// <param name="width">Accumulators that meet the segment.</param>
    /// <param name="index">Which of them this is.</param>
    public static void Pack<V, T>(
        ref readonly T source, ref T panel, nint unitStride, nint sourceStride, int units, int length, int blocks, int laneRows, int before, int width, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        nint side = blocks;
        for (nint unit = 0; unit < units; unit++)
        {
            nint lane = Position<V, T>(unit, side, laneRows, before, width, index, out nint step);
            for (nint k = 0; k < length; k++) Unsafe.Add(ref panel, lane + k * step) = Unsafe.Add(ref from, unit * unitStride + k * sourceStride);
        }
        Clear<V, T>(ref panel, side, units, length, laneRows, before, width, index);
    }

    /// <summary>Adds one accumulator's part of a gradient panel to the gradients: the reverse of <see cref="Pack"/>.</summary>
    public static void Unpack<V, T>(
        ref T destination, ref readonly T panel, nint unitStride, nint sourceStride, int units, int length, int blocks, int laneRows, int before, int width, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
    {
        ref T from = ref Unsafe.AsRef(in panel);
        nint side = blocks;
        for (nint unit = 0; unit < units; unit++)
        {
            nint lane = Position<V, T>(unit, side, laneRows, before, width, index, out nint step);
            for (nint k = 0; k < length; k++) Unsafe.Add(ref destination, unit * unitStride + k * sourceStride) += Unsafe.Add(ref from, lane + k * step);
        }
    }

    /// <summary>Where a unit's first weight lies, and how far it is to the next k.</summary>
    private static nint Position<V, T>(nint unit, nint side, int laneRows, int before, int width, int index, out nint step)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint block = unit / V.Count, group = block / side;
        step = side * width * V.Count;
        return (group * laneRows * side + before * side + (block % side) * width + index) * V.Count + unit % V.Count;
    }

    private static void Clear<V, T>(ref T panel, nint side, int units, int length, int laneRows, int before, int width, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint group = side * V.Count, end = (units + group - 1) / group * group;
        for (nint unit = units; unit < end; unit++)
        {
            nint lane = Position<V, T>(unit, side, laneRows, before, width, index, out nint step);
            for (nint k = 0; k < length; k++) Unsafe.Add(ref panel, lane + k * step) = default;
        }
    }
}

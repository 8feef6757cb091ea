using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen.Numerics;

/// <summary>
/// Packed weights. A panel holds, for each bundle of blocks of units (a block is one vector of units), for each segment, for each k of it:
/// for each block of the bundle, for each accumulator that meets the segment, the weights of the block's units. Emitted code calls it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>Copies a parameter as it is.</summary>
    public static void Copy<T>(ref readonly T source, ref T destination, int length)
        where T : unmanaged
        => MemoryMarshal.CreateReadOnlySpan(in source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));

    /// <summary>Copies some parameters of a length as they are.</summary>
    /// <param name="source">The first element of all parameters.</param>
    /// <param name="starts">The element that each of them begins with.</param>
    /// <param name="destination">Where the first one goes.</param>
    /// <param name="apart">Elements from there to where the next one goes.</param>
    /// <param name="length">Elements of each.</param>
    public static void Copy<T>(ref readonly T source, ReadOnlySpan<int> starts, ref T destination, nint apart, int length)
        where T : unmanaged
    {
        for (int i = 0; i < starts.Length; i++)
            Copy(in Unsafe.Add(ref Unsafe.AsRef(in source), starts[i]), ref Unsafe.Add(ref destination, i * apart), length);
    }

    /// <summary>destination[j, i] = source[i, j], both without gaps and in different memory.</summary>
    /// <param name="source">The first element of a matrix [<paramref name="rows"/>, <paramref name="columns"/>].</param>
    /// <param name="destination">The first element of a matrix [<paramref name="columns"/>, <paramref name="rows"/>].</param>
    /// <param name="rows">The number of rows of the source.</param>
    /// <param name="columns">The number of its columns.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<V, T>(ref readonly T source, ref T destination, int rows, int columns)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        nint row = 0;
        for (int size = SquareTile.Size<T>(V.Count); row + size <= rows; row += size)
            Rows(size, ref Unsafe.Add(ref from, row * columns), ref Unsafe.Add(ref destination, row), columns, rows, columns);
        for (; row < rows; row++)
            for (nint column = 0; column < columns; column++)
                Unsafe.Add(ref destination, column * rows + row) = Unsafe.Add(ref from, row * columns + column);
    }

    /// <summary>Packs one accumulator's weights of one segment. Lanes beyond the last unit become zero.</summary>
    /// <param name="source">The element (unit 0, k 0) in the parameters.</param>
    /// <param name="panel">The panel's start.</param>
    /// <param name="unitStride">Elements from unit to unit in the parameters.</param>
    /// <param name="sourceStride">Elements from k to k in the parameters.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="length">The number of k.</param>
    /// <param name="laneRows">Vectors per block in the whole panel.</param>
    /// <param name="blocks">Blocks side by side.</param>
    /// <param name="before">Vectors per block before this segment.</param>
    /// <param name="width">Accumulators that meet the segment.</param>
    /// <param name="index">Which of them this is.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(
        ref readonly T source, ref T panel, int units, int length, int laneRows,
        int blocks = 1, nint unitStride = 1, nint sourceStride = 1, int before = 0, int width = 1, int index = 0)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        ref T from = ref Unsafe.AsRef(in source);
        nint bundle = (nint)blocks * V.Count, step = width * bundle;
        for (nint unit = 0; unit < units; unit += V.Count)
        {
            ref T to = ref Unsafe.Add(ref panel, Start<V, T>(unit, blocks, laneRows, before, width, index));
            Block<V, T>(ref Unsafe.Add(ref from, unit * unitStride), ref to, unitStride, sourceStride, step, units - unit, length);
        }
        // Blocks of the last bundle that hold no unit at all.
        for (nint unit = (units + V.Count - 1) / V.Count * V.Count; unit < (units + bundle - 1) / bundle * bundle; unit += V.Count)
        {
            ref T to = ref Unsafe.Add(ref panel, Start<V, T>(unit, blocks, laneRows, before, width, index));
            for (nint k = 0; k < length; k++) V.StoreAt(V.Zero, ref to, k * step);
        }
    }

    /// <summary>
    /// The same for some accumulators: those of a segment, and behind them those of segments of the same width and length. The weights of
    /// each begin, with (unit 0, k 0), at one of the <paramref name="starts"/>, counted from <paramref name="source"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(
        ref readonly T source, ReadOnlySpan<int> starts, ref T panel, int units, int length, int laneRows,
        int blocks = 1, nint unitStride = 1, nint sourceStride = 1, int before = 0, int width = 1)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < starts.Length; i++)
        {
            Pack<V, T>(
                in Unsafe.Add(ref Unsafe.AsRef(in source), starts[i]), ref panel, units, length, laneRows, blocks, unitStride, sourceStride,
                before + i / width * width * length, width, i % width);
        }
    }

    /// <summary>
    /// The same with the weights of two k rounded into each element, the earlier in the low half; <paramref name="laneRows"/> and
    /// <paramref name="before"/> count pairs.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void PackPairs<V>(
        ref readonly float source, ref float panel, int units, int length, int laneRows,
        int blocks = 1, nint unitStride = 1, nint sourceStride = 1, int before = 0, int width = 1, int index = 0)
        where V : struct, IVector<V, float>
    {
        ref float from = ref Unsafe.AsRef(in source);
        nint bundle = (nint)blocks * V.Count, step = width * bundle;
        for (nint unit = 0; unit < (units + bundle - 1) / bundle * bundle; unit += V.Count)
        {
            ref float to = ref Unsafe.Add(ref panel, Start<V, float>(unit, blocks, laneRows, before, width, index));
            nint lanes = Math.Clamp(units - unit, 0, V.Count);
            for (nint k = 0; k < length; k += 2)
            {
                V.StoreAt(V.Zero, ref to, k / 2 * step);
                for (nint lane = 0; lane < lanes; lane++)
                {
                    ref float first = ref Unsafe.Add(ref from, (unit + lane) * unitStride + k * sourceStride);
                    float second = k + 1 < length ? Unsafe.Add(ref first, sourceStride) : 0;
                    Unsafe.As<float, uint>(ref Unsafe.Add(ref to, k / 2 * step + lane)) = BFloat16Pair.Pack(first, second);
                }
            }
        }
    }

    /// <summary>Adds one accumulator's part of a gradient panel to the gradients: the reverse of packing one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Unpack<V, T>(
        ref T destination, ref readonly T panel, int units, int length, int laneRows,
        int blocks = 1, nint unitStride = 1, nint sourceStride = 1, int before = 0, int width = 1, int index = 0)
        where V : struct, IVector<V, T>
        where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
    {
        nint step = (nint)width * blocks * V.Count;
        for (nint unit = 0; unit < units; unit += V.Count)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in panel), Start<V, T>(unit, blocks, laneRows, before, width, index));
            ref T to = ref Unsafe.Add(ref destination, unit * unitStride);
            nint lanes = Math.Min(V.Count, units - unit);
            if (unitStride == 1 && lanes == V.Count)
            {
                for (nint k = 0; k < length; k++)
                    V.StoreAt(V.LoadAt(ref to, k * sourceStride) + V.LoadAt(ref from, k * step), ref to, k * sourceStride);
                continue;
            }
            nint lane = 0;
            if (sourceStride == 1)
                for (int size = SquareTile.Size<T>((int)lanes); lane + size <= lanes; lane += size)
                    Columns(size, ref Unsafe.Add(ref from, lane), ref Unsafe.Add(ref to, lane * unitStride), step, unitStride, length);
            for (; lane < lanes; lane++)
                for (nint k = 0; k < length; k++)
                    Unsafe.Add(ref to, lane * unitStride + k * sourceStride) += Unsafe.Add(ref from, lane + k * step);
        }
    }

    /// <summary>
    /// The same for some accumulators: the reverse of packing as many. The gradients of each begin at one of the
    /// <paramref name="starts"/>, counted from <paramref name="destination"/> on.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Unpack<V, T>(
        ref T destination, ReadOnlySpan<int> starts, ref readonly T panel, int units, int length, int laneRows,
        int blocks = 1, nint unitStride = 1, nint sourceStride = 1, int before = 0, int width = 1)
        where V : struct, IVector<V, T>
        where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
    {
        for (int i = 0; i < starts.Length; i++)
        {
            Unpack<V, T>(
                ref Unsafe.Add(ref destination, starts[i]), in panel, units, length, laneRows, blocks, unitStride, sourceStride,
                before + i / width * width * length, width, i % width);
        }
    }

    /// <summary>One block: element (lane, k) goes to lane + k · step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Block<V, T>(ref T from, ref T to, nint unitStride, nint sourceStride, nint step, nint units, nint length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint lanes = Math.Min(V.Count, units);
        if (unitStride == 1 && lanes == V.Count)
        {
            for (nint k = 0; k < length; k++) V.StoreAt(V.LoadAt(ref from, k * sourceStride), ref to, k * step);
            return;
        }
        if (lanes < V.Count)
            for (nint k = 0; k < length; k++) V.StoreAt(V.Zero, ref to, k * step);
        nint lane = 0;
        if (sourceStride == 1)
            for (int size = SquareTile.Size<T>((int)lanes); lane + size <= lanes; lane += size)
                Rows(size, ref Unsafe.Add(ref from, lane * unitStride), ref Unsafe.Add(ref to, lane), unitStride, step, length);
        for (; lane < lanes; lane++)
            for (nint k = 0; k < length; k++)
                Unsafe.Add(ref to, lane + k * step) = Unsafe.Add(ref from, lane * unitStride + k * sourceStride);
    }

    /// <summary>As many rows as a square has, of consecutive elements, to columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(int size, ref T from, ref T to, nint fromStride, nint toStride, nint length)
        where T : unmanaged
    {
        nint k = 0;
        for (; k + size <= length; k += size)
            SquareTile.Transpose(size, ref Unsafe.Add(ref from, k), fromStride, ref Unsafe.Add(ref to, k * toStride), toStride, add: false);
        for (; k < length; k++)
            for (nint lane = 0; lane < size; lane++)
                Unsafe.Add(ref to, k * toStride + lane) = Unsafe.Add(ref from, lane * fromStride + k);
    }

    /// <summary>The reverse of <see cref="Rows"/>, added to what is there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Columns<T>(int size, ref T from, ref T to, nint fromStride, nint toStride, nint length)
        where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
    {
        nint k = 0;
        for (; k + size <= length; k += size)
        {
            SquareTile.Transpose(
                size, ref Unsafe.Add(ref from, k * fromStride), fromStride, ref Unsafe.Add(ref to, k), toStride, add: true);
        }
        for (; k < length; k++)
            for (nint lane = 0; lane < size; lane++)
                Unsafe.Add(ref to, lane * toStride + k) += Unsafe.Add(ref from, k * fromStride + lane);
    }

    /// <summary>Where the first unit of a block meets the segment's first k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Start<V, T>(nint unit, nint side, int laneRows, int before, int width, int index)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint block = unit / V.Count, bundle = block / side;
        return (bundle * laneRows * side + before * side + (block % side) * width + index) * V.Count;
    }
}

using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// Vectors at (or, in the last group of blocks, beyond) the end of a row whose length is no multiple of the widest vector's. Emitted code
/// calls it with constant lengths.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>
    /// Reads a row's elements from <paramref name="at"/> on, as many as a vector holds or the row still has; the other lanes are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(ref T row, nint at, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => at + V.Count <= length ? V.LoadAt(ref row, at)
            : at >= length ? V.Zero
            : length == 1 ? PartialMemory.Load1<V, T>(ref row)
            : V.LoadPartial(ref Unsafe.Add(ref row, at), (int)(length - at));

    /// <summary>Writes a row's elements from <paramref name="at"/> on, as many as a vector holds or the row still has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, ref T row, nint at, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (at + V.Count <= length) V.StoreAt(value, ref row, at);
        else if (at < length) V.StorePartial(value, ref Unsafe.Add(ref row, at), (int)(length - at));
    }

    /// <summary>
    /// The same for rows that lie behind each other, the next of which is read soon: a processor takes a masked write for one of the
    /// whole vector, and a read of what it seems to touch waits for it. Here no write does (a gated memory of 64 x 12 in place: 3.8 times
    /// faster). What was written in pieces is not to be read as a whole right behind.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreExactly<V, T>(V value, ref T row, nint at, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (Unsafe.SizeOf<V>() < Unsafe.SizeOf<Vector512<byte>>() || at + V.Count <= length || at >= length)
        {
            Store<V, T>(value, ref row, at, length);
        }
        else if (typeof(T) == typeof(float))
        {
            ref float start = ref Unsafe.As<T, float>(ref Unsafe.Add(ref row, at));
            PartialMemory.StoreByHalves(Unsafe.As<V, Vector512<float>>(ref value), ref start, (int)(length - at));
        }
        else
        {
            ref double start = ref Unsafe.As<T, double>(ref Unsafe.Add(ref row, at));
            PartialMemory.StoreByHalves(Unsafe.As<V, Vector512<double>>(ref value), ref start, (int)(length - at));
        }
    }

    /// <summary>
    /// Asks for the cache line so many elements behind a place, which may lie in no memory at all; nothing where the processor is not asked
    /// like that. It goes to the second-level cache: the few places for lines on their way to the first one stay free for what is read now
    /// (training of LSTM (64,128) with layer norms, 32 sequences, 3 % faster than with those).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T place, nint elements)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch1((byte*)Unsafe.AsPointer(ref place) + elements * sizeof(T));
    }

    /// <summary>The value with zero in the lanes beyond the row's end, behind which it may lie wholly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Keep<V, T>(V value, nint at, int length)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => length % V.Count == 0 && at < length ? value : V.KeepFirst(value, (int)(length - at));

    /// <summary>The value with the lanes beyond the row's end set to <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V KeepTail<V, T>(V value, nint at, int length, T fill)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => length % V.Count == 0 || at + V.Count <= length ? value : Filled<V, T>(value, (int)(length - at), fill);

    /// <summary>The sums of the lanes of four vectors into consecutive elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums<V, T>(V a, V b, V c, V d, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (FourSums.TryStore(a, b, c, d, ref destination)) return;
        destination = V.Sum(a);
        Unsafe.Add(ref destination, 1) = V.Sum(b);
        Unsafe.Add(ref destination, 2) = V.Sum(c);
        Unsafe.Add(ref destination, 3) = V.Sum(d);
    }

    /// <summary>result[i] = 1 at the first largest of so many values, else 0. The first NaN counts as the largest.</summary>
    /// <param name="result">The first of <paramref name="length"/> elements.</param>
    /// <param name="values">The first of as many.</param>
    /// <param name="length">At least 1.</param>
    public static void StoreFirstMaximum<T>(ref T result, ref readonly T values, nint length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint first = 0;
        for (nint i = 1; i < length; i++)
        {
            T value = Unsafe.Add(ref Unsafe.AsRef(in values), i), largest = Unsafe.Add(ref Unsafe.AsRef(in values), first);
            if (!(value <= largest) && !T.IsNaN(largest)) first = i;
        }

        for (nint i = 0; i < length; i++) Unsafe.Add(ref result, i) = i == first ? T.One : T.Zero;
    }

    /// <summary>Copies a row with its padding: whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<V, T>(ref T source, ref T destination, nint length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (nint i = 0; i < length; i += V.Count) V.StoreAt(V.LoadAt(ref source, i), ref destination, i);
    }

    /// <summary>destination[i] += source[i] for i below <paramref name="length"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(ref T destination, ref T source, nint length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count) V.StoreAt(V.LoadAt(ref destination, i) + V.LoadAt(ref source, i), ref destination, i);
        if (i < length)
        {
            ref T to = ref Unsafe.Add(ref destination, i);
            int count = (int)(length - i);
            V.StorePartial(
                V.LoadPartial(ref to, count) + V.LoadPartial(ref Unsafe.Add(ref source, i), count), ref to, count);
        }
    }

    /// <summary>Adds the first lanes of a vector to one in memory, whatever the others hold.</summary>
    /// <param name="place">What <paramref name="vectors"/> count from.</param>
    /// <param name="vectors">How many lie before the one in memory.</param>
    /// <param name="value">The vector.</param>
    /// <param name="lanes">How many of its lanes count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFirst<V, T>(ref T place, nint vectors, V value, nint lanes)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => V.StoreNth(V.LoadNth(ref place, vectors) + V.KeepFirst(value, (int)lanes), ref place, vectors);

    /// <summary>Adds some vectors of a length, each to another place.</summary>
    /// <param name="destination">What <paramref name="starts"/> count from.</param>
    /// <param name="starts">The first element that each is added to.</param>
    /// <param name="source">The first of the vectors.</param>
    /// <param name="apart">Elements from one of them to the next.</param>
    /// <param name="length">Elements of each.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add<V, T>(ref T destination, ReadOnlySpan<int> starts, ref T source, nint apart, nint length)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < starts.Length; i++)
            Add<V, T>(ref Unsafe.Add(ref destination, starts[i]), ref Unsafe.Add(ref source, i * apart), length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Filled<V, T>(V value, int count, T fill)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        Span<T> lanes = MemoryMarshal.CreateSpan(ref Unsafe.As<V, T>(ref value), V.Count);
        lanes[count..].Fill(fill);
        return value;
    }
}

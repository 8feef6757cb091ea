using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// Takes sixteen rows of a tensor apart into one vector for each feature, a row in each lane, and puts them together again. A group of rows
/// is a matrix [16, features] without gaps; its transpose is made in registers, by permutations of two of them at a time. AVX-512 only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneRows
{
    /// <summary>Rows of a group.</summary>
    public const int Lanes = 16;

    private const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // For the features of one tensor: permutation j of vector f, at (f * features + j) * Lanes.
    private static readonly int[]?[] Apart = new int[Lanes + 1][], Together = new int[Lanes + 1][];

    /// <summary>
    /// Makes the tables for tensors of so many features, at most 16. Who calls the other methods has called this one before.
    /// </summary>
    public static void Prepare(int features)
    {
        Apart[features] ??= Table(features, (f, r) => r * features + f);
        Together[features] ??= Table(
            features, (vector, lane) => (vector * Lanes + lane) % features * Lanes + (vector * Lanes + lane) / features);
    }

    /// <summary>
    /// For each step, rows into lanes. Reads sixteen rows, whatever there is of them; what is behind the last row lands in lanes of its
    /// own.
    /// </summary>
    /// <param name="rows">The first row of the group at the first step.</param>
    /// <param name="rowStep">Elements from step to step.</param>
    /// <param name="lanes">The vector of the first feature at the first step.</param>
    /// <param name="laneStep">Elements from step to step.</param>
    /// <param name="features">Elements of a row.</param>
    /// <param name="steps">The number of time steps.</param>
    [MethodImpl(Kernel)]
    public static void Gather(ref readonly float rows, nint rowStep, ref float lanes, nint laneStep, int features, nint steps)
    {
        for (nint f = 0; f < features; f++)
        {
            var permutation = new Permutation(Apart[features]!, (int)f, features);
            ref float from = ref Unsafe.AsRef(in rows);
            ref float to = ref Unsafe.Add(ref lanes, f * Lanes);
            for (nint t = 0; t < steps; t++)
            {
                permutation.Of(ref from).StoreUnsafe(ref to);
                from = ref Unsafe.Add(ref from, rowStep);
                to = ref Unsafe.Add(ref to, laneStep);
            }
        }
    }

    /// <summary>For each step, lanes into rows, the first <paramref name="count"/> of them.</summary>
    /// <param name="lanes">The vector of the first feature at the first step.</param>
    /// <param name="laneStep">Elements from step to step.</param>
    /// <param name="rows">The first row of the group at the first step.</param>
    /// <param name="rowStep">Elements from step to step.</param>
    /// <param name="count">Rows to write, at most 16.</param>
    /// <param name="features">Elements of a row.</param>
    /// <param name="steps">The number of time steps.</param>
    [MethodImpl(Kernel)]
    public static void Scatter(ref readonly float lanes, nint laneStep, ref float rows, nint rowStep, nint count, int features, nint steps)
    {
        nint length = count * features;
        for (nint v = 0; v * Lanes < length; v++)
        {
            var permutation = new Permutation(Together[features]!, (int)v, features);
            int kept = (int)Math.Min(Lanes, length - v * Lanes);
            ref float from = ref Unsafe.AsRef(in lanes);
            ref float to = ref Unsafe.Add(ref rows, v * Lanes);
            for (nint t = 0; t < steps; t++)
            {
                Vector512<float> result = permutation.Of(ref from);
                if (kept == Lanes) result.StoreUnsafe(ref to);
                else Float512.StorePartial(new Float512(result), ref to, kept);
                from = ref Unsafe.Add(ref from, laneStep);
                to = ref Unsafe.Add(ref to, rowStep);
            }
        }
    }

    /// <summary>For each step, zero in all lanes of so many features.</summary>
    [MethodImpl(Kernel)]
    public static void Clear(ref float lanes, nint laneStep, int features, nint steps)
    {
        ref float to = ref lanes;
        for (nint t = 0; t < steps; t++)
        {
            for (nint f = 0; f < features; f++) Vector512<float>.Zero.StoreUnsafe(ref to, (nuint)(f * Lanes));
            to = ref Unsafe.Add(ref to, laneStep);
        }
    }

    /// <summary>
    /// Before: vectors of sixteen lanes, their number a multiple of eight. After: as many elements, the sums of their lanes, in the same
    /// place. Half as wide as it could be: two ports of a processor shuffle 256 bits, one 512.
    /// </summary>
    [MethodImpl(Kernel)]
    public static void Sum(ref float sums, nint vectors)
    {
        for (nint v = 0; v < vectors; v += 8)
        {
            ref float from = ref Unsafe.Add(ref sums, v * Lanes);
            Vector256<float> low = Quarters(ref from), high = Quarters(ref Unsafe.Add(ref from, 4 * Lanes));
            (Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31)).StoreUnsafe(ref sums, (nuint)v);
        }
    }

    /// <summary>gradient[u · unitStride + k · sourceStride] += sums[u · length + k], for weights of a block.</summary>
    /// <param name="sums">The first of the block's sums.</param>
    /// <param name="gradient">The block's first weight.</param>
    /// <param name="units">Rows of the block.</param>
    /// <param name="length">Columns of the block.</param>
    /// <param name="unitStride">Elements from row to row of the weights.</param>
    /// <param name="sourceStride">Elements from column to column of the weights.</param>
    [MethodImpl(Kernel)]
    public static void Add(ref readonly float sums, ref float gradient, nint units, nint length, nint unitStride, nint sourceStride)
    {
        ref float sum = ref Unsafe.AsRef(in sums);
        ref float row = ref gradient;
        for (nint u = 0; u < units; u++)
        {
            for (nint k = 0; k < length; k++)
            {
                Unsafe.Add(ref row, k * sourceStride) += sum;
                sum = ref Unsafe.Add(ref sum, 1);
            }
            row = ref Unsafe.Add(ref row, unitStride);
        }
    }

    /// <summary>In each half of the result four sums over half the lanes of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quarters(ref float source)
    {
        Vector256<float> a = Folded(ref source, 0), b = Folded(ref source, 1), c = Folded(ref source, 2), d = Folded(ref source, 3);
        Vector256<float> ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b);
        Vector256<float> cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        return Avx.Shuffle(ab, cd, 0b01_00_01_00) + Avx.Shuffle(ab, cd, 0b11_10_11_10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Folded(ref float source, nuint vector) =>
        Vector256.LoadUnsafe(ref source, vector * Lanes) + Vector256.LoadUnsafe(ref source, vector * Lanes + Lanes / 2);

    /// <summary>
    /// Permutation j of a vector takes the lanes that lie in vector j of the source and leaves the others; the first takes two vectors
    /// apart.
    /// </summary>
    /// <param name="features">Vectors of the source, and of the result.</param>
    /// <param name="element">Which element of the source a lane of a vector is.</param>
    private static int[] Table(int features, Func<int, int, int> element)
    {
        int[] table = new int[features * features * Lanes];
        for (int v = 0; v < features; v++)
        {
            for (int j = 1; j < features; j++)
            {
                for (int lane = 0; lane < Lanes; lane++)
                {
                    (int vector, int at) = Math.DivRem(element(v, lane), Lanes);
                    table[(v * features + j) * Lanes + lane] = vector == j ? Lanes + at : j > 1 ? lane : at;
                }
            }
        }
        return table;
    }

    /// <summary>How one vector takes its lanes from consecutive ones: tables of the first five in registers, of more in memory.</summary>
    private readonly ref struct Permutation
    {
        private readonly ref int _table;
        private readonly int _vectors;
        private readonly Vector512<int> _one, _two, _three, _four;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Permutation(int[] tables, int vector, int vectors)
        {
            _table = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tables), (nint)vector * vectors * Lanes);
            _vectors = vectors;
            if (vectors > 1) _one = Table(1);
            if (vectors > 2) _two = Table(2);
            if (vectors > 3) _three = Table(3);
            if (vectors > 4) _four = Table(4);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Of(ref float source)
        {
            Vector512<float> result = Vector512.LoadUnsafe(ref source);
            if (_vectors > 1) result = Avx512F.PermuteVar16x32x2(result, _one, Vector512.LoadUnsafe(ref source, Lanes));
            if (_vectors > 2) result = Avx512F.PermuteVar16x32x2(result, _two, Vector512.LoadUnsafe(ref source, 2 * Lanes));
            if (_vectors > 3) result = Avx512F.PermuteVar16x32x2(result, _three, Vector512.LoadUnsafe(ref source, 3 * Lanes));
            if (_vectors > 4) result = Avx512F.PermuteVar16x32x2(result, _four, Vector512.LoadUnsafe(ref source, 4 * Lanes));
            for (int j = 5; j < _vectors; j++)
                result = Avx512F.PermuteVar16x32x2(result, Table(j), Vector512.LoadUnsafe(ref source, (nuint)j * Lanes));
            return result;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<int> Table(int j) => Vector512.LoadUnsafe(ref _table, (nuint)j * Lanes);
    }
}

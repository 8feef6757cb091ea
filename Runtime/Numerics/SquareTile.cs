using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// Transposes squares of a matrix in registers: packing by strided single stores takes several times longer. Rows are taken in fours, whose
/// unpacked pairs hold four-element columns in each 128 bits; those are put together by whole 128 bits.
/// </summary>
internal static class SquareTile
{
    /// <summary>Rows and columns of the largest square with rows of at most so many lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Size<T>(int lanes)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return Vector128<double>.Count;
        if (lanes >= 16 && Avx512F.IsSupported) return 16;
        return lanes >= 8 && Avx.IsSupported ? 8 : 4;
    }

    /// <summary>to[j, i] = from[i, j], or added to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(int size, ref T from, nint fromStride, ref T to, nint toStride, bool add)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            Two(ref Unsafe.As<T, double>(ref from), fromStride, ref Unsafe.As<T, double>(ref to), toStride, add);
            return;
        }
        ref float source = ref Unsafe.As<T, float>(ref from);
        ref float target = ref Unsafe.As<T, float>(ref to);
        if (size == 16) Sixteen(ref source, fromStride, ref target, toStride, add);
        else if (size == 8) Eight(ref source, fromStride, ref target, toStride, add);
        else Four(ref source, fromStride, ref target, toStride, add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Sixteen(ref float from, nint fromStride, ref float to, nint toStride, bool add)
    {
        var (a0, a1, a2, a3) = Quad512(ref from, fromStride);
        var (b0, b1, b2, b3) = Quad512(ref Unsafe.Add(ref from, 4 * fromStride), fromStride);
        var (c0, c1, c2, c3) = Quad512(ref Unsafe.Add(ref from, 8 * fromStride), fromStride);
        var (d0, d1, d2, d3) = Quad512(ref Unsafe.Add(ref from, 12 * fromStride), fromStride);
        Join512(a0, b0, c0, d0, ref to, toStride, add);
        Join512(a1, b1, c1, d1, ref Unsafe.Add(ref to, toStride), toStride, add);
        Join512(a2, b2, c2, d2, ref Unsafe.Add(ref to, 2 * toStride), toStride, add);
        Join512(a3, b3, c3, d3, ref Unsafe.Add(ref to, 3 * toStride), toStride, add);
    }

    /// <summary>
    /// Of four rows, the columns 0, 4, 8, 12 in the four parts of the first result, the ones after them in the next results.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> C0, Vector512<float> C1, Vector512<float> C2, Vector512<float> C3) Quad512(ref float from, nint stride)
    {
        Vector512<float> r0 = Vector512.LoadUnsafe(ref from), r1 = Vector512.LoadUnsafe(ref from, (nuint)stride);
        Vector512<float> r2 = Vector512.LoadUnsafe(ref from, (nuint)(2 * stride)), r3 = Vector512.LoadUnsafe(ref from, (nuint)(3 * stride));
        Vector512<float> low02 = Avx512F.UnpackLow(r0, r2), low13 = Avx512F.UnpackLow(r1, r3);
        Vector512<float> high02 = Avx512F.UnpackHigh(r0, r2), high13 = Avx512F.UnpackHigh(r1, r3);
        return (
            Avx512F.UnpackLow(low02, low13), Avx512F.UnpackHigh(low02, low13),
            Avx512F.UnpackLow(high02, high13), Avx512F.UnpackHigh(high02, high13));
    }

    /// <summary>Writes every fourth column, put together of four rows each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join512(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float to, nint stride, bool add)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<float> abEven = Avx512F.Shuffle4x128(a, b, Even), cdEven = Avx512F.Shuffle4x128(c, d, Even);
        Vector512<float> abOdd = Avx512F.Shuffle4x128(a, b, Odd), cdOdd = Avx512F.Shuffle4x128(c, d, Odd);
        Put(Avx512F.Shuffle4x128(abEven, cdEven, Even), ref to, add);
        Put(Avx512F.Shuffle4x128(abOdd, cdOdd, Even), ref Unsafe.Add(ref to, 4 * stride), add);
        Put(Avx512F.Shuffle4x128(abEven, cdEven, Odd), ref Unsafe.Add(ref to, 8 * stride), add);
        Put(Avx512F.Shuffle4x128(abOdd, cdOdd, Odd), ref Unsafe.Add(ref to, 12 * stride), add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Eight(ref float from, nint fromStride, ref float to, nint toStride, bool add)
    {
        var (a0, a1, a2, a3) = Quad256(ref from, fromStride);
        var (b0, b1, b2, b3) = Quad256(ref Unsafe.Add(ref from, 4 * fromStride), fromStride);
        Join256(a0, b0, ref to, toStride, add);
        Join256(a1, b1, ref Unsafe.Add(ref to, toStride), toStride, add);
        Join256(a2, b2, ref Unsafe.Add(ref to, 2 * toStride), toStride, add);
        Join256(a3, b3, ref Unsafe.Add(ref to, 3 * toStride), toStride, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> C0, Vector256<float> C1, Vector256<float> C2, Vector256<float> C3) Quad256(ref float from, nint stride)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref from), r1 = Vector256.LoadUnsafe(ref from, (nuint)stride);
        Vector256<float> r2 = Vector256.LoadUnsafe(ref from, (nuint)(2 * stride)), r3 = Vector256.LoadUnsafe(ref from, (nuint)(3 * stride));
        Vector256<float> low02 = Avx.UnpackLow(r0, r2), low13 = Avx.UnpackLow(r1, r3);
        Vector256<float> high02 = Avx.UnpackHigh(r0, r2), high13 = Avx.UnpackHigh(r1, r3);
        return (Avx.UnpackLow(low02, low13), Avx.UnpackHigh(low02, low13), Avx.UnpackLow(high02, high13), Avx.UnpackHigh(high02, high13));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join256(Vector256<float> a, Vector256<float> b, ref float to, nint stride, bool add)
    {
        Put(Vector256.Create(a.GetLower(), b.GetLower()), ref to, add);
        Put(Avx.Permute2x128(a, b, 0x31), ref Unsafe.Add(ref to, 4 * stride), add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Four(ref float from, nint fromStride, ref float to, nint toStride, bool add)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref from), r1 = Vector128.LoadUnsafe(ref from, (nuint)fromStride);
        Vector128<float> r2 = Vector128.LoadUnsafe(ref from, (nuint)(2 * fromStride));
        Vector128<float> r3 = Vector128.LoadUnsafe(ref from, (nuint)(3 * fromStride));
        Vector128<float> low02 = ZipLow(r0, r2), low13 = ZipLow(r1, r3), high02 = ZipHigh(r0, r2), high13 = ZipHigh(r1, r3);
        Put(ZipLow(low02, low13), ref to, add);
        Put(ZipHigh(low02, low13), ref Unsafe.Add(ref to, toStride), add);
        Put(ZipLow(high02, high13), ref Unsafe.Add(ref to, 2 * toStride), add);
        Put(ZipHigh(high02, high13), ref Unsafe.Add(ref to, 3 * toStride), add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Two(ref double from, nint fromStride, ref double to, nint toStride, bool add)
    {
        Vector128<double> r0 = Vector128.LoadUnsafe(ref from), r1 = Vector128.LoadUnsafe(ref from, (nuint)fromStride);
        Put(Vector128.Create(r0.GetLower(), r1.GetLower()), ref to, add);
        Put(Vector128.Create(r0.GetUpper(), r1.GetUpper()), ref Unsafe.Add(ref to, toStride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> value, ref float to, bool add) =>
        (add ? Vector512.LoadUnsafe(ref to) + value : value).StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> value, ref float to, bool add) =>
        (add ? Vector256.LoadUnsafe(ref to) + value : value).StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(Vector128<T> value, ref T to, bool add)
        where T : unmanaged, IAdditionOperators<T, T, T>
        => (add ? Vector128.LoadUnsafe(ref to) + value : value).StoreUnsafe(ref to);

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }
}

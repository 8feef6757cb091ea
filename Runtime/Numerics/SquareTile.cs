using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>Transposes squares of a matrix in registers of 128 bits: rows that strided single stores would take several times longer to turn.</summary>
internal static class SquareTile
{
    /// <summary>Rows and columns of the square: four of <c>float</c>, two of <c>double</c>.</summary>
    public static int Size<T>()
        where T : unmanaged
        => Vector128<T>.Count;

    /// <summary>to[j, i] = from[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<T>(ref T from, nint fromStride, ref T to, nint toStride)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2, r3) = Four(ref Unsafe.As<T, float>(ref from), fromStride);
            ref float start = ref Unsafe.As<T, float>(ref to);
            r0.StoreUnsafe(ref start);
            r1.StoreUnsafe(ref start, (nuint)toStride);
            r2.StoreUnsafe(ref start, (nuint)(2 * toStride));
            r3.StoreUnsafe(ref start, (nuint)(3 * toStride));
        }
        else
        {
            var (r0, r1) = Two(ref Unsafe.As<T, double>(ref from), fromStride);
            ref double start = ref Unsafe.As<T, double>(ref to);
            r0.StoreUnsafe(ref start);
            r1.StoreUnsafe(ref start, (nuint)toStride);
        }
    }

    /// <summary>to[j, i] += from[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTransposed<T>(ref T from, nint fromStride, ref T to, nint toStride)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2, r3) = Four(ref Unsafe.As<T, float>(ref from), fromStride);
            ref float start = ref Unsafe.As<T, float>(ref to);
            Add(r0, ref start);
            Add(r1, ref Unsafe.Add(ref start, toStride));
            Add(r2, ref Unsafe.Add(ref start, 2 * toStride));
            Add(r3, ref Unsafe.Add(ref start, 3 * toStride));
        }
        else
        {
            var (r0, r1) = Two(ref Unsafe.As<T, double>(ref from), fromStride);
            ref double start = ref Unsafe.As<T, double>(ref to);
            Add(r0, ref start);
            Add(r1, ref Unsafe.Add(ref start, toStride));
        }
    }

    private static void Add<T>(Vector128<T> value, ref T to)
        where T : unmanaged, IAdditionOperators<T, T, T>
        => (Vector128.LoadUnsafe(ref to) + value).StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> C0, Vector128<float> C1, Vector128<float> C2, Vector128<float> C3) Four(ref float from, nint stride)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref from), r1 = Vector128.LoadUnsafe(ref from, (nuint)stride);
        Vector128<float> r2 = Vector128.LoadUnsafe(ref from, (nuint)(2 * stride)), r3 = Vector128.LoadUnsafe(ref from, (nuint)(3 * stride));
        Vector128<float> low02 = ZipLow(r0, r2), low13 = ZipLow(r1, r3), high02 = ZipHigh(r0, r2), high13 = ZipHigh(r1, r3);
        return (ZipLow(low02, low13), ZipHigh(low02, low13), ZipLow(high02, high13), ZipHigh(high02, high13));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<double> C0, Vector128<double> C1) Two(ref double from, nint stride)
    {
        Vector128<double> r0 = Vector128.LoadUnsafe(ref from), r1 = Vector128.LoadUnsafe(ref from, (nuint)stride);
        return (Vector128.Create(r0.GetLower(), r1.GetLower()), Vector128.Create(r0.GetUpper(), r1.GetUpper()));
    }

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

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// The sums of the lanes of four vectors at once: pairs are added crosswise, so that four sums take three additions more than one does.
/// </summary>
internal static class FourSums
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Writes the sums to consecutive elements; false where the processor has no instruction for it.</summary>
    [MethodImpl(Inline)]
    public static bool TryStore<V, T>(V a, V b, V c, V d, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        if (AdvSimd.Arm64.IsSupported) return TryStorePairs(a, b, c, d, ref destination);
        if (!Avx.IsSupported) return false;
        if (typeof(V) == typeof(Float512))
        {
            ref float to = ref Unsafe.As<T, float>(ref destination);
            Store(Half<V, float>(a), Half<V, float>(b), Half<V, float>(c), Half<V, float>(d), ref to);
        }
        else if (typeof(V) == typeof(Float256))
        {
            ref float to = ref Unsafe.As<T, float>(ref destination);
            Store(As<V, float>(a), As<V, float>(b), As<V, float>(c), As<V, float>(d), ref to);
        }
        else if (typeof(V) == typeof(Double512))
        {
            ref double to = ref Unsafe.As<T, double>(ref destination);
            Store(Half<V, double>(a), Half<V, double>(b), Half<V, double>(c), Half<V, double>(d), ref to);
        }
        else if (typeof(V) == typeof(Double256))
        {
            ref double to = ref Unsafe.As<T, double>(ref destination);
            Store(As<V, double>(a), As<V, double>(b), As<V, double>(c), As<V, double>(d), ref to);
        }
        else return false;
        return true;
    }

    [MethodImpl(Inline)]
    private static bool TryStorePairs<V, T>(V a, V b, V c, V d, ref T destination)
        where V : struct
        where T : unmanaged
    {
        if (typeof(V) == typeof(Float128))
        {
            Vector128<float> ab = AdvSimd.Arm64.AddPairwise(As128<V, float>(a), As128<V, float>(b));
            Vector128<float> cd = AdvSimd.Arm64.AddPairwise(As128<V, float>(c), As128<V, float>(d));
            AdvSimd.Arm64.AddPairwise(ab, cd).StoreUnsafe(ref Unsafe.As<T, float>(ref destination));
        }
        else if (typeof(V) == typeof(Double128))
        {
            ref double to = ref Unsafe.As<T, double>(ref destination);
            AdvSimd.Arm64.AddPairwise(As128<V, double>(a), As128<V, double>(b)).StoreUnsafe(ref to);
            AdvSimd.Arm64.AddPairwise(As128<V, double>(c), As128<V, double>(d)).StoreUnsafe(ref to, 2);
        }
        else return false;
        return true;
    }

    [MethodImpl(Inline)]
    private static Vector128<T> As128<V, T>(V vector)
        where V : struct
        => Unsafe.BitCast<V, Vector128<T>>(vector);

    [MethodImpl(Inline)]
    private static Vector256<T> As<V, T>(V vector)
        where V : struct
        => Unsafe.BitCast<V, Vector256<T>>(vector);

    /// <summary>Both halves added.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> Half<V, T>(V vector)
        where V : struct
    {
        Vector512<T> both = Unsafe.BitCast<V, Vector512<T>>(vector);
        return both.GetLower() + both.GetUpper();
    }

    [MethodImpl(Inline)]
    private static void Store(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float destination)
    {
        Vector256<float> all = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        (all.GetLower() + all.GetUpper()).StoreUnsafe(ref destination);
    }

    [MethodImpl(Inline)]
    private static void Store(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double destination)
    {
        Vector256<double> ab = Avx.HorizontalAdd(a, b), cd = Avx.HorizontalAdd(c, d);
        (ab.GetLower() + ab.GetUpper()).StoreUnsafe(ref destination);
        (cd.GetLower() + cd.GetUpper()).StoreUnsafe(ref destination, 2);
    }
}

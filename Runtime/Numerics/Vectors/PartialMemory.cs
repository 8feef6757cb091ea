using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// Reads and writes of the first lanes of a vector that touch nothing beyond: masked moves where the processor has good ones, else by
/// halves down to single elements. With a constant count the branches of the second form vanish. Masked writes of AVX take many
/// operations on AMD: a gated memory of 64 x 5 with 256 bits takes 2.5 times as long with them.
/// </summary>
internal static unsafe partial class PartialMemory
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static Vector512<float> Load512(ref readonly float source, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (float* p = &source)
            {
                return Avx512F.MaskLoad(p, Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle(), default);
            }
        }

        ref float start = ref Unsafe.AsRef(in source);
        return count >= 8
            ? Vector512.Create(Unsafe.As<float, Vector256<float>>(ref start), Load256(in Unsafe.Add(ref start, 8), count - 8))
            : Vector512.Create(Load256(in start, count), Vector256<float>.Zero);
    }

    [MethodImpl(Inline)]
    public static Vector256<float> Load256(ref readonly float source, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (float* p = &source)
            {
                return Avx.MaskLoad(p, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle());
            }
        }

        ref float start = ref Unsafe.AsRef(in source);
        return count >= 4
            ? Vector256.Create(Unsafe.As<float, Vector128<float>>(ref start), Load128(in Unsafe.Add(ref start, 4), count - 4))
            : Vector256.Create(Load128(in start, count), Vector128<float>.Zero);
    }

    [MethodImpl(Inline)]
    public static Vector128<float> Load128(ref readonly float source, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (float* p = &source)
            {
                return Avx.MaskLoad(p, Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle());
            }
        }

        return LoadElements(ref Unsafe.AsRef(in source), count);
    }

    [MethodImpl(Inline)]
    public static void Store(Vector512<float> value, ref float destination, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (float* p = &destination)
            {
                Avx512F.MaskStore(p, Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle(), value);
            }
        }
        else
        {
            StoreByHalves(value, ref destination, count);
        }
    }

    [MethodImpl(Inline)]
    public static void StoreByHalves(Vector512<float> value, ref float destination, int count)
    {
        if (count >= 8)
        {
            Unsafe.As<float, Vector256<float>>(ref destination) = value.GetLower();
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    [MethodImpl(Inline)]
    public static void Store(Vector256<float> value, ref float destination, int count)
    {
        if (count >= 4)
        {
            Unsafe.As<float, Vector128<float>>(ref destination) = value.GetLower();
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }
}

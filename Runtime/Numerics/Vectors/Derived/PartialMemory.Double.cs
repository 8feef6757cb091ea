// Written from ../PartialMemory.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <content>The same for doubles.</content>
internal static unsafe partial class PartialMemory
{
    [MethodImpl(Inline)]
    public static Vector512<double> Load512(ref readonly double source, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (double* p = &source)
            {
                return Avx512F.MaskLoad(p, Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble(), default);
            }
        }

        ref double start = ref Unsafe.AsRef(in source);
        return count >= 4
            ? Vector512.Create(Unsafe.As<double, Vector256<double>>(ref start), Load256(in Unsafe.Add(ref start, 4), count - 4))
            : Vector512.Create(Load256(in start, count), Vector256<double>.Zero);
    }

    [MethodImpl(Inline)]
    public static Vector256<double> Load256(ref readonly double source, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (double* p = &source)
            {
                return Avx.MaskLoad(p, Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble());
            }
        }

        ref double start = ref Unsafe.AsRef(in source);
        return count >= 2
            ? Vector256.Create(Unsafe.As<double, Vector128<double>>(ref start), Load128(in Unsafe.Add(ref start, 2), count - 2))
            : Vector256.Create(Load128(in start, count), Vector128<double>.Zero);
    }

    [MethodImpl(Inline)]
    public static Vector128<double> Load128(ref readonly double source, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (double* p = &source)
            {
                return Avx.MaskLoad(p, Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).AsDouble());
            }
        }

        return LoadElements(ref Unsafe.AsRef(in source), count);
    }

    [MethodImpl(Inline)]
    public static void Store(Vector512<double> value, ref double destination, int count)
    {
        if (Avx512F.IsSupported)
        {
            fixed (double* p = &destination)
            {
                Avx512F.MaskStore(p, Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble(), value);
            }
        }
        else
        {
            StoreByHalves(value, ref destination, count);
        }
    }

    [MethodImpl(Inline)]
    public static void StoreByHalves(Vector512<double> value, ref double destination, int count)
    {
        if (count >= 4)
        {
            Unsafe.As<double, Vector256<double>>(ref destination) = value.GetLower();
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    [MethodImpl(Inline)]
    public static void Store(Vector256<double> value, ref double destination, int count)
    {
        if (count >= 2)
        {
            Unsafe.As<double, Vector128<double>>(ref destination) = value.GetLower();
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 2), count - 2);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }
}

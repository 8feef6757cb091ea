using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnGen.Numerics;

/// <content>The first elements of the smallest vector.</content>
internal static partial class PartialMemory
{
    /// <summary>One element, in the first lane: its move clears the others, and needs neither a mask nor a pinned reference.</summary>
    [MethodImpl(Inline)]
    public static V Load1<V, T>(ref readonly T source)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => Unsafe.SizeOf<V>() == 64 ? Unsafe.BitCast<Vector512<T>, V>(Vector512.CreateScalar(source))
            : Unsafe.SizeOf<V>() == 32 ? Unsafe.BitCast<Vector256<T>, V>(Vector256.CreateScalar(source))
            : Unsafe.SizeOf<V>() == 16 ? Unsafe.BitCast<Vector128<T>, V>(Vector128.CreateScalar(source))
            : V.LoadPartial(ref Unsafe.AsRef(in source), 1);

    [MethodImpl(Inline)]
    private static Vector128<float> LoadElements(ref float start, int count) => count switch
    {
        <= 0 => default,
        1 => Vector128.CreateScalar(start),
        2 => Vector128.Create(start, Unsafe.Add(ref start, 1), 0f, 0f),
        3 => Vector128.Create(start, Unsafe.Add(ref start, 1), Unsafe.Add(ref start, 2), 0f),
        _ => Unsafe.As<float, Vector128<float>>(ref start),
    };

    [MethodImpl(Inline)]
    private static Vector128<double> LoadElements(ref double start, int count) => count switch
    {
        <= 0 => default,
        1 => Vector128.CreateScalar(start),
        _ => Unsafe.As<double, Vector128<double>>(ref start),
    };

    [MethodImpl(Inline)]
    public static void Store(Vector128<float> value, ref float destination, int count)
    {
        if (count >= 4)
        {
            Unsafe.As<float, Vector128<float>>(ref destination) = value;
            return;
        }
        if (count >= 2) Unsafe.As<float, Vector64<float>>(ref destination) = value.GetLower();
        if (count == 3) Unsafe.Add(ref destination, 2) = value.GetElement(2);
        else if (count == 1) destination = value.ToScalar();
    }

    [MethodImpl(Inline)]
    public static void Store(Vector128<double> value, ref double destination, int count)
    {
        if (count >= 2) Unsafe.As<double, Vector128<double>>(ref destination) = value;
        else if (count > 0) destination = value.ToScalar();
    }
}

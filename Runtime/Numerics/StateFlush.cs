using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen.Numerics;

/// <summary>
/// Makes zero what has decayed to next to nothing in the states of a stream. Processors compute several times slower with numbers below
/// 1e-38, and rounding may keep a state there for ever. Called by emitted code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateFlush
{
    /// <summary>Numbers of <see langword="float"/> that are closer to zero become zero.</summary>
    public const float FloatBound = 1e-30f;

    /// <summary>Numbers of <see langword="double"/> that are closer to zero become zero.</summary>
    public const double DoubleBound = 1e-300;

    /// <summary>
    /// Steps of a stream from one flush to the next. A flush takes 5 ns, which is much of one step of a small cell, and nothing of 64;
    /// what loses a fifth in each step takes as many steps from the bound to the denormal numbers.
    /// </summary>
    public const int Period = 64;

    /// <summary>Flushes so many elements. A NaN stays what it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V, T>(ref T start, nint length)
        where V : struct, IVector<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        V bound = V.Create(typeof(T) == typeof(float) ? T.CreateTruncating(FloatBound) : T.CreateTruncating(DoubleBound));
        // Nearly always nothing is to be done, and then nothing is written: a step would wait for it.
        V found = V.Zero;
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count) found += Tiny<V, T>(V.LoadAt(ref start, i), bound);
        int rest = (int)(length - i);
        if (rest > 0) found += Tiny<V, T>(V.LoadPartial(ref Unsafe.Add(ref start, i), rest), bound);
        if (V.Sum(found) == T.Zero) return;

        for (i = 0; i + V.Count <= length; i += V.Count) V.StoreAt(Flushed<V, T>(V.LoadAt(ref start, i), bound), ref start, i);
        if (rest == 0) return;
        ref T last = ref Unsafe.Add(ref start, i);
        V.StorePartial(Flushed<V, T>(V.LoadPartial(ref last, rest), bound), ref last, rest);
    }

    /// <summary>1 where an element is to become zero and is not, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tiny<V, T>(V x, V bound)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => V.SelectLess(V.Abs(x), bound, V.SelectNotEqual(x, V.Zero, V.One, V.Zero), V.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Flushed<V, T>(V x, V bound)
        where V : struct, IVector<V, T>
        where T : unmanaged
        => V.SelectLess(V.Abs(x), bound, V.Zero, x);
}

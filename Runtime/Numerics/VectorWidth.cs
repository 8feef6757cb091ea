using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>
/// Which vector structs to compute with on this machine: the first that holds of <see cref="Use512"/>, <see cref="Use256"/>,
/// <see cref="Use128"/>, else one lane. Constants for the JIT, so that the branches not taken vanish.
/// </summary>
public static class VectorWidth
{
    /// <summary>
    /// AVX-512. Asked of the instruction set: <see cref="Vector512.IsHardwareAccelerated"/> is false on processors that lower
    /// their clock for it, where it still wins by a third and more.
    /// </summary>
    public static bool Use512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported;
    }

    /// <summary>256 bits.</summary>
    public static bool Use256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    /// <summary>128 bits; where this does not hold either, vectors are emulated and far slower than one lane.</summary>
    public static bool Use128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated;
    }
}

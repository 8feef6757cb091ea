using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Numerics;

/// <summary>How many vector registers there are, whatever their width.</summary>
internal static class Registers
{
    /// <summary>AVX-512 brings 32, at 128 and 256 bits too; Arm64 has always had them.</summary>
    public static bool Many
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported;
    }
}

using System.Runtime.CompilerServices;
using V = System.Runtime.Intrinsics.Vector512;

namespace RnnGen.Numerics;

public readonly partial struct Float512 : IBFloat16Pairs<Float512>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float512 FirstOfPair(Float512 pairs) =>
        new(V.AsSingle(V.ShiftLeft(V.AsInt32(pairs._value), BFloat16Pair.Bits)));
}

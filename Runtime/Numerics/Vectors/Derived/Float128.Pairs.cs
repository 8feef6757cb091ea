// Written from ../Float512.Pairs.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using V = System.Runtime.Intrinsics.Vector128;

namespace RnnGen.Numerics;

public readonly partial struct Float128 : IBFloat16Pairs<Float128>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float128 FirstOfPair(Float128 pairs) =>
        new(V.AsSingle(V.ShiftLeft(V.AsInt32(pairs._value), BFloat16Pair.Bits)));
}

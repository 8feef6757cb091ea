// Written from ../Float512.Pairs.cs. Change that file, then run what CONTRIBUTING says.

using System.Runtime.CompilerServices;
using V = System.Runtime.Intrinsics.Vector256;

namespace RnnGen.Numerics;

public readonly partial struct Float256 : IBFloat16Pairs<Float256>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float256 FirstOfPair(Float256 pairs) =>
        new(V.AsSingle(V.ShiftLeft(V.AsInt32(pairs._value), BFloat16Pair.Bits)));
}

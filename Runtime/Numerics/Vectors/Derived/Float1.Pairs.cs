// Written from ../Float512.Pairs.cs. Change that file, then run what CONTRIBUTING says.

using System;
using System.Runtime.CompilerServices;

namespace RnnGen.Numerics;

public readonly partial struct Float1 : IBFloat16Pairs<Float1>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Float1 FirstOfPair(Float1 pairs) =>
        new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(pairs._value) << BFloat16Pair.Bits));
}

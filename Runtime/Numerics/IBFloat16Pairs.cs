namespace RnnGen.Numerics;

/// <summary>
/// Lanes of 32 bits that hold two numbers of bfloat16 each: the first in the low half, the second in the high half. Read as it is, a lane
/// is the second number, with the bits of the first at the end of its fraction; <see cref="BFloat16Pair"/> rounds with that in mind.
/// </summary>
/// <typeparam name="TSelf">A vector of floats.</typeparam>
public interface IBFloat16Pairs<TSelf>
    where TSelf : struct, IBFloat16Pairs<TSelf>
{
    /// <summary>The first number of each pair, exactly.</summary>
    static abstract TSelf FirstOfPair(TSelf pairs);
}

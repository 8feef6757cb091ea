namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>Which states are so large that a tape does not keep them at every step.</summary>
/// <param name="Kept">Vectors of 64 bytes up to which a tape keeps a state at every step.</param>
public sealed record StateRules(int Kept)
{
    /// <summary>
    /// Forward over 64 steps against the same pass without a tape: a gated memory of 64 KB a step runs at 0.9 of its rate, one of 128 KB at
    /// 0.6 and one of 512 KB at 0.16, because every step writes to memory that no cache holds.
    /// </summary>
    public static StateRules Measured { get; } = new(Kept: 1024);

    /// <summary>All states at every step, however large they are.</summary>
    public static StateRules All { get; } = new(int.MaxValue / 16);

    /// <param name="elements">Of the state at a step.</param>
    /// <param name="lanes">Elements of a vector of 64 bytes.</param>
    public bool Keep(int elements, int lanes) => elements <= (long)Kept * lanes;
}

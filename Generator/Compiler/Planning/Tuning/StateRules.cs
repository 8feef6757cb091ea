using System;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>Which states are so large that a tape does not keep them at every step.</summary>
/// <param name="InInference">Vectors of 64 bytes up to which a tape without adjoints keeps a state at every step.</param>
/// <param name="Kept">The same of a tape with adjoints.</param>
/// <param name="Cache">Vectors that the states of a stretch may take while they are made again, unless it is the shortest.</param>
/// <param name="Least">Time steps of the shortest stretch.</param>
/// <param name="Most">Time steps of the longest.</param>
public sealed record StateRules(int InInference, int Kept, int Cache, int Least, int Most)
{
    /// <summary>
    /// Forward over 64 steps against the same pass without a tape: a gated memory of 64 KB a step runs at 0.7 to 0.9 of its rate, one of
    /// 128 KB at 0.6 and one of 512 KB at 0.16, because every step writes to memory that no cache holds. Overwritten, one of 64 KB runs as
    /// without a tape (1.09 to 1.28 us a step, 0.92 like this; a delta rule 1.74 to 2.13, and 1.44). In training that one keeps its states:
    /// to make them again costs more than to write them. A stretch of a head of 128 units, 64 KB, has eight steps in half of a
    /// second-level cache of 1 MB; of smaller heads no more than sixteen, since what a head reads of all steps has to be there too.
    /// Training of eight heads of 128 units over 64 steps: 160 us a step with the states of all steps, 60 like this.
    /// </summary>
    public static StateRules Measured { get; } = new(InInference: 512, Kept: 1024, Cache: 8192, Least: 4, Most: 16);

    /// <summary>All states at every step, however large they are.</summary>
    public static StateRules All { get; } = new(int.MaxValue / 16, int.MaxValue / 16, 0, 1, 1);

    /// <param name="elements">Of the state at a step.</param>
    /// <param name="lanes">Elements of a vector of 64 bytes.</param>
    public bool KeepInInference(int elements, int lanes) => elements <= (long)InInference * lanes;

    /// <param name="elements">Of the state at a step.</param>
    /// <param name="lanes">Elements of a vector of 64 bytes.</param>
    public bool Keep(int elements, int lanes) => elements <= (long)Kept * lanes;

    /// <summary>Time steps from one checkpoint to the next.</summary>
    /// <param name="elements">That are made again together at a step.</param>
    public int Stretch(int elements, int lanes) =>
        (int)Math.Max(Least, Math.Min(Most, (long)Cache * lanes / Math.Max(1, elements)));
}

using System;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>
/// When sweeps over a tape take turns, some time steps at a time: what one has made of these steps, the next one reads from the
/// second-level cache.
/// </summary>
/// <param name="Bytes">Of the rows that are taken at a time.</param>
/// <param name="WeightBytes">Of weights and gradients up to which sweeps take turns: larger ones push each other out of the cache.</param>
/// <param name="Least">Rows below which they do not.</param>
public sealed record StripRules(long Bytes, long WeightBytes, int Least)
{
    /// <summary>
    /// Training steps of (64,128) with 32 sequences, beside one sweep after the other: LSTM with layer norms 1.02 to 1.05 times faster,
    /// LSTM 1.00 to 1.02, with strips of 0.5 to 2 MB.
    /// </summary>
    public static StripRules Measured { get; } = new(Bytes: 512 * 1024, WeightBytes: 1024 * 1024, Least: 32);

    /// <summary>One sweep after the other.</summary>
    public static StripRules Never { get; } = new(0, 0, int.MaxValue);

    /// <summary>
    /// Time steps of one sequence that are taken at a time where what goes from sweep to sweep lies in memory for a strip only, which is
    /// always worth it: step by step the weights are read, and the gradients added to, for a row each. Training steps of LSTM (64,128)
    /// that compute everything again are 1.7 times faster.
    /// </summary>
    /// <param name="row">Bytes of a row of the tape.</param>
    /// <returns>Null where sweeps never take turns.</returns>
    public int? StepsOfWork(long row) => this == Never ? null : (int)Math.Max(Math.Max(Least, 1), Bytes / row);

    /// <param name="row">Bytes of a row of the tape.</param>
    /// <param name="weights">Bytes of the weights and the gradients of all sweeps.</param>
    /// <returns>Rows that are taken at a time, of all sequences together; null where the sweeps do not take turns.</returns>
    public int? Rows(long row, long weights) =>
        weights <= WeightBytes && Bytes / row is var rows && rows >= Least ? (int)Math.Max(1, rows) : null;
}

namespace RnnGen.Compiler.Planning.Model;

/// <summary>The time steps and the sequences of a tape, where a cell fixes them.</summary>
public sealed record FixedCounts(int? TimeSteps = null, int? Batch = null);

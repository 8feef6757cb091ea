namespace RnnGen.Benchmarks.Comparison;

/// <summary>The worst error of a contestant and the result that has it.</summary>
internal sealed record ContestantError(string Contestant, double Error, string Where);

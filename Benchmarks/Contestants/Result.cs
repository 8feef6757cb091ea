namespace RnnGen.Benchmarks.Contestants;

/// <summary>What a contestant computed, in the layout of the problem, to be compared with the truth of the same name.</summary>
internal readonly record struct Result(string Name, float[] Values);

namespace RnnGen.Benchmarks.Networks;

/// <summary>A named row-major matrix, or a vector of one column.</summary>
internal sealed record Tensor(string Name, int Rows, int Columns, float[] Values);

namespace RnnGen.Benchmarks.Networks;

/// <summary>The parameters of one gate as libraries hold them, apart for input and state.</summary>
/// <param name="InputWeights">[hidden, input].</param>
/// <param name="RecurrentWeights">[hidden, hidden].</param>
/// <param name="Bias">[hidden], added to the sum of both products, or to the input product where there is a recurrent bias.</param>
/// <param name="RecurrentBias">[hidden], added to the recurrent product; null where the cell has none.</param>
internal sealed record Gate(string Name, float[] InputWeights, float[] RecurrentWeights, float[] Bias, float[]? RecurrentBias = null);

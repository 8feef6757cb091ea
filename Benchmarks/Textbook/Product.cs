namespace RnnGen.Benchmarks.Textbook;

/// <summary>W v + b and its gradients.</summary>
internal sealed record Product<T>(T[] Weights, T[] Bias, T[] WeightGradients, T[] BiasGradients);

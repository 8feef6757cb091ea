using System;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>The gated memory and the delta rule as one writes them first: a loop for each product, head by head.</summary>
internal sealed class NaiveMatrix(MatrixProblem problem, bool isDelta) : HeadByHead(Peers.Naive, problem)
{
    private readonly float[] _known = new float[problem.Hidden];

    protected override void Step(
        Span<float> state, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, float f, float i, Span<float> y)
    {
        int n = q.Length;
        if (isDelta) Product(state, k, _known);
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
                state[row * n + column] = f * state[row * n + column] + i * (v[row] - _known[row]) * k[column];
        Product(state, q, y);
    }

    private static void Product(ReadOnlySpan<float> state, ReadOnlySpan<float> vector, Span<float> result)
    {
        for (int row = 0; row < vector.Length; row++)
        {
            float sum = 0;
            for (int column = 0; column < vector.Length; column++) sum += state[row * vector.Length + column] * vector[column];
            result[row] = sum;
        }
    }
}

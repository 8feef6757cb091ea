using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>The gated memory and the delta rule as one writes them first: a loop for each product, head by head.</summary>
internal sealed class NaiveMatrix(MatrixProblem problem, bool isDelta) : Contestant(Peers.Naive)
{
    private readonly float[] _state = new float[problem.Units * problem.Hidden], _known = new float[problem.Hidden];
    private readonly float[] _outputs = new float[MatrixProblem.TimeSteps * problem.Units];

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
            for (int step = 0; step < MatrixProblem.TimeSteps; step++)
                for (int head = 0; head < problem.Heads; head++) Step(head, problem.At(step), _outputs.AsSpan(step * problem.Units));
    }

    public override IReadOnlyList<Result> Results()
    {
        Array.Clear(_state);
        Run(1);
        return [new Result("y", [.. _outputs])];
    }

    private void Step(int head, ReadOnlySpan<float> x, Span<float> y)
    {
        int n = problem.Hidden, units = problem.Units, at = head * n;
        ReadOnlySpan<float> q = x.Slice(at, n), k = x.Slice(units + at, n), v = x.Slice(2 * units + at, n);
        (float f, float i) = (x[3 * units + head], x[3 * units + problem.Heads + head]);
        Span<float> state = _state.AsSpan(at * n, n * n);
        if (isDelta) Product(state, k, _known);
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
                state[row * n + column] = f * state[row * n + column] + i * (v[row] - _known[row]) * k[column];
        Product(state, q, y.Slice(at, n));
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

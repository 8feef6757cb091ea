using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>The gated memory and the delta rule as one writes them first: a loop for each product.</summary>
internal sealed class NaiveMatrix(MatrixProblem problem, bool isDelta) : Contestant(Peers.Naive)
{
    private readonly float[] _state = new float[problem.Hidden * problem.Hidden], _known = new float[problem.Hidden];
    private readonly float[] _outputs = new float[MatrixProblem.TimeSteps * problem.Hidden];

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
            for (int step = 0; step < MatrixProblem.TimeSteps; step++) Step(problem.At(step), _outputs.AsSpan(step * problem.Hidden));
    }

    public override IReadOnlyList<Result> Results()
    {
        Array.Clear(_state);
        Run(1);
        return [new Result("y", [.. _outputs])];
    }

    private void Step(ReadOnlySpan<float> x, Span<float> y)
    {
        int n = problem.Hidden;
        ReadOnlySpan<float> q = x[..n], k = x[n..(2 * n)], v = x[(2 * n)..(3 * n)];
        (float f, float i) = (x[3 * n], x[3 * n + 1]);
        if (isDelta) Product(k, _known);
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
                _state[row * n + column] = f * _state[row * n + column] + i * (v[row] - _known[row]) * k[column];
        Product(q, y);
    }

    private void Product(ReadOnlySpan<float> vector, Span<float> result)
    {
        for (int row = 0; row < problem.Hidden; row++)
        {
            float sum = 0;
            for (int column = 0; column < problem.Hidden; column++) sum += _state[row * problem.Hidden + column] * vector[column];
            result[row] = sum;
        }
    }
}

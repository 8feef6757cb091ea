using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>A memory as one writes it first: step by step, and in a step head by head.</summary>
internal abstract class HeadByHead(string name, MatrixProblem problem) : Contestant(name)
{
    private readonly float[] _state = new float[problem.Units * problem.Hidden];
    private readonly float[] _outputs = new float[MatrixProblem.TimeSteps * problem.Units];

    public sealed override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
            for (int step = 0; step < MatrixProblem.TimeSteps; step++)
                for (int head = 0; head < problem.Heads; head++) Step(head, problem.At(step), _outputs.AsSpan(step * problem.Units));
    }

    public sealed override IReadOnlyList<Result> Results()
    {
        Array.Clear(_state);
        Run(1);
        return [new Result("y", [.. _outputs])];
    }

    /// <summary>One head: state = f state + i (v - what is known of it) kᵀ, and y = state q.</summary>
    /// <param name="state">Row by row, as many rows and columns as there are queries.</param>
    protected abstract void Step(
        Span<float> state, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, float f, float i, Span<float> y);

    private void Step(int head, ReadOnlySpan<float> x, Span<float> y)
    {
        int n = problem.Hidden, units = problem.Units, at = head * n;
        ReadOnlySpan<float> q = x.Slice(at, n), k = x.Slice(units + at, n), v = x.Slice(2 * units + at, n);
        (float f, float i) = (x[3 * units + head], x[3 * units + problem.Heads + head]);
        Step(_state.AsSpan(at * n, n * n), q, k, v, f, i, y.Slice(at, n));
    }
}

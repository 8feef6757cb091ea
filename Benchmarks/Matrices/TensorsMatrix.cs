using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>
/// The gated memory and the delta rule by TensorPrimitives, row by row: a dot product for what is known, the row scaled, the new row added,
/// a dot product for the output.
/// </summary>
internal sealed class TensorsMatrix(MatrixProblem problem, bool isDelta) : Contestant(Peers.Tensors)
{
    private readonly float[] _state = new float[problem.Units * problem.Hidden];
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
        for (int unit = 0; unit < n; unit++)
        {
            Span<float> row = _state.AsSpan((at + unit) * n, n);
            float known = isDelta ? TensorPrimitives.Dot(row, k) : 0;
            TensorPrimitives.Multiply(row, f, row);
            TensorPrimitives.MultiplyAdd(k, i * (v[unit] - known), row, row);
            y[at + unit] = TensorPrimitives.Dot(row, q);
        }
    }
}

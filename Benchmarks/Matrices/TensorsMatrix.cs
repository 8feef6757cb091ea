using System;
using System.Numerics.Tensors;
using RnnGen.Benchmarks.Contestants;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>
/// The gated memory and the delta rule by TensorPrimitives, row by row: a dot product for what is known, the row scaled, the new row added,
/// a dot product for the output.
/// </summary>
internal sealed class TensorsMatrix(MatrixProblem problem, bool isDelta) : HeadByHead(Peers.Tensors, problem)
{
    protected override void Step(
        Span<float> state, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, float f, float i, Span<float> y)
    {
        for (int unit = 0; unit < q.Length; unit++)
        {
            Span<float> row = state.Slice(unit * q.Length, q.Length);
            float known = isDelta ? TensorPrimitives.Dot(row, k) : 0;
            TensorPrimitives.Multiply(row, f, row);
            TensorPrimitives.MultiplyAdd(k, i * (v[unit] - known), row, row);
            y[unit] = TensorPrimitives.Dot(row, q);
        }
    }
}

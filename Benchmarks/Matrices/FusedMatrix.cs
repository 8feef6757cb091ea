using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Matrices;

/// <summary>
/// What can be had by hand, the yardstick: one pass over the memory with four rows in registers, for extents that are multiples of 16. The
/// product that the delta rule needs complete is a pass of its own over the same four rows, which are in the first-level cache then. Step
/// by step all heads take a step before the next; over a sequence a head takes all of them.
/// </summary>
internal sealed unsafe class FusedMatrix : Contestant
{
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    private readonly MatrixProblem _problem;
    private readonly bool _isDelta;
    private readonly float* _state;
    private readonly float[] _outputs;

    public FusedMatrix(MatrixProblem problem, bool isDelta) : base(Peers.ByHand)
    {
        (_problem, _isDelta) = (problem, isDelta);
        _outputs = new float[MatrixProblem.TimeSteps * problem.Units];
        _state = (float*)NativeMemory.AlignedAlloc((nuint)(sizeof(float) * problem.Units * problem.Hidden), 64);
        Reset();
    }

    public override void Run(int iterations)
    {
        fixed (float* inputs = _problem.Inputs, outputs = _outputs)
        {
            for (int i = 0; i < iterations; i++)
            {
                if (_problem.Mode == Mode.Step) Steps(inputs, outputs);
                else Sequence(inputs, outputs);
            }
        }
    }

    private void Steps(float* inputs, float* outputs)
    {
        for (int step = 0; step < MatrixProblem.TimeSteps; step++)
            for (int head = 0; head < _problem.Heads; head++) Step(head, step, inputs, outputs);
    }

    private void Sequence(float* inputs, float* outputs)
    {
        for (int head = 0; head < _problem.Heads; head++)
            for (int step = 0; step < MatrixProblem.TimeSteps; step++) Step(head, step, inputs, outputs);
    }

    public override IReadOnlyList<Result> Results()
    {
        Reset();
        Run(1);
        return [new Result("y", [.. _outputs])];
    }

    public override void Dispose() => NativeMemory.AlignedFree(_state);

    private void Reset() => new Span<float>(_state, _problem.Units * _problem.Hidden).Clear();

    private void Step(int head, int step, float* inputs, float* outputs)
    {
        int n = _problem.Hidden, units = _problem.Units, at = head * n;
        float* x = inputs + step * _problem.Step, gates = x + 3 * units + head, y = outputs + step * units + at;
        (float f, float i) = (gates[0], gates[_problem.Heads]);
        if (Vector512.IsHardwareAccelerated) Step512(_state + at * n, x + at, units, f, i, y, n, _isDelta);
        else Step256(_state + at * n, x + at, units, f, i, y, n, _isDelta);
    }

    [MethodImpl(Kernel)]
    private static void Step512(float* state, float* q, int units, float f, float i, float* y, int n, bool isDelta)
    {
        float* k = q + units, v = k + units;
        Vector512<float> decay = Vector512.Create(f);
        for (int row = 0; row < n; row += 4)
        {
            float* s = state + row * n;
            float w0 = v[row], w1 = v[row + 1], w2 = v[row + 2], w3 = v[row + 3];
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default;
            if (isDelta)
            {
                for (int c = 0; c < n; c += 16)
                {
                    Vector512<float> key = Vector512.Load(k + c);
                    a0 = Vector512.FusedMultiplyAdd(Vector512.Load(s + c), key, a0);
                    a1 = Vector512.FusedMultiplyAdd(Vector512.Load(s + n + c), key, a1);
                    a2 = Vector512.FusedMultiplyAdd(Vector512.Load(s + 2 * n + c), key, a2);
                    a3 = Vector512.FusedMultiplyAdd(Vector512.Load(s + 3 * n + c), key, a3);
                }
                Vector128<float> known = Sums(Half(a0), Half(a1), Half(a2), Half(a3));
                (w0, w1, w2, w3) = (w0 - known[0], w1 - known[1], w2 - known[2], w3 - known[3]);
                a0 = a1 = a2 = a3 = default;
            }
            Vector512<float> i0 = Vector512.Create(i * w0), i1 = Vector512.Create(i * w1);
            Vector512<float> i2 = Vector512.Create(i * w2), i3 = Vector512.Create(i * w3);
            for (int c = 0; c < n; c += 16)
            {
                Vector512<float> key = Vector512.Load(k + c), query = Vector512.Load(q + c);
                a0 = Vector512.FusedMultiplyAdd(Update(s + c, key, i0, decay), query, a0);
                a1 = Vector512.FusedMultiplyAdd(Update(s + n + c, key, i1, decay), query, a1);
                a2 = Vector512.FusedMultiplyAdd(Update(s + 2 * n + c, key, i2, decay), query, a2);
                a3 = Vector512.FusedMultiplyAdd(Update(s + 3 * n + c, key, i3, decay), query, a3);
            }
            Sums(Half(a0), Half(a1), Half(a2), Half(a3)).Store(y + row);
        }
    }

    [MethodImpl(Kernel)]
    private static void Step256(float* state, float* q, int units, float f, float i, float* y, int n, bool isDelta)
    {
        float* k = q + units, v = k + units;
        Vector256<float> decay = Vector256.Create(f);
        for (int row = 0; row < n; row += 2)
        {
            float* s = state + row * n;
            float w0 = v[row], w1 = v[row + 1];
            Vector256<float> a0 = default, a1 = default;
            if (isDelta)
            {
                for (int c = 0; c < n; c += 8)
                {
                    Vector256<float> key = Vector256.Load(k + c);
                    a0 = Vector256.FusedMultiplyAdd(Vector256.Load(s + c), key, a0);
                    a1 = Vector256.FusedMultiplyAdd(Vector256.Load(s + n + c), key, a1);
                }
                (w0, w1) = (w0 - Vector256.Sum(a0), w1 - Vector256.Sum(a1));
                a0 = a1 = default;
            }
            Vector256<float> i0 = Vector256.Create(i * w0), i1 = Vector256.Create(i * w1);
            for (int c = 0; c < n; c += 8)
            {
                Vector256<float> key = Vector256.Load(k + c), query = Vector256.Load(q + c);
                a0 = Vector256.FusedMultiplyAdd(Update(s + c, key, i0, decay), query, a0);
                a1 = Vector256.FusedMultiplyAdd(Update(s + n + c, key, i1, decay), query, a1);
            }
            (y[row], y[row + 1]) = (Vector256.Sum(a0), Vector256.Sum(a1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Half(Vector512<float> vector) => vector.GetLower() + vector.GetUpper();

    /// <summary>The sums of the lanes of four vectors, by pairs of neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        if (!Avx.IsSupported)
            return Vector128.Create(Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d));
        Vector256<float> all = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        return all.GetLower() + all.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Update(float* at, Vector512<float> key, Vector512<float> write, Vector512<float> decay)
    {
        Vector512<float> updated = Vector512.FusedMultiplyAdd(key, write, decay * Vector512.Load(at));
        updated.Store(at);
        return updated;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Update(float* at, Vector256<float> key, Vector256<float> write, Vector256<float> decay)
    {
        Vector256<float> updated = Vector256.FusedMultiplyAdd(key, write, decay * Vector256.Load(at));
        updated.Store(at);
        return updated;
    }
}

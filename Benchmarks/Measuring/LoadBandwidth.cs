using System.Runtime.CompilerServices;
using RnnGen.Numerics;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>
/// Weights times a scalar, added up, and nothing else: how fast a core can load a buffer of a size that one of its caches holds. A
/// streaming step of a cell that is bound by its weights cannot be faster.
/// </summary>
internal sealed class LoadBandwidth
{
    /// <summary>Vectors of one round, each with a sum of its own, so that no multiply-add waits for the one before.</summary>
    private const int Sums = 16;

    /// <summary>A run is long against what it takes to call it.</summary>
    private const long BytesOfRun = 1 << 20;

    private static float _sink;

    private readonly AlignedBuffer<float> _weights;
    private readonly int _passes;

    /// <param name="bytes">The size of the buffer, rounded down to whole rounds of the loop.</param>
    public LoadBandwidth(long bytes)
    {
        const int BytesOfRound = Sums * 64;
        long rounds = long.Max(1, bytes / BytesOfRound);
        _weights = new AlignedBuffer<float>(rounds * BytesOfRound / sizeof(float));
        // Memory that was never written is one page of zeros.
        for (int i = 0; i < _weights.Length; i++) _weights.Span[i] = 1e-3f * (i % 7);
        _passes = (int)long.Max(1, BytesOfRun / (rounds * BytesOfRound));
    }

    /// <summary>Bytes that one iteration of <see cref="Run"/> loads.</summary>
    public double Bytes => (double)_passes * _weights.Length * sizeof(float);

    public void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _sink = VectorWidth.Use512 ? Loop<Float512>(ref _weights.Start, _weights.Length, _passes)
                : VectorWidth.Use256 ? Loop<Float256>(ref _weights.Start, _weights.Length, _passes)
                : Loop<Float128>(ref _weights.Start, _weights.Length, _passes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop<V>(ref float weights, nint length, int passes)
        where V : struct, IVector<V, float>
    {
        V scalar = V.Create(0.5f), zero = V.Zero;
        V a = zero, b = zero, c = zero, d = zero, e = zero, f = zero, g = zero, h = zero;
        V i = zero, j = zero, k = zero, l = zero, m = zero, n = zero, o = zero, p = zero;
        for (int pass = 0; pass < passes; pass++)
        {
            for (nint at = 0; at < length; at += Sums * V.Count)
            {
                ref float start = ref Unsafe.Add(ref weights, at);
                a = V.MultiplyAdd(V.LoadNth(ref start, 0), scalar, a);
                b = V.MultiplyAdd(V.LoadNth(ref start, 1), scalar, b);
                c = V.MultiplyAdd(V.LoadNth(ref start, 2), scalar, c);
                d = V.MultiplyAdd(V.LoadNth(ref start, 3), scalar, d);
                e = V.MultiplyAdd(V.LoadNth(ref start, 4), scalar, e);
                f = V.MultiplyAdd(V.LoadNth(ref start, 5), scalar, f);
                g = V.MultiplyAdd(V.LoadNth(ref start, 6), scalar, g);
                h = V.MultiplyAdd(V.LoadNth(ref start, 7), scalar, h);
                i = V.MultiplyAdd(V.LoadNth(ref start, 8), scalar, i);
                j = V.MultiplyAdd(V.LoadNth(ref start, 9), scalar, j);
                k = V.MultiplyAdd(V.LoadNth(ref start, 10), scalar, k);
                l = V.MultiplyAdd(V.LoadNth(ref start, 11), scalar, l);
                m = V.MultiplyAdd(V.LoadNth(ref start, 12), scalar, m);
                n = V.MultiplyAdd(V.LoadNth(ref start, 13), scalar, n);
                o = V.MultiplyAdd(V.LoadNth(ref start, 14), scalar, o);
                p = V.MultiplyAdd(V.LoadNth(ref start, 15), scalar, p);
            }
        }

        return V.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }
}

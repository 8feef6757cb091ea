using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>Inputs of a stream without end: those of the problem, over and over.</summary>
internal sealed class InputRing(Problem problem)
{
    private readonly float[] _inputs = problem.Inputs;
    private readonly int _stride = problem.Workload.Input;
    private int _position;

    public ReadOnlySpan<float> Next()
    {
        int position = _position;
        int next = position + _stride;
        _position = next == _inputs.Length ? 0 : next;
        return new ReadOnlySpan<float>(_inputs, position, _stride);
    }

    public void Rewind() => _position = 0;
}

using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>Inputs of a stream without end: those of the problem, over and over. Public for the cells compiled at run time.</summary>
public sealed class InputRing
{
    private readonly float[] _inputs;
    private readonly int _stride;
    private int _position;

    internal InputRing(Problem problem) => (_inputs, _stride) = (problem.Inputs, problem.Workload.Input);

    public ReadOnlySpan<float> Next()
    {
        int position = _position;
        int next = position + _stride;
        _position = next == _inputs.Length ? 0 : next;
        return new ReadOnlySpan<float>(_inputs, position, _stride);
    }

    public void Rewind() => _position = 0;
}

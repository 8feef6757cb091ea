using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>The loops of <see cref="NaiveC"/>, streaming: what one would write instead of exporting.</summary>
internal sealed unsafe class NaiveCContestant : Contestant
{
    private readonly CLibrary _library;
    private readonly Workload _workload;
    private readonly InputRing _inputs;
    private readonly bool _isRun;
    private readonly float[] _sequence, _outputs;
    private readonly float* _memory;
    private readonly float** _parameters;
    private readonly int _length;

    // As for the exported C: a step takes less than the way into unmanaged code and back.
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<float**, float*, float*, nint, float*, float*, void> _run;

    public NaiveCContestant(Problem problem, Mode mode) : base(Peers.NaiveC)
    {
        (_workload, _inputs, _sequence, _isRun) = (problem.Workload, new InputRing(problem), problem.Inputs, mode == Mode.Run);
        _outputs = new float[_workload.TimeSteps * _workload.Hidden];
        _library = CLibrary.Compiled(NaiveC.Source(_workload));
        _run = (delegate* unmanaged[Cdecl, SuppressGCTransition]<float**, float*, float*, nint, float*, float*, void>)
            _library.Pointer("naive_run");
        // h, c, and the parameters one behind the other.
        float[][] values = [new float[2 * _workload.Hidden], .. problem.Parameters.Tensors.Select(tensor => tensor.Values)];
        _length = values.Sum(part => part.Length);
        _memory = (float*)NativeMemory.AlignedAlloc(sizeof(float) * (nuint)_length, 64);
        _parameters = (float**)NativeMemory.Alloc((nuint)values.Length, (nuint)sizeof(float*));
        int at = 0;
        for (int i = 0; i < values.Length; at += values[i++].Length)
        {
            values[i].CopyTo(new Span<float>(_memory + at, values[i].Length));
            if (i > 0) _parameters[i - 1] = _memory + at;
        }
    }

    public override void Run(int iterations)
    {
        float* h = _memory, c = _memory + _workload.Hidden;
        if (_isRun)
        {
            fixed (float* inputs = _sequence, outputs = _outputs)
                for (int i = 0; i < iterations; i++) _run(_parameters, h, c, _workload.TimeSteps, inputs, outputs);
            return;
        }
        for (int i = 0; i < iterations; i++)
            fixed (float* x = _inputs.Next()) _run(_parameters, h, c, 1, x, null);
    }

    public override IReadOnlyList<Result> Results()
    {
        new Span<float>(_memory, 2 * _workload.Hidden).Clear();
        _inputs.Rewind();
        Run(_isRun ? 1 : Truth.StreamedSteps);
        return [new Result(Truth.H, _isRun ? (float[])_outputs.Clone() : new Span<float>(_memory, _workload.Hidden).ToArray())];
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        NativeMemory.Free(_parameters);
        _library.Dispose();
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>The exported C, streaming: a call per step, or one of <c>cell_run</c> per sequence, in which every h comes out.</summary>
internal sealed unsafe class CStreamContestant : Contestant
{
    private readonly CLibrary _library;
    private readonly Workload _workload;
    private readonly InputRing _inputs;
    private readonly float[] _sequence, _outputs;
    private readonly void* _state;
    private readonly bool _isRun;

    // A step of a small cell takes less than the way into unmanaged code and back; nothing in it waits.
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, float*, void> _step;
    private readonly delegate* unmanaged[Cdecl]<void*, nint, float*, float*, void> _run;
    private readonly delegate* unmanaged[Cdecl]<void*, void> _init;

    public CStreamContestant(CellSpec spec, Problem problem) : base(Peers.ExportedC)
    {
        (_workload, _inputs, _sequence, _isRun) = (problem.Workload, new InputRing(problem), problem.Inputs, spec.WithOutput);
        _outputs = new float[_workload.TimeSteps * _workload.Hidden];
        _library = CLibrary.Exported(spec, problem);
        _init = (delegate* unmanaged[Cdecl]<void*, void>)_library.Pointer("cell_init");
        if (_isRun) _run = (delegate* unmanaged[Cdecl]<void*, nint, float*, float*, void>)_library.Pointer("cell_run");
        else _step = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, float*, void>)_library.Pointer("cell_step");
        _state = NativeMemory.AlignedAlloc(((delegate* unmanaged[Cdecl]<nuint>)_library.Pointer("state_size"))(), 64);
        _init(_state);
    }

    public override void Run(int iterations)
    {
        if (_isRun)
        {
            fixed (float* inputs = _sequence, outputs = _outputs)
                for (int i = 0; i < iterations; i++) _run(_state, _workload.TimeSteps, inputs, outputs);
            return;
        }
        for (int i = 0; i < iterations; i++)
            fixed (float* x = _inputs.Next()) _step(_state, x);
    }

    public override IReadOnlyList<Result> Results()
    {
        _init(_state);
        _inputs.Rewind();
        Run(_isRun ? 1 : Truth.StreamedSteps);
        // The states are the first members of the struct.
        return [new Result(Truth.H, _isRun ? (float[])_outputs.Clone() : new ReadOnlySpan<float>(_state, _workload.Hidden).ToArray())];
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(_state);
        _library.Dispose();
    }
}

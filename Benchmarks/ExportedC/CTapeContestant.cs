using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>
/// The exported C over a tape: forward alone, which keeps what a backward pass would read, for it has no other; or forward, cleared
/// gradients, backward.
/// </summary>
internal sealed unsafe class CTapeContestant : Contestant
{
    private readonly CLibrary _library;
    private readonly Problem _problem;
    private readonly bool _isTraining;
    private readonly string[] _states;
    private readonly nuint _size;
    private readonly void* _tape, _gradients, _parameters;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, void> _forward, _backward;

    public CTapeContestant(CellSpec spec, Problem problem, Mode mode) : base(Peers.ExportedC)
    {
        (_problem, _isTraining) = (problem, mode == Mode.Training);
        _states = spec.Kind switch { CellKind.Lstm => ["h", "c"], CellKind.Invented => ["s", "m"], _ => ["h"] };
        _library = CLibrary.Exported(
            spec, problem, [_states[0], "x", "d" + _states[0], "dx", .. _states.Select(state => InitialAdjoint(state))]);
        _tape = NativeMemory.AlignedAlloc(Size("tape_size"), 64);
        _size = Size("parameters_size");
        _gradients = NativeMemory.AlignedAlloc(_size, 64);
        _parameters = ((delegate* unmanaged[Cdecl]<void*>)_library.Pointer("trained"))();
        ((delegate* unmanaged[Cdecl]<void*, void*, void>)_library.Pointer("cell_begin"))(_parameters, _tape);
        _forward = (delegate* unmanaged[Cdecl]<void*, void*, void>)_library.Pointer("cell_forward");
        _backward = (delegate* unmanaged[Cdecl]<void*, void*, void>)_library.Pointer("cell_backward");
        problem.Inputs.CopyTo(Tensor("x", problem.Inputs.Length));
        problem.Seeds.CopyTo(Tensor("d" + _states[0], problem.Seeds.Length));
    }

    public override void Run(int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            _forward(_parameters, _tape);
            if (!_isTraining) continue;
            NativeMemory.Clear(_gradients, _size);
            _backward(_tape, _gradients);
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Run(1);
        Workload w = _problem.Workload;
        // The initial state stands before the first step.
        Span<float> steps = Tensor(_states[0], (w.Rows + w.Batch) * w.Hidden)[(w.Batch * w.Hidden)..];
        var results = new List<Result> { new(Truth.H, steps.ToArray()) };
        if (!_isTraining) return results;
        results.Add(new Result(Truth.Dx, Tensor("dx", w.Rows * w.Input).ToArray()));
        for (int s = 0; s < _states.Length; s++)
            results.Add(new Result(Truth.InitialAdjoint(s), Tensor(InitialAdjoint(_states[s]), w.Batch * w.Hidden).ToArray()));
        results.AddRange(_problem.Parameters.Tensors.Select(tensor => new Result(
            Truth.Gradient(tensor.Name), Member("parameter_" + tensor.Name, _gradients, tensor.Values.Length).ToArray())));
        return results;
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(_tape);
        NativeMemory.AlignedFree(_gradients);
        _library.Dispose();
    }

    private static string InitialAdjoint(string state) => $"d{state}0";

    private nuint Size(string function) => ((delegate* unmanaged[Cdecl]<nuint>)_library.Pointer(function))();

    private Span<float> Tensor(string name, int length) => Member("tape_" + name, _tape, length);

    private Span<float> Member(string function, void* of, int length) =>
        new(((delegate* unmanaged[Cdecl]<void*, float*>)_library.Pointer(function))(of), length);
}

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>
/// A kernel as functions over a frame, for one width of vectors: made when it first runs, and kept as long as the kernel is, because tests
/// run the same one again and again.
/// </summary>
internal sealed class KernelCode
{
    private static readonly ConditionalWeakTable<Kernel, List<KernelCode>> s_known = new();

    private readonly Kernel _kernel;
    private readonly int _lanes;
    private readonly bool _hasManyRegisters;
    private readonly Lazy<(Action<InterpreterFrame>[] Body, SlotCounts Slots)> _code;
    private InterpreterFrame? _spare;

    private KernelCode(Kernel kernel, int lanes, bool hasManyRegisters)
    {
        (_kernel, _lanes, _hasManyRegisters) = (kernel, lanes, hasManyRegisters);
        _code = new Lazy<(Action<InterpreterFrame>[], SlotCounts)>(() =>
        {
            var translator = new KernelTranslator(_kernel, _lanes, _hasManyRegisters);
            return (translator.All(_kernel.Body), translator.Slots);
        });
    }

    public static KernelCode Of(Kernel kernel, int lanes, bool hasManyRegisters)
    {
        List<KernelCode> all = s_known.GetOrCreateValue(kernel);
        lock (all)
        {
            foreach (KernelCode code in all)
                if (code._lanes == lanes && code._hasManyRegisters == hasManyRegisters) return code;
            var made = new KernelCode(kernel, lanes, hasManyRegisters);
            all.Add(made);
            return made;
        }
    }

    /// <summary>A frame for the arguments, which no other caller has.</summary>
    public InterpreterFrame Begin() => Interlocked.Exchange(ref _spare, null) ?? new InterpreterFrame(_code.Value.Slots, _lanes);

    public void Run(InterpreterFrame frame)
    {
        foreach (Action<InterpreterFrame> statement in _code.Value.Body) statement(frame);
    }

    /// <summary>Takes a frame back; one of a kernel that failed is lost.</summary>
    public void End(InterpreterFrame frame)
    {
        frame.Forget();
        _spare = frame;
    }
}

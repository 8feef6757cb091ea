using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning;

public enum SweepKind { TimeLoop, ReverseTimeLoop, AllRows }

/// <summary>Stages that run together: once for each time step in turn, or over all rows of a sequence at once.</summary>
/// <param name="OnlyInputAdjoints">The sweep makes nothing but input adjoints and may be left out where nobody asks for them.</param>
public sealed record Sweep(SweepKind Kind, EquatableArray<Stage> Stages, bool OnlyInputAdjoints = false);

/// <summary>One direction of computation: its sweeps in order, and the private memory they use.</summary>
/// <param name="PackedLength">Elements of packed weights: panels and copies.</param>
/// <param name="ScratchStride">Elements of scratch per row.</param>
/// <param name="WorkStride">Elements per row of the sequence that go from sweep to sweep.</param>
public sealed record Program(
    string Name,
    EquatableArray<Sweep> Sweeps,
    EquatableArray<Panel> Panels,
    EquatableArray<ParameterCopy> Copies,
    int PackedLength,
    int ScratchStride,
    int WorkStride,
    EquatableArray<Panel> GradientPanels,
    EquatableArray<GradientSum> GradientSums,
    int GradientLength);

/// <summary>A whole parameter copied into the packed weights, at Offset.</summary>
public sealed record ParameterCopy(int Parameter, int Offset, int Length);

/// <summary>Everything the emitters need; they decide nothing.</summary>
public sealed record CellPlan(
    StepFunction Step,
    AdjointFunction Adjoint,
    Program Streaming,
    Program Inference,
    Program Forward,
    Program Backward,
    EquatableArray<Value> Saved,
    int SavedStride);

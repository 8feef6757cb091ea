using System.Collections.Generic;
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
/// <param name="OneRow">Loops over time take one row; sweeps over all rows take any number, as always.</param>
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
    int GradientLength,
    bool OneRow);

/// <summary>A whole parameter copied into the packed weights, at Offset.</summary>
public sealed record ParameterCopy(int Parameter, int Offset, int Length);

/// <summary>The passes over a tape of one row.</summary>
public sealed record RowPrograms(Program Inference, Program Forward, Program Backward);

/// <summary>How the weights of a loop's products are arranged: for a tile of rows, or for one row, whose sums need many chains.</summary>
public enum PanelForm { Batch, OneRow }

/// <summary>Everything the emitters need; they decide nothing.</summary>
/// <param name="Run">A sequence of one row without a tape; null where it has nothing to do but step after step.</param>
/// <param name="Row">Null where the batch is fixed to more than one row.</param>
public sealed record CellPlan(
    StepFunction Step,
    AdjointFunction Adjoint,
    Program Streaming,
    Program? Run,
    Program Inference,
    Program Forward,
    Program Backward,
    RowPrograms? Row,
    EquatableArray<Value> Saved,
    int SavedStride)
{
    /// <summary>The passes over a tape.</summary>
    public IEnumerable<Program> TapePrograms => Row is null
        ? [Inference, Forward, Backward]
        : [Inference, Forward, Backward, Row.Inference, Row.Forward, Row.Backward];
}

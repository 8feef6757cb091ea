using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler;

/// <summary>What the compiler finds out about a cell on its way to C#, for tools that show it.</summary>
/// <param name="Bound">Every value with its shape.</param>
/// <param name="Syntax">With the cells inside put in: one cell, whose names have those of the inner cells before them.</param>
/// <param name="Adjoint">The step and its reverse, after all passes.</param>
/// <param name="Derived">The reverse as people read it.</param>
/// <param name="Sizes">The names of extents.</param>
/// <param name="Programs">How streams and tapes run: those for any batch.</param>
public sealed record CellDescription(
    BoundCell Bound,
    CellSignature Signature,
    CellSyntax Syntax,
    AdjointFunction Adjoint,
    DerivedEquations Derived,
    SizeNames Sizes,
    StepCosts Costs,
    EquatableArray<ProgramOutline> Programs);

/// <param name="Cell">Null for a definition with errors.</param>
public sealed record DescriptionResult(CellDescription? Cell, EquatableArray<Diagnostics.CellDiagnostic> Diagnostics);

/// <summary>One direction of computation: loops, one after the other.</summary>
public sealed record ProgramOutline(string Name, EquatableArray<LoopOutline> Loops);

/// <summary>Stages that run together.</summary>
/// <param name="States">What goes from step to step, if that does.</param>
public sealed record LoopOutline(SweepKind Kind, EquatableArray<string> States, EquatableArray<StageOutline> Stages);

/// <summary>One kernel.</summary>
/// <param name="Equations">What it computes, a line each.</param>
public sealed record StageOutline(string Name, EquatableArray<string> Equations);

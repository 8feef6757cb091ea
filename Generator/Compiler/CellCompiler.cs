using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Surface;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Weights;

namespace RnnGen.Compiler;

/// <summary>Text in, text out: from a cell's definition to its C# source. The compiler's table of contents.</summary>
public static class CellCompiler
{
    /// <param name="cancellation">Asked between the phases, which take well below a second each.</param>
    public static CellResult Compile(CellRequest request, CancellationToken cancellation = default)
    {
        FrontEndResult front = FrontEnd.Read(request);
        cancellation.ThrowIfCancellationRequested();
        string hint = request.Target.HintName;
        if (front.Cell is not { } cell)
        {
            return new CellResult(hint, RejectedCellEmitter.Emit(request, front.Surface), front.Diagnostics);
        }
        CellSignature signature = SignatureLowering.Lower(cell);
        StepFunction step = CellLowering.Lower(cell, request.Target.Name);
        Compilation made = Compile(request, front.Settled.Options, signature, step, cancellation: cancellation);
        EquatableArray<CellDiagnostic> ofWeights = WeightsCheck.Check(request.Weights, signature, request.Element, request.Target.Name);
        EquatableArray<CellDiagnostic> diagnostics =
            front.Diagnostics.Concat(Report(front, made.Plan.Refusals)).Concat(ofWeights).ToEquatableArray();
        return new CellResult(hint, made.Cell.Surface, diagnostics)
        {
            Kernels = made.Cell.Kernels,
        };
    }

    /// <summary>From the IR on.</summary>
    /// <param name="rules">Where recurrences have loops of their own; what was measured where it is left out.</param>
    internal static Compilation Compile(
        CellRequest request,
        CellOptions options,
        CellSignature signature,
        StepFunction step,
        LoopRules? rules = null,
        CancellationToken cancellation = default)
    {
        var sizes = SizeNames.Of(signature);
        CellPlan plan = Plan(request, options, sizes, step, rules, cancellation);
        IReadOnlyList<string> derived = DerivedText.Lines(plan.Adjoint, sizes);
        return new Compilation(CellEmitter.Emit(request, options, signature, plan, derived), plan);
    }

    /// <summary>From the IR to the plan, in which everything is decided.</summary>
    /// <param name="sizes">The names of extents in the texts of derived equations.</param>
    /// <param name="widest">Elements of the widest vector: 1 for scalar code. Where it is left out, what the element's size says.</param>
    internal static CellPlan Plan(
        CellRequest request,
        CellOptions options,
        SizeNames sizes,
        StepFunction step,
        LoopRules? rules = null,
        CancellationToken cancellation = default,
        int? widest = null)
    {
        StepFunction forward = Precompute.TakeOut(Pipeline.BeforeDifferentiation(step));
        cancellation.ThrowIfCancellationRequested();
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(forward), sizes);
        cancellation.ThrowIfCancellationRequested();
        var counts = new FixedCounts(request.TimeSteps, request.Batch);
        StepFunction streamed = Pipeline.Streamed(adjoint);
        CellPlan plan = Planner.Plan(adjoint, request.Element == ElementType.Float ? 4 : 8, options, counts, rules, streamed, widest);
        cancellation.ThrowIfCancellationRequested();
        return plan;
    }

    /// <summary>The loops that Unroll.Full could not write out, at the place that asks for it.</summary>
    private static EquatableArray<CellDiagnostic> Report(FrontEndResult front, EquatableArray<UnrollRefusal> refusals)
    {
        var diagnostics = new DiagnosticBag();
        foreach (UnrollRefusal refusal in refusals)
        {
            diagnostics.Report(
                Rules.NotUnrolled, front.Settled.UnrollPlace, refusal.Loop, Text(refusal.Found), refusal.Unit, Text(refusal.Budget));
        }
        return diagnostics.Sorted();

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    internal sealed record Compilation(EmittedCell Cell, CellPlan Plan);
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler;

/// <summary>Text in, text out: from a cell's definition to its C# source. The compiler's table of contents.</summary>
public static class CellCompiler
{
    public static CellResult Compile(CellRequest request)
    {
        FrontEndResult front = FrontEnd.Read(request);
        string hint = request.Target.HintName;
        if (front.Cell is not { } cell)
        {
            CellSurface surface = front.Surface;
            string rejected = RejectedCellEmitter.Emit(request, surface.Parameters, surface.Inputs, surface.States, surface.Outputs);
            return new CellResult(hint, rejected, front.Diagnostics);
        }
        CellSignature signature = SignatureLowering.Lower(cell);
        Compilation made = Compile(request, front.Settled.Options, signature, CellLowering.Lower(cell, request.Target.Name));
        return new CellResult(hint, made.Source, front.Diagnostics.Concat(Report(front, made.Refusals)).ToEquatableArray());
    }

    /// <summary>From the IR on.</summary>
    internal static Compilation Compile(
        CellRequest request,
        CellOptions options,
        CellSignature signature,
        StepFunction step)
    {
        StepFunction forward = Pipeline.BeforeDifferentiation(step);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(forward));
        CellPlan plan = Planner.Plan(adjoint, request.Element == ElementType.Float ? 4 : 8, options, request.Batch);
        IReadOnlyList<string> derived = DerivedText.Lines(adjoint);
        Compilation made = Emit(plan);
        // A cell of very many equations does without kernels of its own for tapes of one sequence, and without those in the lanes.
        if (IsTooLong() && plan is { Rows: not null, Row: not null }) made = Emit(plan with { Row = null });
        if (IsTooLong() && plan is { Rows: not null, Lanes: not null }) made = Emit(plan with { Row = null, Lanes = null });
        return made;

        bool IsTooLong() => made.Source.Length > KernelTable.CellText;

        Compilation Emit(CellPlan of)
        {
            // What loops need is the file's; complete unrolling may add up to its limit.
            int room = options.Unroll == UnrollOption.Full
                ? KernelTable.CellText - Text(of, new UnrollBudget(UnrollOption.Loops, 0)).Length
                : 0;
            var unrolling = new UnrollBudget(options.Unroll, room);
            return new Compilation(Text(of, unrolling), adjoint, unrolling.Refusals.ToEquatableArray());
        }

        string Text(CellPlan of, UnrollBudget budget) => CellEmitter.Emit(request, options, signature, of, budget, derived);
    }

    /// <summary>The loops that Unroll.Full could not write out, at the place that asks for it.</summary>
    private static EquatableArray<CellDiagnostic> Report(FrontEndResult front, EquatableArray<UnrollRefusal> refusals)
    {
        var diagnostics = new DiagnosticBag();
        foreach (UnrollRefusal refusal in refusals)
        {
            diagnostics.Report(
                Rules.NotUnrolled, front.Settled.UnrollPlace, refusal.Part, Text(refusal.Found), refusal.Unit, Text(refusal.Budget));
        }
        return diagnostics.Sorted();

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="Refusals">The loops that were to be written out and are too large for that.</param>
    internal sealed record Compilation(string Source, AdjointFunction Adjoint, EquatableArray<UnrollRefusal> Refusals);
}

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
        return new CellResult(hint, made.Cell.Surface, front.Diagnostics.Concat(Report(front, made.Refusals)).ToEquatableArray())
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
        StepFunction forward = Pipeline.BeforeDifferentiation(step);
        cancellation.ThrowIfCancellationRequested();
        var sizes = SizeNames.Of(signature);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(forward), sizes);
        IReadOnlyList<string> derived = DerivedText.Lines(adjoint, sizes);
        // Most of what is planned and written for a cell of very many equations would be dropped again.
        if (forward.Equations.Count > KernelTable.LargeCell && request.Batch != 1)
        {
            (Compilation least, bool isTooMuch) = Emit(Plan(KernelChoice.Rows));
            if (isTooMuch) return least;
        }
        CellPlan plan = Plan(KernelChoice.All);
        // It does without kernels of its own for tapes of one sequence, and then without those in the lanes.
        (Compilation made, bool isTooLong) = Emit(plan);
        if (isTooLong && plan is { Rows: not null, Row: not null }) (made, isTooLong) = Emit(plan with { Row = null });
        if (isTooLong && plan is { Rows: not null, Lanes: not null }) (made, _) = Emit(plan with { Row = null, Lanes = null });
        return made;

        CellPlan Plan(KernelChoice kernels)
        {
            cancellation.ThrowIfCancellationRequested();
            return Planner.Plan(adjoint, request.Element == ElementType.Float ? 4 : 8, options, request.Batch, kernels, rules);
        }

        (Compilation Made, bool IsTooLong) Emit(CellPlan of)
        {
            if (options.Unroll != UnrollOption.Full) return With(new UnrollBudget(options.Unroll, 0), Statements);
            // What loops need is the file's; complete unrolling may add up to its limit.
            EmittedCell loops = Text(of, new UnrollBudget(UnrollOption.Loops, 0));
            int length = loops.Surface.Length + loops.Kernels.Length;
            return With(new UnrollBudget(options.Unroll, KernelTable.CellText - length), _ => Statements(loops));

            (Compilation, bool) With(UnrollBudget unrolling, Func<EmittedCell, int> statements)
            {
                EmittedCell cell = Text(of, unrolling);
                var made = new Compilation(cell, adjoint, unrolling.Refusals.ToEquatableArray());
                return (made, statements(cell) > KernelTable.CellStatements);
            }
        }

        EmittedCell Text(CellPlan of, UnrollBudget budget)
        {
            cancellation.ThrowIfCancellationRequested();
            return CellEmitter.Emit(request, options, signature, of, budget, derived);
        }
    }

    /// <summary>How much code there is, whatever the names, texts and comments in it.</summary>
    private static int Statements(EmittedCell cell) => Statements(cell.Surface) + Statements(cell.Kernels);

    private static int Statements(string source)
    {
        int statements = 0;
        for (int start = 0; start < source.Length;)
        {
            int end = source.IndexOf('\n', start);
            if (end < 0) end = source.Length;
            while (start < end && source[start] == ' ') start++;
            // Neither comments nor texts, such as the equations, are statements.
            bool isText = source[start] == '"' || string.CompareOrdinal(source, start, "//", 0, 2) == 0;
            for (; start < end; start++)
                if (!isText && source[start] == ';') statements++;
            start = end + 1;
        }
        return statements;
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

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="Refusals">The loops that were to be written out and are too large for that.</param>
    internal sealed record Compilation(EmittedCell Cell, AdjointFunction Adjoint, EquatableArray<UnrollRefusal> Refusals);
}

using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
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
        string source = front.Cell is { } cell
            ? Compile(request, front.Settled.Options, SignatureLowering.Lower(cell), CellLowering.Lower(cell, request.Target.Name)).Source
            : RejectedCellEmitter.Emit(request, front.Surface.Parameters, front.Surface.Inputs, front.Surface.States, front.Surface.Outputs);
        return new CellResult(request.Target.HintName, source, front.Diagnostics);
    }

    /// <summary>From the IR on.</summary>
    internal static (string Source, AdjointFunction Adjoint) Compile(
        CellRequest request,
        CellOptions options,
        CellSignature signature,
        StepFunction step)
    {
        StepFunction forward = Pipeline.BeforeDifferentiation(step);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(forward));
        CellPlan plan = Planner.Plan(adjoint, request.Element == ElementType.Float ? 4 : 8, options, request.Batch);
        string source = CellEmitter.Emit(request, options, signature, plan, adjoint.Equations.Select(e => e.Source).Distinct());
        return (source, adjoint);
    }
}

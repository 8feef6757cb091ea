using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler;

public static partial class CellCompiler
{
    /// <summary>From the IR on: differentiate, rewrite, plan, emit.</summary>
    internal static (string Source, AdjointFunction Adjoint) CompileIr(CellRequest request, CellSignature signature, StepFunction step)
    {
        AdjointFunction adjoint = Differentiator.Differentiate(step);
        CellPlan plan = Planner.Plan(adjoint, request.Element == ElementType.Float ? 4 : 8);
        return (CellEmitter.Emit(request, signature, plan, adjoint.Equations.Select(e => e.Source).Distinct()), adjoint);
    }
}

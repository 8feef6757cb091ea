using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>A cell up to its kernels; nothing is printed.</summary>
internal sealed class PlannedCell
{
    public PlannedCell(
        StepFunction function, ElementType element, CellOptions options, int? timeSteps = null, int? batch = null, LoopRules? rules = null)
    {
        int size = element == ElementType.Float ? 4 : 8;
        Lanes = KernelTable.Lanes(size);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(
            Differentiator.Differentiate(Precompute.TakeOut(Pipeline.BeforeDifferentiation(function))));
        Plan = Planner.Plan(adjoint, size, options, new FixedCounts(timeSteps, batch), rules);
        Memory = CellMemory.Of(Plan, Lanes);
        Kernels = CellKernels.Build(Plan, Memory, options, Lanes, timeSteps);
    }

    public CellPlan Plan { get; }

    public CellMemory Memory { get; }

    public CellKernels Kernels { get; }

    /// <summary>Elements of the widest vector.</summary>
    public int Lanes { get; }

    public TapePass this[CellProgram program] => Passes.Single(pass => pass.Name == program.Name + "Pass");

    private IEnumerable<TapePass> Passes => Kernels.Sections.SelectMany(section => section.Passes);
}

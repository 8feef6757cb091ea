using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler;

/// <summary>Goes the way of <see cref="CellCompiler"/> as far as the plan, and says what it found.</summary>
public static class CellDescriber
{
    public static DescriptionResult Describe(CellRequest request)
    {
        FrontEndResult front = FrontEnd.Read(request);
        if (front is not { Cell: { } cell, Syntax: { } syntax }) return new DescriptionResult(null, front.Diagnostics);
        CellSignature signature = SignatureLowering.Lower(cell);
        StepFunction forward = Pipeline.BeforeDifferentiation(CellLowering.Lower(cell, request.Target.Name));
        var sizes = SizeNames.Of(signature);
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(forward), sizes);
        int elementSize = request.Element == ElementType.Float ? 4 : 8;
        CellPlan plan = Planner.Plan(adjoint, elementSize, front.Settled.Options, new FixedCounts(request.TimeSteps, request.Batch));
        var costs = StepCosts.Of(plan, CellMemory.Of(plan, KernelTable.Lanes(elementSize)), elementSize);
        return new DescriptionResult(
            new CellDescription(cell, signature, syntax, adjoint, DerivedText.Equations(adjoint), sizes, costs, Outline(plan, signature)),
            front.Diagnostics);
    }

    private static EquatableArray<ProgramOutline> Outline(CellPlan plan, CellSignature signature)
    {
        var notes = new StageNotes(plan);
        TapePrograms tape = plan.Tapes.First();
        Program[] streams = plan.Step.CanStream ? [plan.Streaming] : [];
        return streams.Concat([tape.Forward, tape.Backward])
            .Select(program => new ProgramOutline(program.Name, program.Sweeps.Select(Outline).ToEquatableArray())).ToEquatableArray();

        LoopOutline Outline(Sweep sweep) => new(
            sweep.Kind,
            sweep.States.Select(state => signature.States[state].Name).ToEquatableArray(),
            sweep.Stages.Select(stage => new StageOutline(stage.Name, notes.Of(stage))).ToEquatableArray());
    }
}

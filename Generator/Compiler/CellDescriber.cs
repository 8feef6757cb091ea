using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Lowering;
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
        var sizes = SizeNames.Of(signature);
        CellPlan plan = CellCompiler.Plan(request, front.Settled.Options, sizes, CellLowering.Lower(cell, request.Target.Name));
        int elementSize = request.Element == ElementType.Float ? 4 : 8;
        var costs = StepCosts.Of(plan, CellMemory.Of(plan, KernelTable.Lanes(elementSize)), elementSize);
        return new DescriptionResult(
            new CellDescription(
                cell, signature, syntax, plan.Adjoint, DerivedText.Equations(plan.Adjoint), sizes, costs, Outline(plan, signature)),
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
            sweep.AllStages.Select(stage => new StageOutline(stage.Name, notes.Of(stage))).ToEquatableArray());
    }
}

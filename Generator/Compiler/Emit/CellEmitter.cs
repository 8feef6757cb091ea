using System;
using System.Collections.Generic;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Emit.Surface;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The two files of a cell: the surface that users see, in their namespace, and what it calls, in one of ours.</summary>
internal static class CellEmitter
{
    /// <param name="derived">The derived backward equations, for the header.</param>
    public static EmittedCell Emit(
        CellRequest request, CellOptions options, CellSignature signature, CellPlan plan, UnrollBudget unrolling,
        IReadOnlyList<string> derived)
    {
        var model = new CellModel(request, options, signature, plan);
        var types = new Types(request.Element);
        var header = new HeaderEmitter(model, derived);
        string surface = SurfaceFile.Write(request.Target, types.Cell, header.Header, header.Documentation, document =>
        {
            new InfoEmitter(model, derived, document).Emit();
            new ParametersEmitter(model, types, document).Emit();
            new TapeEmitter(model, types, document).Emit();
            new StreamingEmitter(model, types, document).Emit();
            new PassesEmitter(model, document).Emit();
            new InterfaceEmitter(model, types, document).Emit();
            new PreparationEmitter(model, types, document).Emit();
        });
        IReadOnlyList<KernelSet> sets = [];
        string kernels = KernelsFile.Write(request.Target, model.T, document => sets = Kernels(model, unrolling, document));
        return new EmittedCell(surface, kernels, sets);
    }

    private static List<KernelSet> Kernels(CellModel model, UnrollBudget unrolling, Document document)
    {
        CellPlan plan = model.Plan;
        var context = new KernelContext(model.Request.Element, model.Options, unrolling, unrolling, document);
        document.Comment("Entry points: the widest vectors that this machine has and the cell fills.");
        new Dispatch(model, context.Constraint, document).Emit();
        new TapeMemoryEmitter(model, document).Emit();
        Section(document, "Streaming: one sequence, one step after the other");
        Frame streaming = Frame.Streaming(plan, plan.Streaming, context.Kernels.Lanes, model.StateOffsets);
        var passes = new StreamPassEmitter(model, context);
        passes.Step(plan.Streaming, streaming);
        var steps = new ProgramEmitter(context, streaming, plan.Streaming, model.ParameterOffsets);
        steps.Pack();
        steps.Stages(StreamPassEmitter.Single(plan.Streaming));
        if (plan.Run is { } run)
        {
            Section(document, "Streaming: what needs no state for some steps at once");
            Frame frame = Frame.Streaming(plan, run, context.Kernels.Lanes, model.StateOffsets);
            passes.Run(run, frame);
            new ProgramEmitter(context, frame, run, model.ParameterOffsets).Stages();
        }

        // Of a tape only the loops over time are written out completely where the cell asks for that.
        var kernels = new UnrollBudget(model.Options.Unroll == UnrollOption.Full ? UnrollOption.Auto : model.Options.Unroll, 0);
        var tapes = new KernelContext(model.Request.Element, model.Options, kernels, unrolling, document);
        foreach (TapePrograms tape in plan.Tapes) Tape(model, tape, tapes, document);
        List<KernelSet> sets = [context.Kernels, tapes.Kernels];
        if (plan.Lanes is not { } lanes) return sets;
        Section(document, "Tapes of enough sequences to lie in the lanes of vectors");
        var inLanes = new LanePassEmitter(model, tapes, lanes);
        inLanes.Forward(lanes.Programs.Forward, lanes.Training);
        inLanes.Forward(lanes.Programs.Inference, lanes.Inference);
        inLanes.Backward(lanes.Programs.Backward);
        return sets;
    }

    private static void Tape(CellModel model, TapePrograms tape, KernelContext context, Document document)
    {
        string rows = tape.Forward.OneRow ? " of one sequence" : "";
        Section(document, $"Forward over a tape{rows}");
        Pass(tape.Forward, p => p.Forward(tape.Forward, tape.Backward));
        Section(document, $"Forward over a tape{rows} that saves nothing");
        Pass(tape.Inference, p => p.Forward(tape.Inference, null));
        Section(document, $"Backward through time{(rows.Length > 0 ? $", a tape{rows}" : "")}");
        Pass(tape.Backward, p => p.Backward(tape.Backward)).Flush();

        ProgramEmitter Pass(Program program, Action<PassEmitter> head)
        {
            Frame frame = Frame.Sequence(model.Plan, program, context.Kernels.Lanes, model.ParameterLength);
            head(new PassEmitter(model, context, frame));
            var emitter = new ProgramEmitter(context, frame, program, model.ParameterOffsets);
            emitter.Pack();
            emitter.Stages();
            return emitter;
        }
    }

    private static void Section(Document document, string title)
    {
        document.Blank();
        document.Comment(title + ".");
    }
}

/// <param name="Surface">The file in the user's namespace.</param>
/// <param name="Kernels">The file of what it calls.</param>
/// <param name="KernelSets">What stands in that as data.</param>
internal sealed record EmittedCell(string Surface, string Kernels, IReadOnlyList<KernelSet> KernelSets);

using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>The whole file of a cell: header with equations, surface, entry points, passes, kernels.</summary>
internal static class CellEmitter
{
    /// <param name="derived">The derived backward equations, for the header.</param>
    public static EmittedCell Emit(
        CellRequest request, CellOptions options, CellSignature signature, CellPlan plan, UnrollBudget unrolling,
        IReadOnlyList<string> derived)
    {
        var model = new CellModel(request, options, signature, plan);
        var writer = new CodeWriter();
        var file = new FileFrame(request.Target, writer);
        file.Open(() => Header(options, signature, derived, writer), $" : {RuntimeNames.Cell}<{model.T}>", Documentation(signature));
        new SurfaceEmitter(model, derived, writer).Emit();
        new EntryPointsEmitter(model, writer).Emit();
        new PreparationEmitter(model, writer).Emit();
        List<KernelSet> kernels = Kernels(model, unrolling, writer);
        file.Close();
        return new EmittedCell(LongLines.Wrap(writer.ToString()), kernels);
    }

    private static List<KernelSet> Kernels(CellModel model, UnrollBudget unrolling, CodeWriter writer)
    {
        CellPlan plan = model.Plan;
        var notes = new StageNotes(plan);
        var context = new KernelContext(model.Request.Element, model.Options, unrolling, unrolling, notes, writer);
        Section(writer, "Streaming: one sequence, one step after the other");
        Frame streaming = Frame.Streaming(plan, plan.Streaming, context.Kernels.Lanes, model.StateOffsets);
        var passes = new StreamPassEmitter(model, context);
        passes.Step(plan.Streaming, streaming);
        var steps = new ProgramEmitter(context, streaming, plan.Streaming, model.ParameterOffsets);
        steps.Pack();
        steps.Stages(StreamPassEmitter.Single(plan.Streaming));
        if (plan.Run is { } run)
        {
            Section(writer, "Streaming: what needs no state for some steps at once");
            Frame frame = Frame.Streaming(plan, run, context.Kernels.Lanes, model.StateOffsets);
            passes.Run(run, frame);
            new ProgramEmitter(context, frame, run, model.ParameterOffsets).Stages();
        }

        // Of a tape only the loops over time are written out completely where the cell asks for that.
        var kernels = new UnrollBudget(model.Options.Unroll == UnrollOption.Full ? UnrollOption.Auto : model.Options.Unroll, 0);
        var tapes = new KernelContext(model.Request.Element, model.Options, kernels, unrolling, notes, writer);
        foreach (TapePrograms tape in plan.Tapes) Tape(model, tape, tapes, writer);
        List<KernelSet> sets = [context.Kernels, tapes.Kernels];
        if (plan.Lanes is not { } lanes) return sets;
        Section(writer, "Tapes of enough sequences to lie in the lanes of vectors");
        var inLanes = new LanePassEmitter(model, tapes, lanes);
        inLanes.Forward(lanes.Programs.Forward, lanes.Training);
        inLanes.Forward(lanes.Programs.Inference, lanes.Inference);
        inLanes.Backward(lanes.Programs.Backward);
        return sets;
    }

    private static void Tape(CellModel model, TapePrograms tape, KernelContext context, CodeWriter writer)
    {
        string rows = tape.Forward.OneRow ? " of one sequence" : "";
        Section(writer, $"Forward over a tape{rows}");
        Pass(tape.Forward, p => p.Forward(tape.Forward, tape.Backward));
        Section(writer, $"Forward over a tape{rows} that saves nothing");
        Pass(tape.Inference, p => p.Forward(tape.Inference, null));
        Section(writer, $"Backward through time{(rows.Length > 0 ? $", a tape{rows}" : "")}");
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

    private static void Section(CodeWriter writer, string title)
    {
        writer.Line();
        writer.Line("// " + title + ".");
    }

    private static void Header(CellOptions options, CellSignature signature, IEnumerable<string> derived, CodeWriter writer)
    {
        Lines(signature.Title + (signature.About is { } about ? ": " + about.Trim() : ""));
        if (signature.Source is { } source) Lines("Source: " + source.Trim());
        string[] chosen = Chosen(options).ToArray();
        if (chosen.Length > 0) Lines("Options: " + string.Join(", ", chosen) + ".");
        writer.Line("//");
        foreach (string equation in signature.EquationTexts) Comment(equation);
        writer.Line("//");
        writer.Line("// Backward (dv is the adjoint of v; sums over time steps and batch rows make the gradients):");
        writer.Line("//");
        foreach (string equation in derived) Comment(equation);

        void Lines(string text)
        {
            foreach (string line in KernelContext.Wrap(text, 130)) writer.Line("// " + line);
        }

        void Comment(string text)
        {
            foreach (string line in KernelContext.Wrap(text, 130)) writer.Line("//     " + line);
        }
    }

    /// <summary>What is not as it would be without a word, as the keys of a definition spell it.</summary>
    private static IEnumerable<string> Chosen(CellOptions options)
    {
        var usual = new CellOptions();
        if (options.Unroll != usual.Unroll) yield return $"unroll: {options.Unroll.ToString().ToLowerInvariant()}";
        if (options.Activations != usual.Activations) yield return $"activations: {options.Activations.ToString().ToLowerInvariant()}";
        if (options.Recompute != usual.Recompute) yield return $"recompute: {(options.Recompute ? "true" : "false")}";
        if (options.StreamingWeights != usual.StreamingWeights)
            yield return $"streamingWeights: {options.StreamingWeights.ToString().ToLowerInvariant()}";
    }

    private static IEnumerable<string> Documentation(CellSignature signature)
    {
        yield return "/// <summary>";
        string title = signature.Title + (signature.About is { } about ? ": " + about : "");
        foreach (string line in KernelContext.Wrap(SurfaceEmitter.Xml(title), 120)) yield return "/// " + line;
        yield return "/// </summary>";
        yield return "/// <remarks><code>";
        foreach (string equation in signature.EquationTexts.SelectMany(e => KernelContext.Wrap(e, 120)))
            yield return "/// " + SurfaceEmitter.Xml(equation);
        yield return "/// </code></remarks>";
    }
}

/// <param name="Source">The file.</param>
/// <param name="Kernels">What stands in it as data.</param>
internal sealed record EmittedCell(string Source, IReadOnlyList<KernelSet> Kernels);

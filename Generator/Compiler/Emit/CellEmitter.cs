using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The whole file of a cell: header with equations, surface, entry points, passes, kernels.</summary>
public static class CellEmitter
{
    /// <param name="derived">The derived backward equations, for the header.</param>
    public static string Emit(CellRequest request, CellSignature signature, CellPlan plan, IEnumerable<string> derived)
    {
        var model = new CellModel(request, signature, plan);
        var writer = new CodeWriter();
        var file = new FileFrame(request.Target, writer);
        file.Open(() => Header(signature, derived, writer), $" : {RuntimeNames.Cell}<{model.T}>", Documentation(signature));
        new SurfaceEmitter(model, writer).Emit();
        new EntryPointsEmitter(model, writer).Emit();
        Kernels(model, writer);
        file.Close();
        return writer.ToString();
    }

    private static void Kernels(CellModel model, CodeWriter writer)
    {
        CellPlan plan = model.Plan;
        var context = new KernelContext(model.Request.Element, writer);
        Frame streaming = Frame.Streaming(plan, model.StateOffsets);
        var passes = new PassEmitter(model, context, Frame.Sequence(plan, plan.Forward), streaming);
        Section(writer, "Streaming: one sequence, one step after the other");
        passes.Stream(plan.Streaming);
        Program(plan.Streaming, streaming, isStreaming: true);
        Section(writer, "Forward over a tape");
        passes.Forward(plan.Forward, packBackward: true);
        Program(plan.Forward, Frame.Sequence(plan, plan.Forward), isStreaming: false);
        Section(writer, "Forward over a tape that saves nothing");
        passes.Forward(plan.Inference, packBackward: false);
        Program(plan.Inference, Frame.Sequence(plan, plan.Inference), isStreaming: false);
        Section(writer, "Backward through time");
        passes.Backward(plan.Backward);
        Program(plan.Backward, Frame.Sequence(plan, plan.Backward), isStreaming: false).Flush();

        ProgramEmitter Program(Program program, Frame frame, bool isStreaming)
        {
            var emitter = new ProgramEmitter(context, frame, program, model.ParameterOffsets, isStreaming);
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

    private static void Header(CellSignature signature, IEnumerable<string> derived, CodeWriter writer)
    {
        writer.Line($"// {signature.Title}" + (signature.About is { } about ? ": " + about.Replace("\n", " ").Trim() : ""));
        if (signature.Source is { } source) writer.Line("// Source: " + source.Replace("\n", " ").Trim());
        writer.Line("//");
        foreach (string equation in signature.EquationTexts) Comment(equation);
        writer.Line("//");
        writer.Line("// Backward (dv is the adjoint of v; sums over time steps and batch rows make the gradients):");
        writer.Line("//");
        foreach (string equation in derived) Comment(equation);

        void Comment(string text)
        {
            foreach (string line in KernelContext.Wrap(text, 130)) writer.Line("//     " + line);
        }
    }

    private static IEnumerable<string> Documentation(CellSignature signature)
    {
        yield return "/// <summary>";
        foreach (string line in KernelContext.Wrap(SurfaceEmitter.Xml(signature.Title + (signature.About is { } about ? ": " + about : "")), 120))
            yield return "/// " + line;
        yield return "/// </summary>";
        yield return "/// <remarks><code>";
        foreach (string equation in signature.EquationTexts.SelectMany(e => KernelContext.Wrap(e, 120))) yield return "/// " + SurfaceEmitter.Xml(equation);
        yield return "/// </code></remarks>";
    }
}

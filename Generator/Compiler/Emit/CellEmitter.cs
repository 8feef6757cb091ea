using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
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
        CellKernels kernels = CellKernels.Build(
            plan, model.Memory, options, model.Lanes, request.TimeSteps, request.Batch, unrolling);
        Print(model, kernels, writer);
        file.Close();
        return new EmittedCell(LongLines.Wrap(writer.ToString()), kernels);
    }

    private static void Print(CellModel model, CellKernels kernels, CodeWriter writer)
    {
        var context = new KernelContext(model.Request.Element, model.Options, writer);
        var passes = new PassPrinter(context);
        var printer = new KernelPrinter(context);
        (int inputs, int outputs) = (model.Signature.Inputs.Count, model.Signature.Outputs.Count);
        passes.Print("StepByStep", kernels.StepByStep, inputs, outputs, hasStrides: true);
        if (kernels.Run is { } run) passes.Print("RunSteps", run, inputs, outputs, hasStrides: false);
        foreach (Section section in kernels.Sections)
        {
            Section(writer, section.Title);
            foreach (TapePass pass in section.Passes) passes.Print(pass);
            foreach (Kernel kernel in section.Kernels) printer.Print(kernel);
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
internal sealed record EmittedCell(string Source, CellKernels Kernels);

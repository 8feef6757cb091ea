using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Entries;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Emit.Surface;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>The two files of a cell: the surface that users see, in their namespace, and what it calls, in one of ours.</summary>
internal static class CellEmitter
{
    /// <param name="derived">The derived backward equations, for the header.</param>
    public static EmittedCell Emit(
        CellRequest request, CellOptions options, CellSignature signature, CellPlan plan, IReadOnlyList<string> derived)
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
            new PoolEmitter(model, types, document).Emit();
            new PassesEmitter(model, document).Emit();
            new InterfaceEmitter(model, types, document).Emit();
            new PreparationEmitter(model, types, document).Emit();
            new WeightsEmitter(model, types, document).Emit();
        });
        CellKernels kernels = CellKernels.Build(plan, model.Memory, options, model.Lanes, request.TimeSteps);
        string behind = KernelsFile.Write(
            request.Target, model.T, Constraint(model), document => Entries(model, kernels, document),
            document => Kernels(model, kernels, document));
        return new EmittedCell(surface, behind, kernels);
    }

    /// <summary>Of the type of vectors. Kernels that read weights of bfloat16 need those that take pairs apart.</summary>
    private static string Constraint(CellModel model) => $"where V : struct, {RuntimeNames.Vector}<V, {model.T}>"
        + (model.Options.StreamingWeights == StreamingWeightsOption.BFloat16 ? $", {RuntimeNames.Pairs}<V>" : "");

    private static void Entries(CellModel model, CellKernels kernels, Document document)
    {
        document.Comment("Entry points: the widest vectors that this machine has and the cell fills.");
        new Dispatch(model, kernels, Constraint(model), document).Emit();
        new TapeMemoryEmitter(model, document).Emit();
    }

    private static void Kernels(CellModel model, CellKernels kernels, Document document)
    {
        Places(document, kernels.Set.Places.All);
        var printer = new KernelPrinter(model.Request.Element, document);
        var passes = new PassPrinter(model.Request.Element, printer, document);
        (int inputs, int outputs) = (model.Signature.Inputs.Count, model.Signature.Outputs.Count);
        if (kernels.StepByStep is { } steps)
            passes.Print("StepByStep", steps, kernels.Narrow?.StepByStep, model.Lanes, inputs, outputs, model.Plan.HasRowsApart);
        if (kernels.Run is { } run) passes.Print("RunSteps", run, kernels.Narrow?.Run, model.Lanes, inputs, outputs, hasStrides: false);
        foreach (Section section in kernels.Sections)
        {
            Section(document, section.Title);
            foreach (TapePass pass in section.Passes) passes.Print(pass);
            foreach (Kernel kernel in section.Kernels) printer.Print(kernel);
        }
        if (kernels.Pooled is { } pooled) new PooledPassPrinter(model.Request.Element, printer, document).Print(pooled);
    }

    /// <summary>The constants that kernels call places by.</summary>
    private static void Places(Document document, IReadOnlyList<Offset.Number> places)
    {
        if (places.Count == 0) return;
        document.Comment("Where things begin in parameters, packed weights, sums, states and rows.");
        using var owner = document.Block($"private static class {Offset.Number.Owner}");
        document.Line(Code.Row(
            "public const int ", places.Select(place => (Code)$"{place.Name!} = {NumberLiteral.Of(place.Value)}"), ";"));
    }

    private static void Section(Document document, string title)
    {
        document.Blank();
        document.Comment(title + ".");
    }
}

/// <param name="Surface">The file in the user's namespace.</param>
/// <param name="Kernels">The file of what it calls.</param>
/// <param name="Data">What stands in that as data.</param>
internal sealed record EmittedCell(string Surface, string Kernels, CellKernels Data);

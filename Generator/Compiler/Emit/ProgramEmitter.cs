using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.General;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Kernels.Tiled;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>The kernels of one program, its packing, and for gradients the unpacking.</summary>
internal sealed class ProgramEmitter(KernelContext context, Frame frame, Program program, int[] parameterOffsets)
{
    private CodeWriter Writer => context.Writer;

    /// <param name="inline">A stage whose kernel stands where it would be called.</param>
    public void Stages(Stage? inline = null)
    {
        foreach (Sweep sweep in program.Sweeps)
            foreach (Stage stage in sweep.Stages.Where(s => s != inline)) Build(stage, program.OneRow && sweep.Kind != SweepKind.AllRows);
        context.PrintKernels();
    }

    private void Build(Stage stage, bool isOneRow) => _ = stage switch
    {
        Stage.Map map when isOneRow => new OneRowBuilder(context.Kernels, frame, map).Build(),
        Stage.Map map => new MapBuilder(context.Kernels, frame, map).Build(),
        Stage.General general => new GeneralBuilder(context.Kernels, frame, general, isOneRow).Build(),
        Stage.Outer outer => new OuterBuilder(context.Kernels, frame, outer).Build(),
        Stage.ParameterOuter outer => new ParameterOuterBuilder(context.Kernels, frame, outer, parameterOffsets).Build(),
        _ => throw new InvalidOperationException($"No kernel for {stage}."),
    };

    /// <summary>Parameters to packed weights.</summary>
    public void Pack()
    {
        Writer.Line();
        Writer.Line("// Packs the parameters for the kernels: what one block of units needs lies together, in the order of use.");
        using (context.Method(
            $"private static void Pack{program.Name}<V>(ref {context.T} parameters, ref {context.T} weights)\n    {context.Constraint}"))
        {
            foreach (ParameterCopy copy in program.Copies)
            {
                string to = KernelContext.Ref("weights", KernelContext.Text(copy.Offset));
                Writer.Line($"{RuntimeNames.Panels}.Copy({Parameter(copy.Parameter, 0)}, {to}, {copy.Length});");
            }
            foreach (Panel panel in program.Panels)
                foreach (string call in Transfers(panel, "Pack", "weights"))
                    Writer.Line(call);
        }
    }

    /// <summary>The method that adds a program's gradients to those of the parameters.</summary>
    public static string AddGradients(Program program) => program.OneRow ? "AddRowGradients" : "AddGradients";

    /// <summary>Gradient panels and sums into the gradients of the parameters.</summary>
    public void Flush()
    {
        Writer.Line();
        Writer.Line("// Adds what the kernels summed up to the gradients, tensor by tensor.");
        using (context.Method(
            $"private static void {AddGradients(program)}<V>(ref {context.T} sums, ref {context.T} parameters)\n    {context.Constraint}"))
        {
            foreach (GradientSum sum in program.GradientSums)
            {
                string to = Parameter(sum.Parameter, sum.ParameterOffset);
                string from = KernelContext.Ref("sums", KernelContext.Text(sum.AreaOffset));
                Writer.Line($"{RuntimeNames.Rows}.Add<V, {context.T}>({to}, {from}, {sum.Length});");
            }
            foreach (Panel panel in program.GradientPanels)
                foreach (string call in Transfers(panel, "Unpack", "sums")) Writer.Line(call);
        }
    }

    private IEnumerable<string> Transfers(Panel panel, string verb, string packed)
    {
        int before = 0;
        foreach (PanelSegment segment in panel.Segments)
        {
            for (int i = 0; i < segment.Accumulators.Count; i++)
            {
                ParameterPart block = segment.Parts[i];
                string method = panel.Paired ? $"{RuntimeNames.Panels}.PackPairs<V>" : $"{RuntimeNames.Panels}.{verb}<V, {context.T}>";
                yield return KernelContext.List(method,
                [
                    Parameter(block.Parameter, block.Offset), KernelContext.Ref(packed, KernelContext.Text(panel.Offset)),
                    $"unitStride: {block.UnitStride}", $"sourceStride: {block.SourceStride}",
                    $"units: {panel.Units}", $"length: {segment.Length}",
                    $"blocks: {panel.Blocks}", $"laneRows: {panel.Vectors}",
                    $"before: {before}", $"width: {segment.Accumulators.Count}", $"index: {i}",
                ], ";");
            }
            before += panel.VectorsOf(segment);
        }
    }

    private string Parameter(int index, int offset) =>
        KernelContext.Ref("parameters", KernelContext.Text(parameterOffsets[index] + offset));
}

using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Formats;
using RnnGen.Tool.Importing;
using Xunit;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>
/// Imports what was exported: the same step, in the same names, with the same parameters to the last bit; and the graph computes it.
/// </summary>
internal static class OnnxAgain
{
    public static void Check(OnnxCase one)
    {
        ImportedModel model = ModelFile.Read(one.Bytes, "again.onnx");
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        FrontEndResult front = FrontEnd.Read(ExportRequests.Of(written.Definition, one.Cell.Element == Compiler.ElementType.Double));
        Assert.True(front.Cell is not null, string.Join('\n', front.Diagnostics.Select(found => found.Message).Append(written.Definition)));
        FrontEndResult first = FrontEnd.Read(ExportRequests.Of(one.Definition, one.Cell.Element == Compiler.ElementType.Double));
        Assert.Equal(Text(CellLowering.Lower(first.Cell!, "Cell")), Text(CellLowering.Lower(front.Cell!, "Cell")));
        CellSignature signature = SignatureLowering.Lower(front.Cell!);
        Assert.Equal(
            one.Cell.Signature.States.Select(slot => slot with { ShapeText = "" }),
            signature.States.Select(slot => slot with { ShapeText = "" }));
        for (int p = 0; p < signature.Parameters.Count; p++)
            Assert.Equal(one.Parameters[p], written.Tensors[signature.Parameters[p].Name].ToArray<double>(convert: true));
        Assert.Equal(signature.Parameters.Count, written.Tensors.Tensors.Count);
        ImportProof proof = ImportProof.Of(model, WrittenPair.Of(model, written));
        Assert.True(proof.Holds && proof.Vectors == 1, $"{one.Name}, {one.Settings}: {proof}");
    }

    private static string Text(StepFunction step) => Printer.Print(step with
    {
        Equations = step.Equations.Select(equation => equation with { Origin = Origin.None }).ToEquatableArray(),
    });
}

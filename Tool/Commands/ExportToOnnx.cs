using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Google.Protobuf;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.Tool.Exporting.Onnx.Proof;

namespace RnnGen.Tool.Commands;

/// <summary>Writes a file of ONNX, if it computes what the definition says.</summary>
internal static class ExportToOnnx
{
    /// <param name="request">Without mistakes.</param>
    /// <param name="weights">The file of the parameters, as it was written.</param>
    /// <param name="runtime">The folder of a program with ONNX Runtime; null where the call names none.</param>
    public static void Write(
        ToolConsole console, CellFile cell, CellRequest request, string weights, string file, OnnxSettings settings, string? runtime)
    {
        string path = console.PathOf(file);
        OnnxCell made = OnnxCell.Of(request);
        double[][] parameters = CellTensors.Of(SafetensorsFile.Read(console.PathOf(weights)), made.Signature.Parameters, weights);
        if (request.Element == ElementType.Float)
            parameters = [.. parameters.Select(values => Array.ConvertAll(values, value => (double)(float)value))];
        string definition = DefinitionPrinter.Print(cell.Text, cell.Library, made.Signature);
        OnnxModel model = OnnxExport.Write(made, settings, parameters, definition);
        byte[] bytes = model.ToByteArray();
        OnnxProof proof = OnnxProof.Of(
            made, settings, parameters, bytes, OnnxRuntimeLibrary.Find(runtime is null ? null : console.PathOf(runtime), console.Packages));
        WholeFile.Write(path, bytes);
        Report(console, path, made, model, proof);
    }

    private static void Report(ToolConsole console, string path, OnnxCell cell, OnnxModel model, OnnxProof proof)
    {
        TextWriter text = console.Out.Profile.Out.Writer;
        long count = cell.Signature.Parameters.Sum(slot => (long)slot.Shape.Length);
        string[] loops = ["LSTM", "GRU", "RNN", "Scan"];
        string recurrent = string.Join(", ", model.Graph.Nodes.Where(node => loops.Contains(node.Operation))
            .Select(node => $"{node.Operation} '{node.Name}'"));
        string nodes = string.Create(CultureInfo.InvariantCulture, $"{count} parameters, {model.Graph.Nodes.Count} nodes");
        text.WriteLine($"Wrote {console.Display(path)}: {nodes}{(recurrent.Length > 0 ? ", " + recurrent : "")}.");
        foreach (OnnxArgument input in model.Graph.Inputs)
            text.WriteLine($"  input   {input.Name} {Shape(input)}");
        foreach (OnnxArgument output in model.Graph.Outputs) text.WriteLine($"  output  {output.Name} {Shape(output)}");
        string tolerance = OnnxProof.ToleranceOf(cell.Element).ToString("0e+0", CultureInfo.InvariantCulture);
        text.WriteLine($"Proven: the graph computes what the definition says, to {tolerance}, and imported again it is the same.");
        text.WriteLine(proof.Runtime is { } runtime
            ? $"ONNX Runtime {runtime.Version} computes it too; its largest difference is "
                + runtime.Difference.ToString("0.0e+0", CultureInfo.InvariantCulture) + "."
            : "ONNX Runtime is not on this machine, or --runtime has to say where: it did not run the graph.");
    }

    private static string Shape(OnnxArgument argument) => $"[{string.Join(", ", argument.Type.Tensor.Shape.Dimensions.Select(dimension =>
        dimension.Value > 0 ? dimension.Value.ToString(CultureInfo.InvariantCulture) : dimension.Name))}]";
}

using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Google.Protobuf;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Exported;
using RnnGen.Tool.Exporting.Onnx.Graph;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>A cell and its parameters as a file of ONNX.</summary>
internal static class OnnxExport
{
    /// <summary>The set of operators that files ask for: any runtime from the year 2022 on has it.</summary>
    public const int OperatorSet = 17;

    /// <summary>Of the format; that of the operator set.</summary>
    private const int FormatVersion = 8;

    /// <summary>What a protocol buffer can be.</summary>
    private const long MostBytes = int.MaxValue;

    /// <param name="parameters">One natural row-major array for each.</param>
    /// <param name="definition">A text that says all of the definition, for who imports the file.</param>
    /// <exception cref="ExportException">ONNX does not have something of it.</exception>
    public static OnnxModel Write(OnnxCell cell, OnnxSettings settings, double[][] parameters, string definition)
    {
        Check(cell, settings);
        var names = new GraphNames(cell.Signature);
        var whole = new GraphScope(cell.Element, settings.Form == OnnxForm.Step ? 1 : 2, cell.Signature.Inputs[0].Name);
        names.Reserve(whole, settings);
        var book = new ParameterBook(whole, cell.Signature.Parameters, parameters);
        var arguments = new GraphArguments(cell, settings, names, whole, book);
        if (settings.Form == OnnxForm.Step) new StepWriter(cell, arguments).Write();
        else new SequenceWriter(cell, arguments, book, settings.HasLengths).Write();
        IReadOnlyList<StoredParameter> stored = book.Settle();
        whole.Graph.Name = CellNames.Plain(cell.Signature.Title);
        GraphNames.RemoveIdentities(whole.Graph);
        var model = new OnnxModel
        {
            IrVersion = FormatVersion,
            Producer = "RnnGen",
            Graph = whole.Graph,
            Documentation = Text(cell.Signature),
        };
        model.OperatorSets.Add(new OnnxOperatorSet { Version = OperatorSet });
        foreach ((string key, string value) in new[]
        {
            (ExportedModel.DefinitionKey, definition),
            (ExportedModel.ArgumentsKey, JsonSerializer.Serialize(arguments.Stored(), StoredJson.Default.StoredArguments)),
            (ExportedModel.ParametersKey, JsonSerializer.Serialize(stored, StoredJson.Default.IReadOnlyListStoredParameter)),
        }) model.Properties.Add(new OnnxProperty { Key = key, Value = value });
        return model;
    }

    private static void Check(OnnxCell cell, OnnxSettings settings)
    {
        CellSignature signature = cell.Signature;
        if (signature.Inputs.Count == 0)
        {
            throw new ExportException(
                "The definition has no input: in ONNX it is an input that says how many steps and sequences there are. "
                + "Declare one, such as 'inputs: { x: 1 }'.");
        }
        if (settings.Form == OnnxForm.Step && !cell.Step.CanStream)
        {
            IEnumerable<string> reversed = signature.States.Where(state => state.IsReversed).Select(state => $"'{state.Name}'");
            throw new ExportException(
                $"{string.Join(", ", reversed)} go from the last step to the first, so that there are no single steps; "
                + "without --step all steps of a sequence are exported.");
        }
        long elements = signature.Parameters.Sum(slot => (long)slot.Shape.Length);
        if (elements * (cell.Element == ElementType.Float ? 4 : 8) > MostBytes - (1 << 24))
            throw new ExportException($"The {elements} parameters take more than 2 GiB, where files of ONNX end.");
    }

    /// <summary>What the definition says, for people.</summary>
    private static string Text(CellSignature signature)
    {
        List<string> lines = [signature.Title + (signature.About is { } about ? ": " + about.Trim() : "")];
        if (signature.Source is { } source) lines.Add("Source: " + source.Trim());
        string sizes = string.Join(", ", signature.Sizes.Select(size => $"{size.Name} = {size.Value}"));
        if (sizes.Length > 0) lines.Add("Sizes: " + sizes);
        lines.Add("");
        lines.AddRange(signature.EquationTexts.SelectMany(text => text.Split('\n')).Select(line => "  " + line.Trim()));
        return string.Join('\n', lines);
    }
}

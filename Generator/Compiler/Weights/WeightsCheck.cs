using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Weights;

/// <summary>
/// Compares the tensors of a file with the parameters of a cell. Each kind of difference is one message, which names the first few: where
/// a size is wrong, nearly all shapes are.
/// </summary>
internal sealed class WeightsCheck(
    DiagnosticPlace place, string file, EquatableArray<SlotSignature> parameters, ElementType element, string cell)
{
    private const int MostNamed = 5, LongestName = 100;

    /// <summary>Bytes that the build puts into an assembly (RnnGen.BuildTasks embeds no more).</summary>
    private const long MostBytes = 1 << 30;

    private readonly DiagnosticBag _diagnostics = new();

    public static EquatableArray<CellDiagnostic> Check(WeightsRequest? request, CellSignature signature, ElementType element, string cell)
    {
        if (request?.File is not { } file) return default;
        var check = new WeightsCheck(request.Place, Quote(file.Display), signature.Parameters, element, cell);
        WeightsContent content = WeightsReader.Read(file);
        if (content.Fault is { } fault) check.Report(Rules.NoSafetensors, fault);
        else if (file.Length > MostBytes) check.Report(Rules.WeightsTooLarge, Text(file.Length), Text(MostBytes));
        else check.Compare(content.Tensors);
        return check._diagnostics.Sorted();
    }

    private void Compare(EquatableArray<WeightsTensor> tensors)
    {
        Dictionary<string, WeightsTensor> byName = tensors.ToDictionary(tensor => tensor.Name);
        List<SlotSignature> missing = parameters.Where(slot => !byName.ContainsKey(slot.Name)).ToList();
        var known = new HashSet<string>(parameters.Select(slot => slot.Name));
        List<string> others = tensors.Where(tensor => !known.Contains(tensor.Name))
            .Select(tensor => $"{Quote(tensor.Name)} {tensor.ShapeText}").ToList();
        if (missing.Count > 0)
        {
            string instead = others.Count > 0 ? $" It has {Some(others)} instead." : "";
            Report(Rules.MissingTensor, Some(missing.Select(slot => $"'{slot.Name}' {slot.Shape}").ToList()), cell, instead);
        }
        else if (others.Count > 0) Report(Rules.UnexpectedTensor, Some(others), cell);
        Compare(parameters.Except(missing).Select(slot => (slot, byName[slot.Name])).ToList());
    }

    /// <summary>Shapes and element types of those that both have.</summary>
    private void Compare(List<(SlotSignature Slot, WeightsTensor Tensor)> pairs)
    {
        List<string> shapes = pairs.Where(pair => pair.Tensor.ShapeText != pair.Slot.Shape.ToString())
            .Select(pair => $"'{pair.Slot.Name}' is {pair.Tensor.ShapeText} and has to be {pair.Slot.Shape} = {pair.Slot.ShapeText}")
            .ToList();
        if (shapes.Count > 0) Report(Rules.WrongTensorShape, Some(shapes));
        List<string> types = pairs.Where(pair => !Converts(pair.Tensor.Dtype, element))
            .Select(pair => $"'{pair.Slot.Name}' is {pair.Tensor.Dtype}").ToList();
        if (types.Count == 0) return;
        (string would, string type) = element == ElementType.Float ? ("F32, F16 or BF16", "float") : ("F64, F32, F16 or BF16", "double");
        Report(Rules.WrongTensorType, Some(types), would, type);
    }

    private void Report(DiagnosticRule rule, params string[] words) => _diagnostics.Report(rule, place, [file, .. words]);

    /// <summary>A name from a file, which may be any text, in quotes.</summary>
    public static string Quote(string name)
    {
        string shown = name.Length > LongestName ? name.Substring(0, LongestName) + "…" : name;
        return $"'{new string(shown.Select(c => char.IsControl(c) ? '?' : c).ToArray())}'";
    }

    /// <summary>Whether no number changes when it becomes one of the cell's.</summary>
    private static bool Converts(string dtype, ElementType element) =>
        dtype is "F32" or "F16" or "BF16" || (dtype == "F64" && element == ElementType.Double);

    private static string Some(IReadOnlyList<string> texts) =>
        string.Join(", ", texts.Take(MostNamed)) + (texts.Count > MostNamed ? $" and {Text(texts.Count - MostNamed)} more" : "");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.IO;
using System.Linq;
using RnnGen.Formats;
using Spectre.Console;

namespace RnnGen.Tool.Importing;

/// <summary>Says what was found in a file, what became of it, and how that was proven.</summary>
internal static class ImportReport
{
    public static void Found(IAnsiConsole console, ImportedModel model, string display)
    {
        console.MarkupLineInterpolated($"[bold]{display}[/]: {model.Format}, '{model.Name}', {model.InputSize} → {model.OutputSize}");
        int size = model.InputSize;
        foreach (ImportedLayer layer in model.Layers)
        {
            int next = layer.OutputSizeFor(size);
            console.WriteLine($"  {layer.Name}: {Describe(layer, size, next)}");
            size = next;
        }
        console.WriteLine(model.SampleRate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"  sample rate: {rate:0.##} Hz")
            : "  sample rate: the file does not say");
        foreach (string note in model.Notes) console.MarkupLineInterpolated($"  [blue]note:[/] {note}");
        foreach (string lost in model.NotCarriedOver) console.MarkupLineInterpolated($"  [yellow]not carried over:[/] {lost}");
        if (model.IsFinalOnly)
            console.MarkupLine("  [blue]note:[/] the source has one output for a sequence: the last of those of the cell, one a step");
    }

    public static void Proven(IAnsiConsole console, ImportProof proof)
    {
        if (proof.Vectors > 0)
        {
            string verdict = proof.Holds ? "[green]proven[/]" : "[red]not equal[/]";
            console.MarkupLine(string.Create(CultureInfo.InvariantCulture,
                $"{verdict}: {proof.Vectors} test vectors of the source, {proof.Steps} steps, largest difference {proof.Difference:0.0e+0} "
                + $"(of values up to {proof.Largest:0.###})"));
            return;
        }
        string values = string.Join(", ", proof.Sample.Take(4).Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)));
        console.WriteLine($"The file has no test vectors. For x[t, i] = sin((t + 1) (i + 1) / 10) the output of step {proof.Steps} is "
            + $"[{values}{(proof.Sample.Length > 4 ? ", …" : "")}]: compare it with the source's.");
    }

    public static void Written(IAnsiConsole console, ImportedModel model, string definition, string tensors, string? type, int parameters)
    {
        string cell = type ?? "Cell";
        console.WriteLine($"Wrote {definition} and {tensors} ({parameters} parameters).");
        console.WriteLine(type is null
            ? $"In C#: [Cell(\"{definition}\")] public partial struct {cell}; then parameters.Load(\"{tensors}\")."
            : $"In C#: var parameters = new {type}.Parameters(); parameters.Load(\"{tensors}\").");
        console.WriteLine(type is null
            ? $"In the assembly: [Cell(\"{definition}\", Weights = \"{tensors}\")], then {cell}.LoadWeights() needs no file."
            : $"In the assembly: 'weights: {Path.GetFileName(tensors)}' in the definition, then {type}.LoadWeights() needs no file.");
        if (model.SampleRate is not null) console.WriteLine("The cell knows no sample rate: give it a signal of that of the source.");
    }

    private static string Describe(ImportedLayer layer, int size, int next) => layer switch
    {
        ImportedLayer.Recurrent recurrent => string.Join(" and ", recurrent.Directions.Select(Describe)),
        ImportedLayer.Dense dense => $"dense {size} → {next}{(dense.Bias is null ? ", no bias" : "")}",
        ImportedLayer.Activation activation => $"{activation.Function.Kind}",
        ImportedLayer.Defined whole => $"a definition {size} → {next} with {whole.Parameters.Count} parameters, which the file carries",
        ImportedLayer.AddInput => "adds the input (skip connection)",
        _ => layer.GetType().Name,
    };

    private static string Describe(RecurrentDirection direction)
    {
        RecurrentCell cell = direction.Cell;
        string[] variants =
        [
            .. new[]
            {
                direction.IsReversed ? "reversed" : "",
                cell.Clip is { } clip ? string.Create(CultureInfo.InvariantCulture, $"clip {clip:0.###}") : "",
                cell.InitialHidden is null ? "" : "with its initial state",
                cell is RecurrentCell.Lstm { Forget: null } ? "coupled gates" : "",
                cell is RecurrentCell.Lstm { Peepholes: not null } ? "peepholes" : "",
                cell is RecurrentCell.Lstm { Projection: not null } ? "projection" : "",
            }.Where(variant => variant.Length > 0),
        ];
        return string.Join(", ", variants.Prepend(cell.Description));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>A sequence that the source says its model's output for.</summary>
/// <param name="Steps">T.</param>
/// <param name="Input">[T, input]; of several inputs those of a step side by side.</param>
/// <param name="Output">[T, output], or [output] after the last step of a model that gives one output for a sequence.</param>
public sealed record TestVector(int Steps, ReadOnlyMemory<double> Input, ReadOnlyMemory<double> Output);

/// <summary>A network that another program trained: layers, each of which gets what the one before hands on.</summary>
public sealed record ImportedModel
{
    /// <summary>The name of the model, or of its file without the extension.</summary>
    public required string Name { get; init; }

    /// <summary>The format it was read from, such as <c>ONNX</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The elements of the input at each step.</summary>
    public required int InputSize { get; init; }

    /// <summary>The layers in order; at least one of them is recurrent.</summary>
    public required IReadOnlyList<ImportedLayer> Layers { get; init; }

    /// <summary>Samples a second of the signal it was trained on; null where the source does not say.</summary>
    public double? SampleRate { get; init; }

    /// <summary>What whoever imports should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the source has and the import leaves behind, one sentence each.</summary>
    public IReadOnlyList<string> NotCarriedOver { get; init; } = [];

    /// <summary>
    /// What the source says of its own output. Of an exported file it is what the graph computes, run when it is first asked for.
    /// </summary>
    public IReadOnlyList<TestVector> TestVectors { get; init; } = [];

    /// <summary>The elements of the output.</summary>
    public int OutputSize => Layers.Aggregate(InputSize, (size, layer) => layer.OutputSizeFor(size));

    /// <summary>
    /// Whether the source gives one output for a whole sequence. The written network gives one at every step; the source's is that at the
    /// last.
    /// </summary>
    public bool IsFinalOnly =>
        Layers.Any(layer => layer is ImportedLayer.LastStep or ImportedLayer.Recurrent { Returns: SequenceOutput.Final });

    /// <summary>The model, if its layers fit each other.</summary>
    /// <exception cref="ModelFormatException">They do not; the message names the first that does not.</exception>
    public ImportedModel Checked() => ModelCheck.Run(this);

    /// <summary>Such as <c>amp (ONNX): LSTM 1 → 16, dense 16 → 1</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        int size = InputSize;
        foreach (ImportedLayer layer in Layers)
        {
            int next = layer.OutputSizeFor(size);
            parts.Add(Describe(layer, size, next));
            size = next;
        }
        return $"{Name} ({Format}): {string.Join(", ", parts)}";
    }

    private static string Describe(ImportedLayer layer, int size, int next) => layer switch
    {
        ImportedLayer.Recurrent recurrent => string.Join(
            " and ", recurrent.Directions.Select(d => d.Cell.Description + (d.IsReversed ? " reversed" : ""))),
        ImportedLayer.Dense => string.Create(CultureInfo.InvariantCulture, $"dense {size} → {next}"),
        ImportedLayer.Activation activation => activation.Function.Kind.ToString().ToLowerInvariant(),
        ImportedLayer.LastStep => "last step",
        ImportedLayer.Defined => string.Create(CultureInfo.InvariantCulture, $"definition {size} → {next}"),
        _ => "skip",
    };
}

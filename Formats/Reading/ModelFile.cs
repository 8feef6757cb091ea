using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Reads the files of other programs: recognises the format and gives the model.
/// <code>
/// ImportedModel model = ModelFile.Read("amp.onnx");
/// Console.WriteLine(model);                          // amp (ONNX): LSTM 1 → 16, dense 16 → 1
/// ModelWriter.Write(model).Save("Cells");            // Cells/amp.cell.yaml and Cells/amp.safetensors
/// </code>
/// </summary>
public static class ModelFile
{
    private static readonly IModelFormat[] s_formats =
    [
        new Onnx.OnnxFormat(), new TorchFormat(), new SafetensorsFormat(), new KerasFormat(), new JsonFormat(),
    ];

    /// <summary>The formats, in the order in which a file is tried.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. s_formats.Select(format => format.Name)];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">What files of weights alone do not say; null for the defaults.</param>
    /// <exception cref="ModelFormatException">No reader knows it, it is damaged, or has what cannot be carried over.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImportedModel Read(string path, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(File.ReadAllBytes(path), Path.GetFileName(path), options);
    }

    /// <summary>Reads a file from memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Its name with the extension.</param>
    /// <param name="options">What files of weights alone do not say; null for the defaults.</param>
    /// <exception cref="ModelFormatException">No reader knows it, it is damaged, or has what cannot be carried over.</exception>
    public static ImportedModel Read(ReadOnlyMemory<byte> bytes, string fileName, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        IModelFormat? format = s_formats.FirstOrDefault(format => format.Recognizes(bytes.Span, fileName));
        return format is not null
            ? format.Read(bytes, Path.GetFileNameWithoutExtension(fileName), options ?? new ReadOptions()).Checked()
            : throw new ModelFormatException(
                ModelFailure.Unrecognized,
                fileName,
                $"no format that is known here ({string.Join(", ", Formats)}): {FileContents.Describe(bytes)}.");
    }
}

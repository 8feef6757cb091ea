using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Writes an imported network as a definition of a cell, with the names of its source, and tensors in the definition's names. Cells of the
/// zoo stand where they compute exactly what the source does; anything else is a definition in place, with all its equations.
/// </summary>
public static class ModelWriter
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">The model; its layers have to fit each other.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelFormatException">The layers do not fit, or a weight is beyond the range of float.</exception>
    public static WrittenModel Write(ImportedModel model, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new WriteOptions();
        model = model.Checked();
        string name = LegalNames.OfFile(options.Name ?? model.Name);
        var tensors = new SafetensorsFile();
        tensors.Metadata["source.format"] = model.Format;
        tensors.Metadata["source.name"] = model.Name;
        if (model.SampleRate is { } rate) tensors.Metadata["source.sample_rate"] = rate.ToString("R", CultureInfo.InvariantCulture);
        if (model.Layers is [ImportedLayer.Defined whole])
        {
            Add(tensors, "", [.. whole.Parameters.Select(tensor => new WrittenParameter(tensor.Name, tensor.ShapeText, tensor))], options);
            return new WrittenModel(name, options.Class is { } type ? $"class: {type}\n{whole.Text}" : whole.Text, tensors);
        }
        var network = new NetworkText(model, options.Class);
        foreach ((string cell, WrittenCell written, _) in network.Cells) Add(tensors, cell + ".", written.Parameters, options);
        Add(tensors, "", network.Parameters, options);
        return new WrittenModel(name, DefinitionText.Of(model, network, options), tensors);
    }

    private static void Add(SafetensorsFile tensors, string prefix, IReadOnlyList<WrittenParameter> parameters, WriteOptions options)
    {
        foreach (WrittenParameter parameter in parameters)
        {
            ImportedTensor values = parameter.Values;
            int[] shape = [.. values.Shape];
            if (options.IsDouble) tensors.Add(prefix + parameter.Name, shape, values.Values);
            else tensors.Add<float>(prefix + parameter.Name, shape, Rounded(values, prefix + parameter.Name));
        }
    }

    /// <summary>To the nearest float.</summary>
    private static float[] Rounded(ImportedTensor tensor, string name)
    {
        var values = new float[tensor.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)tensor.Values[i];
            if (double.IsFinite(tensor.Values[i]) && !float.IsFinite(values[i]))
                throw ModelFormatException.Unsupported(
                    $"tensor '{tensor.Name}', for '{name}'",
                    $"element {NumberText.Of(i)} is {NumberText.Of(tensor.Values[i])}, beyond the range of float; write it for double.");
        }
        return values;
    }
}

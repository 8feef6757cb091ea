using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen;
using RnnGen.Formats;

namespace Amplifier.Model;

/// <summary>
/// Parameters from a file: those that the sample or rnngen import saved, or a model of another program (NAM, GuitarML, …) of the cell's
/// own layers and sizes. The cell is compiled for its sizes; another model needs another cell, and the message says which command makes it.
/// </summary>
internal static class ForeignModel
{
    /// <exception cref="InvalidDataException">The model is of another kind or size.</exception>
    /// <exception cref="IOException">The file cannot be read, or is no model.</exception>
    public static (Amp.Parameters Parameters, double? SampleRate) Load(string path)
    {
        if (Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            var parameters = new Amp.Parameters();
            parameters.Load(path);
            return (parameters, null);
        }

        return Load(ModelFile.Read(path), path);
    }

    /// <summary>A model of another program.</summary>
    public static (Amp.Parameters Parameters, double? SampleRate) Load(ImportedModel model, string path)
    {
        // Where the cell was imported itself, the tensors are those of its definition.
        SafetensorsFile? tensors = ModelWriter.Write(model).Tensors is { } written && Fits(written) ? written
            : Own(model) is { } own && Fits(own) ? own
            : null;
        if (tensors is null) throw new InvalidDataException(Refusal(path, model));
        var parameters = new Amp.Parameters();
        using var stream = new MemoryStream();
        tensors.Write(stream);
        stream.Position = 0;
        parameters.Load(stream);
        return (parameters, model.SampleRate);
    }

    /// <summary>
    /// An LSTM with a linear head, and perhaps the input added, in the names of Model/amp.cell.yaml; null for other layers.
    /// </summary>
    private static SafetensorsFile? Own(ImportedModel model)
    {
        ImportedLayer[] layers = [.. model.Layers];
        bool skips = layers is [.., ImportedLayer.AddInput];
        if (skips) layers = layers[..^1];
        if (layers is not [ImportedLayer.Recurrent { Directions: [{ IsReversed: false } direction] }, ImportedLayer.Dense head]
            || direction.Cell is not RecurrentCell.Lstm lstm || !IsPlain(lstm)) return null;
        var file = new SafetensorsFile();
        foreach ((string name, Gate gate) in new[] { ("f", lstm.Forget!), ("i", lstm.Input), ("g", lstm.Cell), ("o", lstm.Output) })
        {
            // The state stands before the input here: [h'; x].
            Add(file, "W" + name, gate.Recurrent.Beside(gate.Input));
            AddVector(file, "b" + name, gate.Bias, lstm.HiddenSize);
        }

        AddVector(file, "h0", lstm.InitialHidden, lstm.HiddenSize);
        AddVector(file, "c0", lstm.InitialCell, lstm.HiddenSize);
        Add(file, "V", head.Weights);
        AddVector(file, "d", head.Bias, head.Weights.Rows);
        file.Add<float>("s", [], [skips ? 1 : 0]);
        return file;
    }

    private static bool IsPlain(RecurrentCell.Lstm lstm) =>
        lstm is { Forget: not null, Peepholes: null, Projection: null, Clip: null }
        && lstm.GateActivation == ActivationFunction.Sigmoid
        && lstm.CellActivation == ActivationFunction.Tanh && lstm.OutputActivation == ActivationFunction.Tanh;

    private static bool Fits(SafetensorsFile file) =>
        file.Tensors.Count == Amp.Info.Parameters.Count
        && Amp.Info.Parameters.All(slot => file.Find(slot.Name) is { } tensor && tensor.Shape.SequenceEqual(Extents(slot)));

    private static IEnumerable<long> Extents(Slot slot) => slot.Rank switch
    {
        0 => [],
        1 => [slot.Rows],
        _ => [slot.Rows, slot.Columns],
    };

    private static void Add(SafetensorsFile file, string name, ImportedTensor tensor) =>
        file.Add<float>(name, [.. tensor.Shape], [.. tensor.Values.ToArray().Select(value => (float)value)]);

    private static void AddVector(SafetensorsFile file, string name, ImportedTensor? tensor, int length) =>
        file.Add<float>(name, [length], tensor is null ? new float[length] : [.. tensor.Values.ToArray().Select(value => (float)value)]);

    private static string Refusal(string path, ImportedModel model) =>
        $"{path}: found {model}; expected what fits the cell in Model/amp.cell.yaml, which is compiled for "
        + $"{string.Join(", ", Amp.Info.Parameters)}. To make a cell of this model: "
        + $"rnngen import {path} -o Samples/Amplifier/Model --name amp --class Amplifier.Model.Amp --force, then run with "
        + "--model Samples/Amplifier/Model/amp.safetensors.";
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>Makes a network of a Keras configuration and its weights, layer by layer.</summary>
internal sealed class KerasModelReader
{
    private readonly IKerasWeights _weights;
    private readonly bool? _isThird;
    private readonly List<ImportedLayer> _layers = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _left = [];

    private KerasModelReader(IKerasWeights weights, bool? isThird) => (_weights, _isThird) = (weights, isThird);

    /// <summary>Reads a model.</summary>
    /// <param name="topology">Its layers.</param>
    /// <param name="weights">Their tensors.</param>
    /// <param name="version">The version of Keras that wrote it; null where that is not known.</param>
    /// <param name="name">The name of the file.</param>
    public static ImportedModel Read(KerasTopology topology, IKerasWeights weights, string? version, string name)
    {
        var reader = new KerasModelReader(weights, IsThird(version));
        foreach (KerasLayer layer in topology.Chain) reader.Add(layer, layer);
        int? declared = topology.Chain.Count > 0 ? topology.Chain[0].InputSize() : null;
        return new ImportedModel
        {
            Name = name,
            Format = version is null ? "Keras" : $"Keras {Shortened(version)}",
            InputSize = declared ?? reader._layers.Select(layer => layer.InputSize).FirstOrDefault(size => size is not null)
                ?? throw ModelFormatException.Unsupported("Keras configuration", "it has no layer with weights."),
            Layers = reader._layers,
            Notes = reader._notes,
            NotCarriedOver = reader._left,
        };
    }

    private static bool? IsThird(string? version) =>
        version is not null && int.TryParse(version.Split('.')[0], out int major) ? major >= 3 : null;

    private static string Shortened(string version) => version.Length <= 20 ? version : version[..20];

    /// <param name="layer">What to add.</param>
    /// <param name="owner">The layer of the model that holds it: the same, but within a TimeDistributed.</param>
    private void Add(KerasLayer layer, KerasLayer owner)
    {
        switch (layer.ClassName)
        {
            case "InputLayer":
                break;
            case "LSTM" or "GRU" or "SimpleRNN" or "Bidirectional":
                _layers.Add(KerasRecurrent.Read(layer, _weights, _isThird, _notes));
                break;
            case "Dense":
                AddDense(layer, owner);
                break;
            case "TimeDistributed":
                Add(Inner(layer), owner);
                break;
            case "Dropout" or "SpatialDropout1D" or "GaussianDropout" or "GaussianNoise" or "AlphaDropout" or "ActivityRegularization":
                _notes.Add($"{layer.Where} does nothing outside of training.");
                break;
            case "Masking":
                _left.Add($"{layer.Where}, which leaves out steps that have a mask's value: give the network sequences without them.");
                break;
            default:
                _layers.Add(new ImportedLayer.Activation(layer.Name, KerasActivationLayers.Read(layer, _isThird)));
                break;
        }
    }

    private void AddDense(KerasLayer layer, KerasLayer owner)
    {
        bool hasBias = layer.Config.Flag("use_bias", true, layer.Where);
        IReadOnlyList<ImportedTensor> weights = _weights.Of(owner, hasBias ? 2 : 1);
        _layers.Add(KerasCells.Dense(owner.Name, weights, hasBias, layer.Config.FindInteger("units", layer.Where), layer.Where));
        ActivationFunction function = KerasActivations.Read(layer.Config, "activation", "linear", _isThird, layer.Where);
        if (function != ActivationFunction.Identity) _layers.Add(new ImportedLayer.Activation($"{owner.Name}.activation", function));
    }

    // Every layer here acts at each step by itself.
    private static KerasLayer Inner(KerasLayer layer)
    {
        KerasLayer inner = KerasLayer.Read(
            layer.Config.Find("layer") ?? throw ModelFormatException.Damaged(layer.Where, "it holds no layer."), layer.Where);
        return inner.ClassName is "Dense" or "Activation" or "Dropout" or "ReLU" or "LeakyReLU" or "ELU"
            ? inner
            : throw ModelFormatException.Unsupported(layer.Where, $"of {Quoting.Quote(inner.ClassName)}: Dense and activations are known.");
    }
}

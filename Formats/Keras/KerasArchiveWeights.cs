using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.Formats;

/// <summary>
/// The tensors of <c>model.weights.h5</c> in a <c>.keras</c>: <c>layers/lstm_1/cell/vars/0</c>, …. A layer is named there by its class and
/// its number among layers of that class, not by its own name. The source: keras/src/saving/saving_lib.py.
/// </summary>
internal sealed partial class KerasArchiveWeights : IKerasWeights
{
    private readonly Hdf5Object _layers;
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    /// <param name="root">The file.</param>
    /// <param name="listed">All layers of the model in its own order.</param>
    public KerasArchiveWeights(Hdf5Object root, IReadOnlyList<KerasLayer> listed)
    {
        // The second name is that of Keras 2.12.
        _layers = root.Find("layers") ?? root.Find("_layer_checkpoint_dependencies")
            ?? throw ModelFormatException.Damaged("model.weights.h5", $"it has no group layers, but {Quoting.Join(root.Names)}.");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (KerasLayer layer in listed)
        {
            string key = SnakeCase(layer.ClassName);
            int before = counts.GetValueOrDefault(key);
            counts[key] = before + 1;
            _keys.Add(layer.Name, before == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}_{before}"));
        }
    }

    public IReadOnlyList<ImportedTensor> Of(KerasLayer layer, int count)
    {
        string key = _keys[layer.Name];
        Hdf5Object group = _layers.Find(key) ?? throw ModelFormatException.Damaged(
            layer.Where, $"the file has no weights of it: no group {Quoting.Quote(key)}.");
        // Since Keras 3.9 the group says whose it is.
        if (group.Find("vars")?.Text("name") is { } name && name != layer.Name)
            throw ModelFormatException.Damaged(layer.Where, $"its group {Quoting.Quote(key)} holds the weights of {Quoting.Quote(name)}.");
        return layer.ClassName switch
        {
            "Bidirectional" =>
            [
                .. Vars(group, "forward_layer/cell", layer, count / 2),
                .. Vars(group, "backward_layer/cell", layer, count / 2),
            ],
            "TimeDistributed" => Vars(group, "layer", layer, count),
            "Dense" => Vars(group, "", layer, count),
            _ => Vars(group, "cell", layer, count),
        };
    }

    private static List<ImportedTensor> Vars(Hdf5Object group, string path, KerasLayer layer, int count)
    {
        var tensors = new List<ImportedTensor>();
        for (int i = 0; i < count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Length > 0 ? "/" : "")}vars/{i}");
            tensors.Add((group.Find(name) ?? throw ModelFormatException.Damaged(
                layer.Where, $"the file has no {Quoting.Quote(name)} of it."))
                .Tensor($"{layer.Name}/{name}"));
        }

        return tensors;
    }

    // SimpleRNN → simple_rnn, as keras/src/utils/naming.py does it.
    private static string SnakeCase(string name) =>
        Humps().Replace(Words().Replace(Others().Replace(name, ""), "$1_$2"), "$1_$2").ToLowerInvariant();

    [GeneratedRegex(@"\W+", RegexOptions.CultureInvariant)]
    private static partial Regex Others();

    [GeneratedRegex("(.)([A-Z][a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("([a-z])([A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// The tensors of a <c>.h5</c> of Keras 1 to 3: a group for each layer with the attribute <c>weight_names</c>, which lists datasets in the
/// order of <c>get_weights()</c>. Long lists are cut into <c>weight_names0</c>, <c>weight_names1</c>, …. The source:
/// keras/src/legacy/saving/legacy_h5_format.py.
/// </summary>
/// <param name="group">The group <c>model_weights</c>, or the root of a file of weights alone.</param>
internal sealed class KerasHdf5Weights(Hdf5Object group) : IKerasWeights
{
    private const int MostParts = 1000;

    public IReadOnlyList<ImportedTensor> Of(KerasLayer layer, int count)
    {
        Hdf5Object found = group.Find(layer.Name) ?? throw ModelFormatException.Damaged(layer.Where, "the file has no weights of it.");
        string[] names = [.. Texts(found, "weight_names").Where(name => !name.Contains("seed_generator", StringComparison.Ordinal))];
        if (names.Length != count)
            throw ModelFormatException.Damaged(
                layer.Where, $"the file has {names.Length} tensors of it, {Quoting.Join(names)}; expected {count}.");
        return [.. names.Select(name => (found.Find(name)
            ?? throw ModelFormatException.Damaged(layer.Where, $"the file has no dataset {Quoting.Quote(name)}.")).Tensor(name))];
    }

    private static IEnumerable<string> Texts(Hdf5Object found, string name)
    {
        if (found.Texts(name) is { } whole) return whole;
        var parts = new List<string>();
        for (int i = 0; i < MostParts && found.Texts(FormattableString.Invariant($"{name}{i}")) is { } part; i++) parts.AddRange(part);
        return parts;
    }
}

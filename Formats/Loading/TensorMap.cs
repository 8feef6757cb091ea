using System;
using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>
/// Says of what tensors of a file the parameters of a cell are made, for those who keep their own definition. A parameter without a line is
/// the tensor of its own name.
/// <code>
/// parameters.Load(TorchFile.ReadTensors("model.pt"), new TensorMap
/// {
///     ["W"] = "rnn.weight_ih_l0",
///     ["U"] = "rnn.weight_hh_l0",
///     ["b"] = TensorSource.Of("rnn.bias_ih_l0") + "rnn.bias_hh_l0",
/// });
/// parameters.Load(tensors, TensorMap.PyTorchLstm("encoder.lstm").And(TensorMap.PyTorchLstm("encoder.lstm", layer: 1, cell: "second.")));
/// </code>
/// </summary>
public sealed partial class TensorMap
{
    private readonly Dictionary<string, TensorSource> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _ignored = [];

    /// <summary>Whether the file may hold tensors of which no parameter is made. Without it they are errors.</summary>
    public bool AllowOtherTensors { get; init; }

    /// <summary>The parameters that have a line.</summary>
    public IReadOnlyCollection<string> Parameters => _sources.Keys;

    /// <summary>What a parameter is made of.</summary>
    /// <exception cref="KeyNotFoundException">The map has no line for it.</exception>
    public TensorSource this[string parameter]
    {
        get => _sources[parameter];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _sources[parameter] = value;
        }
    }

    /// <summary>Lets the file hold tensors whose names begin so, of which no parameter is made.</summary>
    /// <returns>This map.</returns>
    public TensorMap Ignore(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        _ignored.Add(prefix);
        return this;
    }

    /// <summary>A map with the lines of both.</summary>
    /// <exception cref="ArgumentException">Both have a line for one parameter.</exception>
    public TensorMap And(TensorMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new TensorMap { AllowOtherTensors = AllowOtherTensors || other.AllowOtherTensors };
        foreach (TensorMap map in (TensorMap[])[this, other])
        {
            foreach ((string parameter, TensorSource source) in map._sources)
            {
                if (!both._sources.TryAdd(parameter, source))
                    throw new ArgumentException($"Both maps say what '{parameter}' is made of.", nameof(other));
            }
            both._ignored.AddRange(map._ignored);
        }
        return both;
    }

    internal TensorSource SourceOf(string parameter) => _sources.GetValueOrDefault(parameter) ?? TensorSource.Of(parameter);

    internal bool Ignores(string tensor) =>
        AllowOtherTensors || _ignored.Exists(prefix => tensor.StartsWith(prefix, StringComparison.Ordinal));
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.Formats;

/// <summary>
/// Finds modules in a state_dict: <c>prefix.weight_ih_l0</c>, <c>prefix.weight_hh_l0_reverse</c>, … are a recurrent module,
/// <c>prefix.weight</c> and <c>prefix.bias</c> a linear one. A tensor that belongs to neither is refused by name.
/// </summary>
internal static partial class TorchModules
{
    private const int MostLayers = 1000;

    /// <summary>The modules in the order of their first tensors.</summary>
    public static IReadOnlyList<TorchModule> Find(IReadOnlyList<ImportedTensor> tensors)
    {
        var groups = new Dictionary<string, List<(string Tail, ImportedTensor Tensor)>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (ImportedTensor tensor in tensors)
        {
            int dot = tensor.Name.LastIndexOf('.');
            string prefix = dot < 0 ? "" : tensor.Name[..dot];
            if (!groups.TryGetValue(prefix, out List<(string, ImportedTensor)>? group))
            {
                groups.Add(prefix, group = []);
                order.Add(prefix);
            }

            group.Add((tensor.Name[(dot + 1)..], tensor));
        }

        return [.. order.Select(prefix => Module(prefix, groups[prefix]))];
    }

    /// <summary>Whether a name is one of a recurrent module's tensors.</summary>
    public static bool IsRecurrent(string name) => RecurrentTail().IsMatch(name[(name.LastIndexOf('.') + 1)..]);

    private static TorchModule Module(string prefix, List<(string Tail, ImportedTensor Tensor)> group)
    {
        var byTail = new Dictionary<string, ImportedTensor>(StringComparer.Ordinal);
        foreach ((string tail, ImportedTensor tensor) in group)
        {
            if (!byTail.TryAdd(tail, tensor)) throw ModelFormatException.Damaged(
                $"tensor {Quoting.Quote(tensor.Name)}", "it is there twice.");
        }

        return group.Exists(item => RecurrentTail().IsMatch(item.Tail)) ? Recurrent(prefix, byTail) : Linear(prefix, byTail);
    }

    private static TorchModule.Linear Linear(string prefix, Dictionary<string, ImportedTensor> tensors)
    {
        if (tensors.Keys.FirstOrDefault(tail => tail is not ("weight" or "bias")) is { } other)
            throw Refused(prefix, tensors, OtherModule(other));
        if (!tensors.TryGetValue("weight", out ImportedTensor? weight)) throw Refused(prefix, tensors, "no nn.Linear");
        if (weight.Rank != 2) throw Refused(prefix, tensors, weight.Rank == 1 ? "an nn.LayerNorm or the like" : "an nn.Conv or the like");
        tensors.TryGetValue("bias", out ImportedTensor? bias);
        return new TorchModule.Linear(prefix, weight, bias?.Require(weight.Rows));
    }

    // What the names of its tensors say of a module.
    private static string OtherModule(string tail) => tail switch
    {
        "running_mean" or "running_var" or "num_batches_tracked" => "an nn.BatchNorm",
        "in_proj_weight" or "in_proj_bias" => "an nn.MultiheadAttention",
        _ when tail.EndsWith("_g", StringComparison.Ordinal) || tail.EndsWith("_v", StringComparison.Ordinal) =>
            "a module with weight_norm (remove_weight_norm first)",
        _ => "no module that is known here",
    };

    private static ModelFormatException Refused(string prefix, Dictionary<string, ImportedTensor> tensors, string what) =>
        ModelFormatException.Unsupported(
            $"module {Quoting.Quote(prefix)}",
            $"it is {what}: its tensors are {Quoting.Join(tensors.Values.Select(tensor => tensor.ToString()))}. Known are nn.LSTM, " +
            "nn.GRU, nn.RNN, their cells and nn.Linear. Name the modules that are the network (ReadOptions.Modules), or write the cell " +
            "yourself and load it by name.");

    private static TorchModule.Recurrent Recurrent(string prefix, Dictionary<string, ImportedTensor> tensors)
    {
        if (tensors.Keys.FirstOrDefault(tail => !RecurrentTail().IsMatch(tail)) is { } other)
            throw Refused(prefix, tensors, $"recurrent, but for {Quoting.Quote(other)}");
        if (tensors.ContainsKey("weight_ih") || tensors.ContainsKey("weight_hh"))
        {
            TorchWeights cell = Weights(prefix, tensors, "");
            return tensors.Count == 0 ? new TorchModule.Recurrent(prefix, [[cell]]) : throw Left(prefix, tensors);
        }

        var layers = new List<IReadOnlyList<TorchWeights>>();
        while (layers.Count < MostLayers && tensors.ContainsKey(Invariant($"weight_ih_l{layers.Count}")))
        {
            string suffix = Invariant($"_l{layers.Count}");
            TorchWeights forward = Weights(prefix, tensors, suffix);
            layers.Add(tensors.ContainsKey($"weight_ih{suffix}_reverse")
                ? [forward, Weights(prefix, tensors, $"{suffix}_reverse")]
                : [forward]);
        }

        return tensors.Count == 0 ? Checked(new TorchModule.Recurrent(prefix, layers)) : throw Left(prefix, tensors);
    }

    private static TorchModule.Recurrent Checked(TorchModule.Recurrent module)
    {
        if (module.Layers.Select(layer => layer.Count).Distinct().Count() > 1)
            throw ModelFormatException.Damaged(
                $"module {Quoting.Quote(module.Name)}", "some of its layers have one direction, others two.");
        return module;
    }

    private static ModelFormatException Left(string prefix, Dictionary<string, ImportedTensor> left) => ModelFormatException.Damaged(
        $"module {Quoting.Quote(prefix)}",
        $"{Quoting.Join(left.Keys)} belong to no layer: weight_ih and weight_hh of each layer from _l0 on are needed.");

    // Takes the tensors of one direction out of those of the module.
    private static TorchWeights Weights(string prefix, Dictionary<string, ImportedTensor> tensors, string suffix)
    {
        ImportedTensor? Take(string name) => tensors.Remove(name + suffix, out ImportedTensor? tensor) ? tensor : null;
        string where = $"module {Quoting.Quote(prefix)}";
        if (Take("weight_ih") is not { Rank: 2 } input || Take("weight_hh") is not { Rank: 2 } hidden)
            throw ModelFormatException.Damaged(where, $"it needs the matrices weight_ih{suffix} and weight_hh{suffix}.");
        var weights = new TorchWeights(input, hidden, Take("bias_ih"), Take("bias_hh"), Take("weight_hr"));
        if (weights.Projection is { Rank: not 2 } || weights.Gates is not (1 or 3 or 4)
            || (weights.Projection is not null && weights.Gates != 4))
        {
            throw ModelFormatException.Damaged(
                where,
                $"weight_hh{suffix} is {hidden.ShapeText}: an LSTM has four times as many rows as units, a GRU three times, an RNN as " +
                "many.");
        }

        if (weights.InputBias is null != weights.HiddenBias is null)
            throw ModelFormatException.Damaged(where, $"it needs both bias_ih{suffix} and bias_hh{suffix}, or neither.");
        return weights;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)(_l[0-9]{1,4}(_reverse)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RecurrentTail();
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Makes layers of PyTorch's modules. Gates lie behind each other along the rows: i, f, g, o of an LSTM, r, z, n of a GRU. Each has two
/// biases, which only a GRU's candidate keeps apart. The equations: the pages of nn.LSTM, nn.GRU and nn.RNN in PyTorch's documentation.
/// </summary>
internal static class TorchLayers
{
    /// <summary>One layer for each layer of the module.</summary>
    public static IEnumerable<ImportedLayer> Of(TorchModule.Recurrent module, ReadOptions options)
    {
        for (int k = 0; k < module.Layers.Count; k++)
        {
            string name = module.Name.Length > 0 ? module.Name : Kind(module).ToLowerInvariant();
            string layer = module.Layers.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.l{k}");
            yield return new ImportedLayer.Recurrent(
                layer,
                [.. module.Layers[k].Select((weights, d) => new RecurrentDirection(Cell(weights, options), IsReversed: d == 1))],
                SequenceOutput.EveryStep);
        }
    }

    /// <summary>LSTM, GRU or RNN.</summary>
    public static string Kind(TorchModule.Recurrent module) => module.Layers[0][0].Gates switch { 4 => "LSTM", 3 => "GRU", _ => "RNN" };

    private static RecurrentCell Cell(TorchWeights w, ReadOptions options)
    {
        Gate[] gates = [.. Enumerable.Range(0, w.Gates).Select(gate => Gate(w, gate))];
        return gates switch
        {
            [var i, var f, var g, var o] => new RecurrentCell.Lstm(i, f, g, o) { Projection = w.Projection },
            [var r, var z, var n] => new RecurrentCell.Gru(z, r, n with { Bias = w.InputBias?.Part(2, 3) }, ResetsAfter: true)
            {
                CandidateRecurrentBias = w.HiddenBias?.Part(2, 3),
            },
            _ => new RecurrentCell.Simple(gates[0]) { Activation = options.Nonlinearity },
        };
    }

    private static Gate Gate(TorchWeights w, int gate) => new(
        w.Input.Part(gate, w.Gates),
        w.Hidden.Part(gate, w.Gates),
        w.InputBias is { } bias ? bias.Part(gate, w.Gates).Plus(w.HiddenBias!.Part(gate, w.Gates)) : null);
}

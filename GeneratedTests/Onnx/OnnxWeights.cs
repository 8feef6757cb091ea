using System;
using System.Linq;

namespace RnnGen.Tests.Onnx;

/// <summary>The weights of an operator of ONNX as the zoo's cells name and lay them out.</summary>
/// <param name="prefix">What stands before the names: of a cell inside a network its own, with a point.</param>
internal sealed class OnnxWeights(string cell, int input, int hidden, string prefix = "")
{
    public OnnxCell Operator(Random random) => cell switch
    {
        "rnn" => new OnnxCell("RNN", "h", "", input, hidden, random),
        "gru" => new OnnxCell("GRU", "zrh", "", input, hidden, random, ("linear_before_reset", 0)),
        "gru-reset-after" => new OnnxCell("GRU", "zrh", "", input, hidden, random, ("linear_before_reset", 1)),
        "lstm-peephole" => new OnnxCell("LSTM", "iofc", "iof", input, hidden, random),
        "lstm-coupled" => Coupled(new OnnxCell("LSTM", "iofc", "", input, hidden, random, ("input_forget", 1))),
        _ => new OnnxCell("LSTM", "iofc", "", input, hidden, random),
    };

    public void Translate(OnnxCell onnx, CellParameters<float> parameters)
    {
        if (cell == "rnn")
        {
            onnx.InputWeights('h').CopyTo(parameters[prefix + "W"]);
            onnx.RecurrentWeights('h').CopyTo(parameters[prefix + "U"]);
            Sum(onnx.InputBias('h'), onnx.RecurrentBias('h'), parameters[prefix + "b"]);
            return;
        }
        foreach (string path in parameters.Info.Parameters.Select(slot => slot.Name).Where(IsOwn))
        {
            // The candidate of the LSTM is c to ONNX and g here, that of the GRU h and n.
            string name = path[prefix.Length..];
            char gate = name[1] switch { 'g' => 'c', 'n' => 'h', var letter => letter };
            Span<float> to = parameters[path];
            if (name[0] == 'W') Join(onnx.RecurrentWeights(gate), onnx.InputWeights(gate), to);
            else if (name[0] == 'b') Sum(onnx.InputBias(gate), onnx.RecurrentBias(gate), to);
            else if (name[0] == 'p') onnx.Peephole(gate).CopyTo(to);
        }
        if (cell != "gru-reset-after") return;
        onnx.InputWeights('h').CopyTo(parameters[prefix + "Wn"]);
        onnx.RecurrentWeights('h').CopyTo(parameters[prefix + "Un"]);
        onnx.InputBias('h').CopyTo(parameters[prefix + "bn"]);
        onnx.RecurrentBias('h').CopyTo(parameters[prefix + "un"]);
    }

    private bool IsOwn(string path) => path.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>ONNX forgets 1 - i where the zoo writes 1 - f: f = 1 - sigmoid(zi) = sigmoid(-zi).</summary>
    private static OnnxCell Coupled(OnnxCell onnx)
    {
        Negate(onnx.InputWeights('i'), onnx.InputWeights('f'));
        Negate(onnx.RecurrentWeights('i'), onnx.RecurrentWeights('f'));
        Negate(onnx.InputBias('i'), onnx.InputBias('f'));
        Negate(onnx.RecurrentBias('i'), onnx.RecurrentBias('f'));
        return onnx;
    }

    private static void Negate(Span<float> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = -from[i];
    }

    /// <summary>[R W], row by row; what has no room for both is a matrix of one of them and is filled elsewhere.</summary>
    private void Join(Span<float> recurrent, Span<float> fromInput, Span<float> to)
    {
        if (to.Length != hidden * (hidden + input)) return;
        for (int row = 0; row < hidden; row++)
        {
            recurrent.Slice(row * hidden, hidden).CopyTo(to[(row * (hidden + input))..]);
            fromInput.Slice(row * input, input).CopyTo(to[(row * (hidden + input) + hidden)..]);
        }
    }

    private static void Sum(Span<float> a, Span<float> b, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++) to[i] = a[i] + b[i];
    }
}

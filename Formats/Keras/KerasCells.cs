using System.Collections.Generic;

namespace RnnGen.Formats;

/// <summary>
/// Makes cells of Keras' weights. A kernel is [input, G units] and a recurrent kernel [units, G units]: the transposes of what a product
/// with a column needs; gates lie beside each other, i, f, c, o of an LSTM and z, r, h of a GRU. A bias is [G units]; that of a GRU which
/// resets after the product is [2, G units], first for the kernel, then for the recurrent kernel. RTNeural's files have the same layout.
/// The equations: keras/src/layers/rnn/lstm.py, gru.py and simple_rnn.py.
/// </summary>
internal static class KerasCells
{
    /// <summary>i, f, o = s(W x + U h' + b), g = t(…), c = f c' + i g, h = o t(c).</summary>
    public static RecurrentCell Lstm(KerasCellWeights w, ActivationFunction activation, ActivationFunction recurrent)
    {
        Gate[] gates = Gates(w, 4, w.Bias?.Require(4 * w.Units));
        return new RecurrentCell.Lstm(gates[0], gates[1], gates[2], gates[3])
        {
            GateActivation = recurrent,
            CellActivation = activation,
            OutputActivation = activation,
        };
    }

    /// <summary>z, r = s(W x + U h' + b), h = z h' + (1 - z) t(…): the candidate resets before or after the product.</summary>
    public static RecurrentCell Gru(KerasCellWeights w, bool resetsAfter, ActivationFunction activation, ActivationFunction recurrent)
    {
        ImportedTensor? input = w.Bias, hidden = null;
        if (resetsAfter && w.Bias is { } both)
        {
            both.Require(2, 3 * w.Units);
            (input, hidden) = (both.RowRange(0, 1).Reshape(3 * w.Units), both.RowRange(1, 1).Reshape(3 * w.Units));
        }

        input?.Require(3 * w.Units);
        // Only the candidate keeps its two biases apart.
        Gate[] gates = Gates(w, 3, hidden is null ? input : input!.Plus(hidden));
        return new RecurrentCell.Gru(gates[0], gates[1], gates[2] with { Bias = input?.Part(2, 3) }, resetsAfter)
        {
            CandidateRecurrentBias = hidden?.Part(2, 3),
            GateActivation = recurrent,
            CellActivation = activation,
        };
    }

    /// <summary>h = t(W x + U h' + b).</summary>
    public static RecurrentCell Simple(KerasCellWeights w, ActivationFunction activation) =>
        new RecurrentCell.Simple(Gates(w, 1, w.Bias?.Require(w.Units))[0]) { Activation = activation };

    /// <summary>W x + b; the kernel is [input, units].</summary>
    public static ImportedLayer.Dense Dense(string name, IReadOnlyList<ImportedTensor> weights, bool hasBias, int? units, string where)
    {
        if (weights.Count != (hasBias ? 2 : 1) || weights[0].Rank != 2)
            throw ModelFormatException.Damaged(
                where, $"it has {Quoting.Join(Texts(weights))}; expected a kernel [input, units]{(hasBias ? " and a bias" : "")}.");
        if (units is { } wanted) weights[0].Require(weights[0].Rows, wanted);
        return new ImportedLayer.Dense(name, weights[0].Transpose(), hasBias ? weights[1].Require(weights[0].Columns) : null);
    }

    /// <summary>The tensors of a cell, checked.</summary>
    public static KerasCellWeights Weights(IReadOnlyList<ImportedTensor> weights, int units, int gates, bool hasBias, string where)
    {
        if (weights.Count != (hasBias ? 3 : 2) || weights[0].Rank != 2 || units < 1 || units > int.MaxValue / 8)
        {
            throw ModelFormatException.Damaged(
                where,
                $"it has {units} units and {Quoting.Join(Texts(weights))}; expected a kernel, a recurrent kernel" +
                (hasBias ? " and a bias." : "."));
        }

        weights[0].Require(weights[0].Rows, gates * units);
        weights[1].Require(units, gates * units);
        return new KerasCellWeights(units, weights[0].Transpose(), weights[1].Transpose(), hasBias ? weights[2] : null);
    }

    private static Gate[] Gates(KerasCellWeights w, int count, ImportedTensor? bias)
    {
        var gates = new Gate[count];
        for (int i = 0; i < count; i++)
            gates[i] = new Gate(w.Kernel.Part(i, count), w.RecurrentKernel.Part(i, count), bias?.Part(i, count));
        return gates;
    }

    private static IEnumerable<string> Texts(IReadOnlyList<ImportedTensor> weights)
    {
        foreach (ImportedTensor tensor in weights) yield return tensor.ToString();
    }
}

/// <summary>The weights of a cell of Keras, kernels transposed to [G units, input] and [G units, units].</summary>
internal sealed record KerasCellWeights(int Units, ImportedTensor Kernel, ImportedTensor RecurrentKernel, ImportedTensor? Bias);

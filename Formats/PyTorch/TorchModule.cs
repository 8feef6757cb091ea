using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>A module of PyTorch, as the names and shapes of its tensors show it.</summary>
/// <param name="Name">The names' common beginning, such as <c>lstm</c>; empty where the state_dict is that of the module itself.</param>
internal abstract record TorchModule(string Name)
{
    /// <summary>The elements that come in.</summary>
    public abstract int InputSize { get; }

    /// <summary>The elements that it hands on.</summary>
    public abstract int OutputSize { get; }

    /// <summary><c>nn.Linear</c>: <c>weight</c> [output, input] and perhaps <c>bias</c>.</summary>
    public sealed record Linear(string Name, ImportedTensor Weight, ImportedTensor? Bias) : TorchModule(Name)
    {
        public override int InputSize => Weight.Columns;

        public override int OutputSize => Weight.Rows;
    }

    /// <summary><c>nn.LSTM</c>, <c>nn.GRU</c>, <c>nn.RNN</c> or their cells: one or two directions for each layer.</summary>
    public sealed record Recurrent(string Name, IReadOnlyList<IReadOnlyList<TorchWeights>> Layers) : TorchModule(Name)
    {
        public override int InputSize => Layers[0][0].Input.Columns;

        public override int OutputSize => Layers[^1].Sum(direction => direction.OutputSize);
    }
}

/// <summary>The tensors of one direction of one layer. G gates of H units: 4 for an LSTM, 3 for a GRU, 1 for a plain RNN.</summary>
/// <param name="Input"><c>weight_ih</c>, [G H, input].</param>
/// <param name="Hidden"><c>weight_hh</c>, [G H, H], or [G H, P] with a projection.</param>
/// <param name="InputBias"><c>bias_ih</c>, [G H].</param>
/// <param name="HiddenBias"><c>bias_hh</c>, [G H].</param>
/// <param name="Projection"><c>weight_hr</c>, [P, H].</param>
internal sealed record TorchWeights(
    ImportedTensor Input, ImportedTensor Hidden, ImportedTensor? InputBias, ImportedTensor? HiddenBias, ImportedTensor? Projection)
{
    public int HiddenSize => Projection?.Columns ?? Hidden.Columns;

    public int OutputSize => Projection?.Rows ?? Hidden.Columns;

    public int Gates => HiddenSize == 0 || Hidden.Rows % HiddenSize != 0 ? 0 : Hidden.Rows / HiddenSize;
}
